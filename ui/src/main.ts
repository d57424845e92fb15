import { mount } from "svelte";
import App from "./App.svelte";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";

// On their way while the core opens its books: the first page is laid out once, in its own letters.
for (const face of ["Source Sans 3 Variable", "Bitter Variable"]) void document.fonts.load(`1rem "${face}"`);

const target = document.getElementById("app");
if (!target) throw new Error("the page has no place for the app");
mount(App, { target });
