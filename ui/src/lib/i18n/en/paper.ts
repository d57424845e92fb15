import { plurals } from "../plural";

const n = plurals("en");

/** Paper that comes out, and the copy that is kept elsewhere. */
export const paper = {
  receipt: "Receipts",
  place: "Place",
  placeHint: "Second line of the receipt, such as the street or the market.",
  paper: "Paper",
  sizes: { "58mm": "58 mm", "80mm": "80 mm", a4: "A4" },
  printer: "Printer",
  noPrinter: "None: save as PDF and open it",
  gonePrinter: (name: string) => `${name} (not found now)`,
  printersNone:
    "This system names no printers. A receipt is saved as PDF and opened, to be printed from there.",
  receiptAct: "Receipt",
  slipAct: "Claim slip",
  evidenceAct: "Evidence",
  receiptTitle: "Receipt",
  endedAct: (outcome: string) => `Slip: ${outcome}`,
  endedTitle: "Slip",
  slipTitle: (title: string) => `${title}, not a receipt`,
  notReceipt: "This is not a receipt.",
  says: (outcome: string) => `It says “${outcome}”. It proves no payment.`,
  copies: (before: number) =>
    `It came out ${before} ${n(before, "time", "times")} before, so this one says COPY.`,
  specimen: "Practice: SPECIMEN stands across it.",
  preview: "As it comes out",
  code: (text: string) => `Code of ${text}`,
  drawing: "Being drawn…",
  print: "Print the receipt",
  printSlip: "Print the slip",
  savePdf: "Save as PDF",
  saveText: "Save as text",
  taking: "Writing…",
  sentTo: (printer: string) => `Sent to ${printer}.`,
  opened: "Saved as PDF and opened, to be printed from there.",
  savedAs: "Saved:",
  evidenceTitle: "For the provider’s support desk",
  evidenceText:
    "What they ask for, what is known and what is not. Keys and PINs are not in it; the customer’s name and number are, so it goes to the provider only.",
  copyPack: "Copy the text",
  copiedPack: "Copied. Paste it into the message to the support desk.",
  backup: "Backup",
  backupText:
    "One encrypted file with the book, its history and the keys. Keep it on another computer or a USB stick; without its passphrase nobody can open it, you neither.",
  passphrase: "Passphrase",
  passphraseHint: "8 characters at least. Write it down and keep it apart from the file.",
  passphraseAgain: "The same passphrase again",
  passphraseShort: "It is too short.",
  passphraseDiffers: "The two passphrases are not the same.",
  make: "Make a backup",
  making: "Writing…",
  made: (name: string, size: string) => `${name} was written, ${size}.`,
  restore: "Restore",
  restoreText: "Files ending in .duka in the Downloads folder, newest first.",
  restoreNone: "No backup lies in Downloads.",
  restoreNoneText: "Copy the file there, then look again.",
  look: "Look again",
  take: "Restore…",
  restoreTitle: "Restore this backup?",
  restoreAsk: (at: string) =>
    `The book of this desk is replaced by the one from ${at}. The one that is here now is kept aside in Duka’s folder.`,
  restoreMoney:
    "What was sent after that moment is not in it. So nothing can be sent from here until every account has been read again and you have confirmed that this is the only desk.",
  restoreYes: "Restore it",
  restoring: "Restoring…",
  restored: (at: string, replaced: number) =>
    `Restored as it was at ${at}: ${replaced} ${n(replaced, "file", "files")} replaced. Sending is locked until the accounts have been read again.`,
  practice: "The practice shop has nothing to keep. Backups are made on the sandbox or the live sheet.",
};
