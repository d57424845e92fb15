import type { Messages } from "../index.svelte";
import { plurals } from "../plural";

const n = plurals("fr");

export const paper: Messages["paper"] = {
  receipt: "Reçus",
  place: "Lieu",
  placeHint: "Deuxième ligne du reçu, comme la rue ou le marché.",
  paper: "Papier",
  sizes: { "58mm": "58 mm", "80mm": "80 mm", a4: "A4" },
  printer: "Imprimante",
  noPrinter: "Aucune : enregistrer en PDF et l’ouvrir",
  gonePrinter: (name) => `${name} (introuvable en ce moment)`,
  printersNone:
    "Ce système ne nomme aucune imprimante. Un reçu est enregistré en PDF et ouvert, pour être imprimé de là.",
  receiptAct: "Reçu",
  slipAct: "Bon d’attente",
  evidenceAct: "Preuves",
  receiptTitle: "Reçu",
  endedAct: (outcome) => `Avis : ${outcome}`,
  endedTitle: "Avis",
  slipTitle: (title) => `${title}, pas un reçu`,
  notReceipt: "Ceci n’est pas un reçu.",
  says: (outcome) => `Il porte « ${outcome} ». Il ne prouve aucun paiement.`,
  copies: (before) => `Déjà sorti ${before} fois : celui-ci porte la mention DUPLICATA.`,
  specimen: "Exercice : SPECIMEN est écrit en travers.",
  preview: "Tel qu’il sortira",
  code: (text) => `Code de ${text}`,
  drawing: "Mise en page…",
  print: "Imprimer le reçu",
  printSlip: "Imprimer ce papier",
  savePdf: "Enregistrer en PDF",
  saveText: "Enregistrer en texte",
  taking: "Écriture…",
  sentTo: (printer) => `Envoyé à ${printer}.`,
  opened: "Enregistré en PDF et ouvert, pour être imprimé de là.",
  savedAs: "Enregistré :",
  evidenceTitle: "Pour l’assistance du fournisseur",
  evidenceText:
    "Ce qu’elle demande, ce que l’on sait et ce que l’on ne sait pas. Ni clés ni codes PIN ; mais le nom et le numéro du client y sont, donc pour le fournisseur seul.",
  copyPack: "Copier le texte",
  copiedPack: "Copié. À coller dans le message à l’assistance.",
  backup: "Sauvegarde",
  backupText:
    "Un seul fichier chiffré avec le cahier, son historique et les clés. Gardez-le sur un autre ordinateur ou une clé USB ; sans sa phrase secrète, personne ne l’ouvre, vous non plus.",
  passphrase: "Phrase secrète",
  passphraseHint: "8 caractères au moins. Écrivez-la et gardez-la loin du fichier.",
  passphraseAgain: "La même phrase encore",
  passphraseShort: "Elle est trop courte.",
  passphraseDiffers: "Les deux phrases ne sont pas les mêmes.",
  make: "Faire une sauvegarde",
  making: "Écriture…",
  made: (name, size) => `${name} est écrit, ${size}.`,
  restore: "Restaurer",
  restoreText: "Les fichiers .duka du dossier Téléchargements, le plus récent d’abord.",
  restoreNone: "Aucune sauvegarde dans Téléchargements.",
  restoreNoneText: "Copiez-y le fichier, puis regardez encore.",
  look: "Regarder encore",
  take: "Restaurer…",
  restoreTitle: "Restaurer cette sauvegarde ?",
  restoreAsk: (at) =>
    `Le cahier de ce poste est remplacé par celui de la sauvegarde (${at}). Celui d’aujourd’hui est gardé à part dans le dossier de Duka.`,
  restoreMoney:
    "Ce qui a été envoyé après ce moment n’y est pas. Rien ne peut donc partir d’ici avant que chaque compte soit relu et que vous ayez confirmé que ce poste est le seul.",
  restoreYes: "Restaurer",
  restoring: "Restauration…",
  restored: (at, replaced) =>
    `Restauré (${at}) : ${replaced} ${n(replaced, "fichier remplacé", "fichiers remplacés")}. L’envoi est verrouillé jusqu’à la relecture des comptes.`,
  practice:
    "La boutique d’exercice n’a rien à garder. Les sauvegardes se font sur la feuille bac à sable ou réelle.",
};
