import type { counter as english } from "../en/counter";
import { plurals } from "../plural";
import { since } from "./moment";

const n = plurals("fr");

export const counter: typeof english = {
  enter: "Mode caisse",
  title: "Caisse",
  lock: "Verrouiller",
  leave: "Quitter",
  fullScreen: "Plein écran",
  window: "Dans une fenêtre",
  paid: (count, sum) => `${count} ${n(count, "payée", "payées")}, ${sum}`,
  sales: "Vos ventes aujourd’hui :",
  noSales: "aucune payée, à ce qu’on sait",
  last: "Vos dernières ventes",
  lastNone: "Rien de vendu encore aujourd’hui.",
  ofMany: "trop nombreuses pour une somme ici",
  soundOn: "Son activé",
  soundOff: "Son coupé",
  pad: "Pavé de chiffres",
  backspace: "Effacer le dernier chiffre",
  qr: "Page QR",
  push: "Par téléphone",
  ask: "Demander",
  enterKey: "Entrée",
  next: "Suivant",
  ready: "Tapez le montant.",
  readyPhone: "Puis le téléphone du client, et Entrée.",
  readyPage: "Puis Entrée : le client scanne le code.",
  readHead: "Demander ceci ?",
  readHint: "Entrée envoie la demande. Rien n’est encore parti.",
  fresh: "Nouvelle vente",
  park: "Mettre de côté",
  check: "Vérifier",
  notReadSince: (name, moment) => `${name} n’a plus été lu ${since(moment)}.`,
  silent:
    "Une vente peut être payée sans que cela se voie ici. Avant de la redemander, ouvrez-la dans la liste et choisissez « Vérifier ».",
};
