import type { Messages } from "../index.svelte";

export const palette: Messages["palette"] = {
  open: "Chercher et agir",
  title: "Chercher et agir",
  hint: "Quoi faire, où aller, ou le paiement de qui",
  acts: "Faire",
  pages: "Aller à",
  rows: "Paiements",
  all: (text) => `Tous les paiements qui correspondent à « ${text} »`,
  nothing: "Rien ici ne correspond.",
  off: (why) => `Pas maintenant : ${why}`,
};
