import type { Messages } from "../index.svelte";
import { plurals } from "../plural";

const n = plurals("fr");

export const contacts: Messages["contacts"] = {
  title: "Contacts",
  says: "Un seul carnet d’adresses pour tous vos fournisseurs.",
  search: "Nom ou numéro",
  count: (count) => `${count} ${n(count, "personne", "personnes")}`,
  none: "Personne dans le carnet d’adresses.",
  noneText:
    "Notez les personnes que vous payez souvent. Celles de la liste d’un fournisseur viennent d’elles-mêmes.",
  notFound: "Personne avec ce nom ou ce numéro.",
  columns: { name: "Nom", phone: "Téléphone", sort: "Rôle", at: "Connu aussi chez", acts: "Faire" },
  sorts: { beneficiary: "bénéficiaire", employee: "employé", vendor: "fournisseur", other: "autre" },
  onlyHere: "ici seulement",
  seen: (names) => `Vu avec ce numéro\u00a0: ${names}`,
  seenNone: "Aucun paiement n’a nommé quelqu’un avec ce numéro.",
  names: "Noms vus",
  pay: "Payer",
  charge: "Encaisser",
  add: "Quelqu’un de nouveau",
  first: "Prénom",
  last: "Nom",
  phone: "Téléphone",
  sort: "Rôle",
  account: "Compte",
  accountHint: "Si son fournisseur tient une liste, la personne y est inscrite aussi.",
  save: "Noter",
  saving: "Écriture…",
  saved: (name) => `${name} est dans le carnet d’adresses.`,
  firstEmpty: "Écrivez le prénom.",
  phoneEmpty: "Écrivez le numéro de téléphone.",
};
