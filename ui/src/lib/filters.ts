/** What narrows a list, by the core's own words; nothing in any of them narrows nothing. */
import type { Filters } from "../bindings";

export const NO_FILTERS: Filters = {
  text: "",
  statuses: [],
  kinds: [],
  accounts: [],
  methods: [],
  networks: [],
  currency: null,
  phone: null,
  reference: null,
  link: null,
  having: [],
  min: null,
  max: null,
  from: null,
  to: null,
};
