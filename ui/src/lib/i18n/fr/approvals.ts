import type { Messages } from "../index.svelte";
import { plurals } from "../plural";

const n = plurals("fr");

export const approvals: Messages["approvals"] = {
  title: (count) => `À valider : ${count} ${n(count, "attend", "attendent")} une deuxième personne`,
  above: (money) => `Au-dessus de ${money}, une deuxième personne valide.`,
  askedBy: (who) => `demandé par ${who}`,
  sentence: (asker, money, who, account) =>
    `${asker} veut envoyer ${money} à ${who}, depuis ${account}. Rien n’est parti de cet ordinateur.`,
  fileSentence: (asker, money, file, account) =>
    `${asker} veut envoyer ${money} par le fichier ${file}, depuis ${account}. Rien n’est parti de cet ordinateur.`,
  answer: "La réponse",
  approve: "Valider",
  refuse: "Refuser",
  owner: "Autre propriétaire",
  pin: "Son code PIN",
  pinFirst: "Il faut le code PIN d’un autre propriétaire.",
  nobody: "Aucun autre propriétaire ici ne peut dire oui.",
  reason: "Pourquoi non",
  reasonFirst: "Indiquez pourquoi c’est refusé.",
  approveAct: (money) => `Valider ${money}`,
  refuseAct: "Refuser l’envoi",
  thenLeaves: "Cela part aussitôt. L’argent envoyé ne peut pas être rappelé.",
  thenNothing: "C’est annulé, avec ce motif. Rien ne part.",
};
