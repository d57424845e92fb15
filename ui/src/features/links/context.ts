import { createContext } from "svelte";
import { Watched } from "../operation";
import { LinkForm } from "./form.svelte";
import { Links } from "./links.svelte";

/** The form, what became of it and the list outlive the screen: whoever looks something up comes back to what was typed. */
export class LinkDesk {
  readonly form = new LinkForm();
  readonly result = new Watched();
  readonly links = new Links();
}

export const [getLinkDesk, setLinkDesk] = createContext<LinkDesk>();
