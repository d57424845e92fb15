import { plurals } from "../plural";

const n = plurals("en");

/** What waits for a second person. */
export const approvals = {
  title: (count: number) => `To approve: ${count} ${n(count, "waits", "wait")} for a second person`,
  above: (money: string) => `Above ${money} a second person approves.`,
  askedBy: (who: string) => `asked by ${who}`,
  sentence: (asker: string, money: string, who: string, account: string) =>
    `${asker} wants to send ${money} to ${who}, from ${account}. Nothing has left this computer.`,
  fileSentence: (asker: string, money: string, file: string, account: string) =>
    `${asker} wants to send ${money} by the file ${file}, from ${account}. Nothing has left this computer.`,
  answer: "The answer",
  approve: "Approve",
  refuse: "Refuse",
  owner: "Another owner",
  pin: "Their PIN",
  pinFirst: "The PIN of another owner is needed.",
  nobody: "There is no other owner here who could say yes.",
  reason: "Why not",
  reasonFirst: "Write why it is refused.",
  approveAct: (money: string) => `Approve ${money}`,
  refuseAct: "Refuse it",
  thenLeaves: "It leaves at once. Money out cannot be called back.",
  thenNothing: "It is called off, with this reason. Nothing leaves.",
};
