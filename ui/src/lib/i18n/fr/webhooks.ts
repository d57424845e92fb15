import type { Messages } from "../index.svelte";
import { plurals } from "../plural";

const n = plurals("fr");

export const webhooks: Messages["webhooks"] = {
  says: "Ce que les fournisseurs envoient d’eux-mêmes. Un webhook dit seulement où regarder ; le sort de l’argent, Duka le vérifie.",
  none: "Aucun compte de cette feuille n’envoie de webhooks.",
  noneText: "Ils viennent des comptes dont le fournisseur signe ce qu’il envoie.",
  account: "Compte",
  bench: "En vérifier un à la main",
  benchMeta: "rien n’est gardé",
  headers: "En-têtes",
  headersHint: "Un par ligne, « Nom: valeur », avec la signature.",
  body: "Corps",
  bodyHint: "Exactement comme il est venu, espaces et fins de ligne compris : chaque signe est signé.",
  bodyNeeded: "Collez le corps : sans lui, rien ne se vérifie.",
  check: "Vérifier",
  checking: "Vérification…",
  empty: "Rien de vérifié encore.",
  emptyText:
    "Collez un webhook arrivé sur votre site ou lu dans le journal du fournisseur. Duka recalcule sa signature avec le secret de ce compte et dit ce qui concorde.",
  verdict: {
    verified: (provider) => `Il vient de ${provider}.`,
    unsigned: "Personne ne s’en porte garant.",
    forged: "Il n’est pas ce qu’il prétend.",
  },
  verifiedText:
    "Cela prouve qui l’a écrit, pas que l’argent est là. Duka le vérifie toujours auprès du fournisseur.",
  notBelieved:
    "Un tel webhook ne change rien dans ce cahier, et personne ne devrait remettre de marchandise à cause de lui.",
  why: {
    no_signature: "Il ne porte pas de signature : personne ne sait qui l’a écrit.",
    no_secret: "Ce compte n’a pas de secret pour le vérifier. Ajoutez-le sous Comptes, Nouvelles clés.",
    malformed_signature: "Ce qui tient lieu de signature n’en est pas une, ou s’y trouve deux fois.",
    wrong_signature:
      "La signature n’est pas celle de ce corps avec le secret de ce compte. Souvent un signe s’est perdu en copiant, ou c’est le secret d’un autre compte.",
    unreadable_body: "Les champs signés ne se lisent pas dans le corps.",
    other_environment:
      "Il est signé, mais pour l’autre environnement : bac à sable et réel ne se mêlent pas.",
    not_posted: "Il n’a pas été envoyé par POST, comme le sont les webhooks.",
    too_large: "Il est plus long que tout webhook honnête.",
  },
  facts: {
    scheme: "Comment il est signé",
    event: "Événement",
    theirs: "Leur référence",
    ours: "Notre référence",
    told: "État qu’il prétend",
  },
  claims: "Ce qu’il prétend, rien n’en est certain",
  came: "Ce qui est arrivé",
  cameNone: "Aucun n’est encore arrivé.",
  cameNoneText:
    "Un ordinateur de bureau n’a pas d’adresse publique. Les webhooks entrent par un tunnel vers le port qu’ouvre « dukactl run --webhooks » ; sans eux, Duka interroge le fournisseur lui-même et ne manque rien.",
  counted: (count) =>
    n(
      count,
      "1 autre est arrivé sans garant. Seul son nombre est gardé.",
      `${count} autres sont arrivés sans garant. Seul leur nombre est gardé.`,
    ),
  columns: {
    at: "Heure",
    trust: "Du fournisseur ?",
    event: "Événement",
    reference: "Référence",
    look: "Vérifié",
  },
  trust: { verified: "oui", unsigned: "on ne sait pas", forged: "non" },
  times: (count) => `${count} fois`,
  lookedUp: (at) => `vérifié ${at}`,
  looksAt: (at) => `prochaine vérif. ${at}`,
  notFollowed: "pas suivi",
  body2: "Corps, secrets et téléphones retirés",
  readAgain: "Relire",
  addresses: "Où ils sont envoyés",
  addressesAsk: "Demander au fournisseur",
  asking: "Demande au fournisseur…",
  addressesText: "Le fournisseur n’est interrogé que si vous le dites.",
  addressesNone: "Le fournisseur ne les envoie encore nulle part.",
  topic: "Sujet",
  url: "Adresse",
  urlHint: "Une adresse https publique qui mène à ce poste, comme celle d’un tunnel.",
  register: "Les faire envoyer là",
  registering: "Le fournisseur est prévenu…",
  registered: "Le fournisseur les envoie là désormais.",
};
