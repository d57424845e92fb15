import type { Messages } from "../index.svelte";
import { plurals } from "../plural";

const n = plurals("fr");

export const review: Messages["review"] = {
  readAgo: "lu il y a",
  reading: "Relecture en cours…",
  writing: "Inscription en cours…",
  answerFirst: "Répondez d’abord à la question ci-dessus.",
  readFirst: "Lisez d’abord.",
  back: "Revenir au formulaire",
  second: "Est-ce un deuxième paiement ?",
  yesAnother: (money) => `Oui, encore ${money}`,
  noTheSame: "Non, je parlais du premier",
  thenNothing: "Alors il n’y a rien à envoyer. Le premier se trouve dans Transactions.",
  blocked: "Si vous renvoyez et que les deux arrivent, la personne est payée deux fois. Attendez la réponse.",
};

export const payout: Messages["payout"] = {
  title: "Payer quelqu’un",
  who: "À qui et combien",
  to: "Vers",
  ways: { "mobile-money": "Téléphone", bank: "Banque", wallet: "Portefeuille", contact: "Contact" },
  phone: "Téléphone",
  phoneEmpty: "Indiquez le numéro de la personne à payer.",
  name: "Nom",
  nameEmpty: "Indiquez le nom de la personne à payer : il est demandé ici.",
  from: "Depuis",
  why: "Motif",
  theySeeIt: "(visible pour elle)",
  which: "Ce qu’est le montant",
  theyReceive: "Montant reçu exact",
  iSend: "Montant envoyé exact",
  feeFromWallet: (name) =>
    `Le destinataire reçoit ce montant. ${name} prend ses frais sur votre portefeuille, en plus.`,
  feeFromRecipient: (name) => `${name} prend ses frais sur ce qui arrive.`,
  feeFromRecipientGets: (name) =>
    `${name} prend ses frais sur ce qui arrive : Duka envoie donc cela en plus.`,
  feeNotSeen: (name) =>
    `Vous envoyez exactement ce montant. ${name} prend ses frais sur ce qui arrive, et leur coût n’est pas encore connu ici : ce qui arrive ne peut pas être promis.`,
  feeUnstated: (name) =>
    `Vous envoyez ce montant. ${name} ne dit pas qui paie ses frais : ce qui arrive ne peut pas être promis.`,
  bank: "Banque",
  bankChoose: "Choisir la banque",
  bankEmpty: "Choisissez la banque.",
  banksReading: "Demande de la liste des banques…",
  banksAgain: "Redemander",
  number: "Numéro de compte",
  numberEmpty: "Indiquez le numéro du compte bancaire.",
  branch: "Agence",
  branchEmpty: "Cette banque demande l’agence.",
  contact: "Qui, dans le carnet d’adresses",
  contactEmpty: "Choisissez qui est payé.",
  contactAnother: "Quelqu’un d’autre",
  contactsNone: "Personne dans le carnet d’adresses pour l’instant.",
  contactNotFound: "Personne avec ce nom ou ce numéro.",
  contactsMore: (count) => `et ${count} ${n(count, "autre", "autres")} : écrivez la suite du nom`,
  check: {
    ask: (provider) => `Demander à ${provider} si ce numéro peut être payé`,
    asking: "Demande en cours…",
    known: "Ce numéro peut être payé.",
    knownAs: (name) => `Ce numéro peut être payé : ${name}.`,
    unknown: "Le fournisseur ne connaît pas ce numéro comme client.",
  },
  read: "Relire",
  readThis: "À lire avant l’envoi",
  notSent: "pas encore envoyé",
  reviewHint:
    "Avant tout envoi, tout se lit ici : qui est payé, combien arrive, ce que cela coûte, ce qui reste.",
  send: (money) => `Envoyer ${money}`,
  noWayBack: "L’argent envoyé ne peut pas être rappelé.",
  what: "Ce qui se passe",
  fresh: "Nouvel envoi",
  before: "Avant, avec ce numéro",
  overAll: "tous comptes confondus",
  beforeNone: "Rien encore avec ce numéro.",
  noAccount: "Aucun compte d’ici ne peut envoyer de l’argent.",
  noAccountText: "Ajoutez-en un qui le peut, ou exercez-vous d’abord.",
  retry: {
    act: "Retenter",
    title: (money) => `Faire retenter ${money} ?`,
    text: (who, money) =>
      `Le fournisseur retente le même envoi échoué : ${money} à ${who}. C’est un envoi comme le premier, il ne peut pas être rappelé.`,
    yes: (money) => `Retenter ${money}`,
    no: "Non, laisser",
  },
  sentences: {
    sending: (provider) => `Part vers ${provider} en ce moment.`,
    pending: (who, network, phone) => `En route vers ${who}, ${phone}, ${network}.`,
    pendingPlain: (who) => `En route vers ${who}.`,
    accepted: (provider) => `${provider} a accepté l’envoi. Accepté ne veut pas dire arrivé.`,
    doubtSent: (at) =>
      `L’envoi est parti à ${at} et aucune réponse claire n’est venue. Il est peut-être arrivé. Ne renvoyez pas.`,
    overdue: "Cela dure plus que d’habitude. L’argent peut encore arriver. Ne renvoyez pas.",
    succeeded: (who, how, at) => `Arrivé chez ${who}${how}, su à ${at}.`,
    failed: (provider) => `${provider} dit que l’envoi n’a pas été fait. Rien n’a bougé.`,
    expired: "L’envoi n’a pas été fait à temps. Rien n’a bougé.",
    neverLeft: "Rien n’est parti de cet ordinateur, donc personne n’a pu être payé. Vous pouvez renvoyer.",
    customer: "le destinataire",
  },
  refundSentences: {
    pending: (who, network, phone) => `En retour vers ${who}, ${phone}, ${network}.`,
    pendingPlain: (who) => `En retour vers ${who}.`,
    succeeded: (who, how, at) => `Remboursé à ${who}${how}, su à ${at}.`,
    failed: (provider) => `${provider} dit que le remboursement n’a pas été fait. Rien n’a bougé.`,
    customer: "le client",
  },
};
