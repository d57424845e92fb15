import type { Messages } from "../index.svelte";
import { plurals } from "../plural";

const n = plurals("fr");

export const doubts: Messages["doubts"] = {
  says: "De l’argent dont on ne connaît pas le sort. Ici on cherche la preuve, on ne décide pas à la place du fournisseur.",
  waiting: (count) => n(count, "1 en attente", `${count} en attente`),
  oldest: "le plus ancien d’abord",
  aside: "Mis de côté",
  asideNote: "Leur état reste, et ils bloquent toujours un deuxième paiement et un remboursement.",
  stake: "En jeu",
  usual: (span) => `d’habitude ${span}`,
  check: (at) => `prochaine vérif. ${at}`,
  noCheck: "pas de vérification prévue",
  empty: "Rien à éclaircir.",
  emptyText: "Chaque montant a une fin connue.",
  emptyChecked: (at) => `Chaque montant a une fin connue, vérifié à ${at}.`,
  question: {
    fate_unknown: "On ne sait pas encore si c’est fait.",
    contradicted: "Ce qui était définitif est démenti.",
    mismatch: "Ce qui est arrivé n’est pas ce qui était demandé.",
    overdue: "Cela dure plus que d’habitude.",
  },
  questionText: {
    fate_unknown: (at) =>
      `La demande est partie à ${at}, et aucune réponse claire n’est venue. C’est peut-être fait. Ne renvoyez pas.`,
    contradicted: () =>
      "Le fournisseur dit autre chose qu’avant. Regardez l’historique ci-dessous avant de remettre quoi que ce soit.",
    mismatch: () =>
      "Le montant, la devise ou le sens diffèrent de la demande. Ce n’est pas compté tant que ce n’est pas clair.",
    overdue: (at) =>
      `C’est parti à ${at}, et pour le fournisseur c’est toujours ouvert. Attendez sa réponse.`,
  },
  candidates: "Ce que cela pourrait être",
  candidatesNone: "Les listes du fournisseur ne montrent rien qui y ressemble.",
  candidatesKeyed: (provider) =>
    `${provider} le connaît sous sa propre référence : sa réponse suffira à éclaircir.`,
  candidatesTwo: "Regardez, puis choisissez ; Duka ne choisit pas à votre place.",
  columns: {
    at: "Heure",
    reference: "Référence",
    phone: "Numéro",
    amount: "Montant",
    word: "Leur mot",
    fits: "Ce qui colle",
  },
  evidence: {
    amount: "montant",
    other_amount: "autre montant",
    phone: "numéro",
    other_phone: "autre numéro",
    no_phone: "numéro non indiqué",
    time: "heure",
    before_sending: "plus ancien que la demande",
    our_reference: "notre référence",
    reference_of_another: "une autre de nos références",
    tied: "appartient à un autre",
  },
  fits: (words) => `Colle : ${words}`,
  against: (words) => `Contre : ${words}`,
  adopt: "C’est lui…",
  adoptTitle: "Est-ce le même paiement ?",
  adoptText: (reference, amount) =>
    `Désormais, ce que le fournisseur dit de ${reference}, ${amount}, est ce qui s’est passé ici. Il est écrit que vous l’avez dit.`,
  adoptYes: "Oui, c’est celui-ci",
  no: "Non, revenir",
  story: "Historique",
  tell: "Que dire au client",
  copy: "Copier",
  checkNow: "Vérifier maintenant",
  checking: "On demande au fournisseur…",
  again: "Demander à nouveau…",
  againWhen: (at) => `Si rien n’est trouvé d’ici ${at}, on pourra demander à nouveau.`,
  againNever: "Les listes de ce fournisseur ne peuvent jamais prouver l’absence : rien n’est renvoyé d’ici.",
  againTitle: "Envoyer à nouveau ?",
  againText:
    "Duka regarde d’abord une fois de plus. Un nouveau n’est noté et envoyé que si les listes du fournisseur prouvent que le premier n’y est pas.",
  againYes: "Regarder, puis renvoyer",
  againSent: "Le premier n’y est pas. Un nouveau a été noté et part maintenant.",
  setAside: "Mettre de côté…",
  asideTitle: "Mettre cette question de côté ?",
  asideText:
    "Elle quitte le haut de la liste, garde son état, et bloque toujours un deuxième paiement et un remboursement.",
  reason: "Pourquoi",
  reasonHint: "Cela reste avec la question, avec votre nom.",
  asideYes: "Mettre de côté",
  asideBecause: (reason) => `Mis de côté : ${reason}`,
  open: "Ouvrir dans Transactions",
};
