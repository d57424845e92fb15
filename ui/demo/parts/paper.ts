/** Papers of the made-up shop: each one that comes out is counted, so that the second says COPY. */
import { encode } from "uqr";
import type { LineKind, LineView, OperationView, Paper, PrintedView, SlipView } from "../../src/bindings";
import { face, lang, mode } from "../shop";
import { found } from "./take";

const query = new URLSearchParams(location.search);
const say = (en: string, fr: string) => (lang === "fr" ? fr : en);
const out = new Map<string, number>();

const line = (kind: LineKind, text = "", label: string | null = null): LineView => ({
  kind,
  label,
  text,
  rows: [],
});
const field = (en: string, fr: string, text: string) => line("field", text, say(en, fr));

function standing(operation: OperationView): { title: string; outcome: string; sentence: string | null } {
  const no = say("This is not a receipt. ", "Ceci n’est pas un reçu. ");
  const slip = say("Claim slip", "Bon d’attente");
  if (operation.state === "in_doubt" || operation.doubts.length > 0) {
    const sentence = say(
      "Your payment may have gone through; we are checking. Do not pay a second time.",
      "Votre paiement est peut-être passé, nous vérifions. Ne payez pas une deuxième fois.",
    );
    return { title: slip, outcome: say("NOT CERTAIN", "PAS CERTAIN"), sentence: no + sentence };
  }
  if (operation.state === "succeeded")
    return { title: say("Receipt", "Reçu"), outcome: say("PAID", "PAYÉ"), sentence: null };
  if (["failed", "expired", "cancelled"].includes(operation.state)) {
    const sentence = say(
      "As far as is known, no money moved.",
      "D’après ce que l’on sait, l’argent n’a pas bougé.",
    );
    return { title: say("Slip", "Avis"), outcome: say("NOT PAID", "NON PAYÉ"), sentence: no + sentence };
  }
  const sentence = say("The money has not arrived yet.", "L’argent n’est pas encore arrivé.");
  return { title: slip, outcome: say("NOT PAID YET", "PAS ENCORE PAYÉ"), sentence: no + sentence };
}

function slip(id: string, paper: Paper): SlipView {
  const operation = found(id)!;
  const { title, outcome, sentence } = standing(operation);
  const receipt = sentence === null;
  const nth = (out.get(id) ?? 0) + 1 + Number(query.get("printed") ?? 0);
  const number = receipt && nth > 1 ? "000124" : null;
  const amount = new Intl.NumberFormat(lang)
    .format(BigInt(operation.amount.amount))
    .replaceAll("\u202f", "\u00a0");
  const rows = encode(operation.our_reference, { ecc: "M", border: 0 }).data.map((row) =>
    row.map((dark) => (dark ? "1" : "0")).join(""),
  );
  const specimen = mode === "practice";
  const lines = [
    ...(specimen ? [line("stamp", "SPECIMEN")] : []),
    line("business", "Nakato General Supplies"),
    line("centre", "Kikuubo, Kampala"),
    line("rule"),
    line("title", title),
    ...(nth > 1
      ? [
          line("stamp", say("COPY", "DUPLICATA")),
          field("Copy made", "Duplicata du", say("22 Nov 2026, 10:41", "22 nov. 2026 à 10:41")),
        ]
      : []),
    ...(number ? [field("Number", "Numéro", number)] : []),
    line("field", say("22 Nov 2026", "22 nov. 2026"), "Date"),
    field("Time", "Heure", "10:31:40 EAT"),
    line("rule"),
    ...(operation.note ? [field("For", "Objet", operation.note)] : []),
    line("amount", `${amount}\u00a0${operation.amount.currency}`),
    line("double_rule"),
    line("outcome", `${outcome} · MTN Uganda`),
    ...(sentence ? [line("sentence", sentence)] : []),
    line("rule"),
    ...(operation.name ? [field("Customer", "Client", operation.name)] : []),
    field("Phone", "Téléphone", "0772 ••• 305"),
    { ...line("qr", operation.our_reference), rows },
    field("Our reference", "Notre référence", operation.our_reference),
    ...(operation.provider_reference
      ? [
          field(
            "Provider’s reference",
            "Référence du fournisseur",
            `3f9a1c2e-7b5d-4f60-a1b2-${operation.provider_reference}`,
          ),
        ]
      : []),
    field("Served by", "Servi par", "Ruth A."),
    ...(receipt ? [line("gap"), line("centre", say("Thank you", "Merci"))] : []),
    ...(specimen ? [line("stamp", "SPECIMEN")] : []),
  ];
  return { document: receipt ? "receipt" : "claim", paper, number, nth, specimen, lines };
}

