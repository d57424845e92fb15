/** Printers and backups of the made-up shop. The passphrase is "kampala market". */
import { ago, face } from "../shop";

const refuse = (code: string, message: string) => {
  throw { code, message, field: null, next: null, operation: null };
};
const FILES = [
  { name: "duka-2026-11-22.duka", bytes: 4_812_300, at: ago(3600) },
  { name: "duka-2026-11-15.duka", bytes: 4_630_100, at: ago(608_000) },
];

export const answers = {
  settings: () => ({ place: "Kikuubo, Kampala", paper: "58mm" }),
  printers: () => (face === "empty" ? [] : ["XP-58", "EPSON-TM-T20"]),
  make_backup: () => ({
    path: "/home/justine/Downloads/duka-2026-11-22.duka",
    name: "duka-2026-11-22.duka",
    bytes: 4_812_300,
    made_at: ago(0),
  }),
  backups: () => (face === "full" ? FILES : []),
  restore_backup: ({ passphrase }: Record<string, unknown>) =>
    passphrase === "kampala market"
      ? { made_at: ago(3600), replaced: ["journal.db"], boot: null }
      : refuse("wrong_passphrase", "This is not the passphrase of that file. Nothing was changed."),
};
