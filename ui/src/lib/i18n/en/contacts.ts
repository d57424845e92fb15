import { plurals } from "../plural";

const n = plurals("en");

export const contacts = {
  title: "Contacts",
  says: "One address book over all your providers.",
  search: "Name or number",
  count: (count: number) => `${count} ${n(count, "person", "people")}`,
  none: "Nobody in the address book yet.",
  noneText: "Write down whom you pay often. Whoever stands on a provider’s list comes by itself.",
  notFound: "Nobody with this name or number.",
  columns: { name: "Name", phone: "Phone", sort: "Role", at: "Also known at", acts: "Do" },
  sorts: { beneficiary: "beneficiary", employee: "employee", vendor: "supplier", other: "other" },
  onlyHere: "only here",
  seen: (names: string) => `Seen with this number: ${names}`,
  seenNone: "No payment named anybody with this number.",
  names: "Names seen",
  pay: "Pay out",
  charge: "Take payment",
  add: "Somebody new",
  first: "First name",
  last: "Last name",
  phone: "Phone",
  sort: "Role",
  account: "Account",
  accountHint: "Where its provider keeps a list, they are put there too.",
  save: "Write down",
  saving: "Writing down…",
  saved: (name: string) => `${name} stands in the address book.`,
  firstEmpty: "Write the first name.",
  phoneEmpty: "Write the phone number.",
};
