import type { Messages } from "../index.svelte";
import { plurals } from "../plural";
import { at } from "./moment";

const n = plurals("fr");

export const account: Messages["account"] = {
  open: "Régler",
  health: "Jusqu’où il est lu",
  completeTo: (moment) => `Complet ${at(moment)}.`,
  lastRead: (moment) => `Lu ${at(moment)}.`,
  completeFrom: (from, to) => `Complet, ${from} – ${to}.`,
  readAt: (at) =>
    `Dernière lecture : ${at}. Ce fournisseur n’annonce pas d’ordre, donc Duka ne peut pas dire sa liste complète.`,
  neverRead: "Pas encore lu.",
  failed: (at) => `Sa dernière lecture a échoué. La dernière bonne : ${at}.`,
  failedNever: "Il n’a jamais pu être lu.",
  failedText: "Ce qui a été lu avant reste dans le cahier. Ce qui s’est passé depuis peut manquer.",
  lastTry: (at) => `dernier essai ${at}`,
  phonesFrom: (at) => `Numéros de téléphone connus depuis : ${at}.`,
  readNow: "Lire maintenant",
  reading: "Lecture…",
  readBrought: (added, changed) =>
    `${added} ${n(added, "ligne nouvelle", "lignes nouvelles")}, ${changed} ${n(changed, "changée", "changées")}.`,
  readNothing: "Rien n’avait changé.",
  keys: "Clés",
  set: "en place",
  notSet: "pas donnée",
  rotate: "Nouvelles clés…",
  rotateTitle: "Nouvelles clés",
  rotateText:
    "Elles sont d’abord testées. Elles ne remplacent les anciennes, alors oubliées ici, que si le fournisseur les accepte. Elles doivent être du même marchand.",
  rotateAll: "Déjà en place. Laisser vide pour l’oublier.",
  swap: "Utiliser les nouvelles clés",
  swapAnyway: "Garder sans test réussi",
  testFirst: "Testez-les d’abord : d’ici là, les anciennes restent.",
  swapped: "Les nouvelles clés servent. Retirez les anciennes chez le fournisseur.",
  settings: "Réglages de ce compte",
  changed: "Enregistré.",
  unchanged: "Rien n’a été changé.",
  help: "Comment le préparer",
  about: {
    keys: "Clés",
    webhook: "Webhooks",
    address: "L’adresse de cet ordinateur",
    live: "Passer au réel",
  },
  announced: "Annoncé, à ne pas tenir pour acquis",
};
