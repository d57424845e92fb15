import type { card as english } from "../en/card";

export const card: typeof english = {
  title: "Carte",
  practice: "EXERCICE : une carte inventée, pas d’argent réel",
  number: "Numéro de la carte",
  expiry: "Valable jusqu’à, mois et année",
  cvv: "Code au dos",
  pin: "Code secret de la carte",
  pinFor: (who, money) => `${who} tape le code secret de la carte pour ${money}.`,
  customer: "Le client",
  sealed: "Ce qui est tapé est scellé dans cette fenêtre. Personne ne le lit ici, et rien n’est gardé.",
  charge: (money) => `Débiter ${money}`,
  pinAct: "Donner le code secret",
  sending: "Part chez le fournisseur…",
  close: "Pour ne pas toucher à la carte, fermez cette fenêtre.",
  slips: {
    number: {
      empty: "Tapez le numéro de la carte.",
      length: "Un numéro de carte a de 12 à 19 chiffres.",
      digits: "Un chiffre n’est pas le bon : comparez avec la carte.",
    },
    expiry: {
      empty: "Tapez le mois et l’année, comme 12/28.",
      month: "Tapez le mois et l’année, comme 12/28.",
      past: "Cette carte a passé sa date.",
    },
    cvv: { empty: "Tapez le code au dos.", length: "Le code a 3 ou 4 chiffres." },
  },
  pinEmpty: "Le client tape son code secret ici.",
  pinLength: "Un code secret a de 4 à 12 chiffres.",
  open: "Saisir la carte",
  keying: "La carte se saisit dans sa fenêtre.",
  openPin: "Saisir le code secret de la carte",
  better:
    "Un lien de paiement ou une page évite que des numéros de carte passent par cet ordinateur. Proposez-le d’abord.",
  toLinks: "Plutôt un lien",
  setting: "Cartes à ce poste",
  settingOff:
    "Aucune carte ne se saisit ici. Un lien de paiement ou une page les prend sans qu’un numéro passe par cet ordinateur.",
  settingOn: "Les cartes peuvent se saisir ici, dans une fenêtre à part.",
  turnOn: "Activer la saisie de cartes…",
  turnOff: "Désactiver",
  askTitle: "Saisir des cartes à ce poste ?",
  consequences: [
    "Qui saisit des cartes relève des règles du secteur (PCI DSS) : cet ordinateur, son réseau et tous ceux qui s’en servent.",
    "Votre banque peut demander un questionnaire par an, et vous répondez d’une carte volée ici.",
    "Un programme qui écoute le clavier lit une carte avant que Duka puisse la sceller. Gardez cet ordinateur pour la boutique seule.",
  ],
  instead:
    "Un lien de paiement fait la même chose sans rien de cela : le client tape sa carte sur la page du fournisseur.",
  askYes: "Je sais, activer",
  askNo: "Non, utiliser des liens",
};
