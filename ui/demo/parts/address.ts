/** The address book as it is added to; who stands in it before is told with money out. */
import type { ContactInput } from "../../src/bindings";
import { ago } from "../shop";

export const answers: Record<string, (given: Record<string, unknown>) => unknown> = {
  names_seen: () => [{ name: "Okello Denis", count: 6, last: ago(17 * 86_400) }],
  add_contact: ({ draft }) => {
    const { first_name, last_name, phone, type } = draft as ContactInput;
    return { id: "ct_new", first_name, last_name, phone, type, at: [] };
  },
};