function comesOut(id: string, to: Partial<PrintedView>): PrintedView {
  if (face === "failing") {
    throw {
      code: "printer_refused",
      message: say("The printer XP-58 did not take it.", "L’imprimante XP-58 n’a pas pris le document."),
      field: null,
      next: say(
        "Look whether it is switched on, or save it as PDF. The next one says COPY.",
        "Vérifiez qu’elle est allumée, ou enregistrez en PDF. Le prochain portera DUPLICATA.",
      ),
      operation: null,
    };
  }
  const nth = (out.get(id) ?? 0) + 1;
  out.set(id, nth);
  return { document: "receipt", number: "000124", nth, path: null, printer: null, ...to };
}

const EVIDENCE = {
  en: `Nakato General Supplies
For the support desk of ZENGAPAY
Please tell us what became of this payment: its final status, and the reference of the operator.

Known
No list of ZENGAPAY that was read shows it.
It was asked for here 22 Nov 2026, 10:31:40. In our book it stands as: being checked.

Not known
Whether the money moved. It was not sent a second time.
Open question: fate unknown

The payment
Kind: Charge
Amount: 122,000 UGX
Number (MSISDN): +256772418305
Name: Namuli Sarah
Network: MTN Uganda
Their word: INDETERMINATE
Asked: 22 Nov 2026, 10:31:40 (2026-11-22T07:31:40Z)

References
Ours: DK-7F3K-0412
ZENGAPAY: 9084417203

What happened
10:31:40  Written in the journal
10:31:41  Sent to ZENGAPAY
10:32:11  No clear answer

Made 22 Nov 2026, 10:41 · Justine N.
`,
  fr: `Nakato General Supplies
Pour l’assistance de ZENGAPAY
Merci de nous dire ce qu’est devenu ce paiement : son état final et la référence de l’opérateur.

Ce que l’on sait
Aucune liste lue chez ZENGAPAY ne le montre.
Il a été demandé ici le 22 nov. 2026 à 10:31:40. Dans notre cahier : en vérification.

Ce que l’on ne sait pas
Si l’argent a bougé. Rien n’a été renvoyé.
Question ouverte : sort inconnu

Le paiement
Genre : Encaissement
Montant : 122 000 UGX
Numéro (MSISDN) : +256772418305
Nom : Namuli Sarah
Réseau : MTN Ouganda
Leur mot : INDETERMINATE

Références
La nôtre : DK-7F3K-0412
ZENGAPAY : 9084417203

Établi le 22 nov. 2026 à 10:41 · Justine N.
`,
};

const FOLDER = "/home/justine/Downloads";

export const answers = {
  receipt_preview: ({ id, paper }: Record<string, unknown>) => slip(id as string, paper as Paper),
  print_receipt: ({ id }: Record<string, unknown>) => comesOut(id as string, { printer: "XP-58" }),
  save_receipt: ({ id, paper }: Record<string, unknown>) =>
    comesOut(id as string, { path: `${FOLDER}/receipt-000124-${paper as string}.pdf` }),
  evidence: () => ({ text: EVIDENCE[lang], lines: [] }),
  save_evidence: ({ id, format }: Record<string, unknown>) =>
    comesOut(`evidence ${id as string}`, {
      document: "evidence",
      path: `${FOLDER}/evidence-${id as string}.${format === "pdf" ? "pdf" : "txt"}`,
    }),
};
