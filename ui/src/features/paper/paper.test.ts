import { configure, fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { LineView, PrintedView, SlipView, StaffView } from "../../bindings";
import { anOperation, BOOT, PROVIDER } from "../../fixtures";
import { offers } from "../../lib/actions.svelte";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { act } from "../../lib/keys";
import { seat } from "../../lib/seat.svelte";
import { PaperButtons } from ".";

configure({ asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 60_000 });
vi.mock("../../lib/commands");

const line = (kind: LineView["kind"], text = "", label: string | null = null): LineView => ({
  kind,
  label,
  text,
  rows: kind === "qr" ? ["101", "010", "111"] : [],
});
const aSlip = (change: Partial<SlipView> = {}): SlipView => ({
  document: "receipt",
  paper: "58mm",
  number: null,
  nth: 1,
  specimen: false,
  lines: [
    line("business", "Nakato General Supplies"),
    line("title", "Receipt"),
    line("field", "22 Nov 2026", "Date"),
    line("amount", "85,000 UGX"),
    line("outcome", "PAID · MTN"),
    line("qr", "DK-1"),
  ],
  ...change,
});
const PRINTED: PrintedView = { document: "receipt", number: "000124", nth: 1, path: null, printer: "XP-58" };
const PAID = anOperation({ state: "succeeded" });
const seen = (test: string) => document.querySelector<HTMLElement>(`[data-test=${test}]`);
const sits = (...rights: StaffView["rights"]): StaffView => ({
  members: [],
  me: null,
  locked: false,
  needed: true,
  lock_after_minutes: 10,
  rights,
});

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  seat.view = null;
  vi.mocked(commands.receiptPreview).mockImplementation((_, paper) => Promise.resolve(aSlip({ paper })));
  vi.mocked(commands.printReceipt).mockResolvedValue(PRINTED);
  vi.mocked(commands.evidence).mockResolvedValue({ text: "For the support desk", lines: [] });
});

it("a receipt is drawn as it comes out, on the desk's own paper, with the code that a scanner reads", async () => {
  desk.boot = { ...BOOT, paper: "80mm" };
  render(PaperButtons, { operation: PAID });
  await fireEvent.click(seen("act-receipt")!);
  expect(await screen.findByText("85,000 UGX")).toBeDefined();
  expect(commands.receiptPreview).toHaveBeenCalledWith("op_1", "80mm");
  expect(screen.getByRole("img", { name: "Code of DK-1" }).getAttribute("viewBox")).toBe("0 0 3 3");
  expect(seen("slip")?.classList.contains("on-80mm")).toBe(true);
  await fireEvent.click(seen("slip-a4")!);
  expect(commands.receiptPreview).toHaveBeenLastCalledWith("op_1", "a4");
});

it("what is not proven is never called a receipt, on its button, its dialog or its slip", async () => {
  const claim = aSlip({
    document: "claim",
    lines: [line("title", "Claim slip"), line("outcome", "NOT CERTAIN · MTN")],
  });
  vi.mocked(commands.receiptPreview).mockResolvedValue(claim);
  // Paid, says the provider, and somebody denied it: a doubt outweighs it.
  render(PaperButtons, { operation: anOperation({ state: "succeeded", doubts: ["contradicted"] }) });
  expect(seen("act-receipt")?.textContent).toContain("Claim slip");
  await fireEvent.click(seen("act-receipt")!);
  expect(await screen.findByText(/It says “NOT CERTAIN”/)).toBeDefined();
  expect(screen.getByRole("heading").textContent).toBe("Claim slip, not a receipt");
  expect(seen("slip-print")?.textContent).toContain("Print the slip");
});

it("what ended unpaid has nothing to claim: its paper is named by how it ended", async () => {
  const ended = aSlip({
    document: "claim",
    lines: [line("title", "Slip"), line("outcome", "NOT PAID · MTN")],
  });
  vi.mocked(commands.receiptPreview).mockResolvedValue(ended);
  for (const state of ["failed", "expired", "cancelled"] as const) {
    const { unmount } = render(PaperButtons, { operation: anOperation({ state }) });
    expect(seen("act-receipt")?.textContent).toContain("Slip: not paid");
    await fireEvent.click(seen("act-receipt")!);
    expect(await screen.findByText(/It says “NOT PAID”/)).toBeDefined();
    expect(screen.getByRole("heading").textContent).toBe("Slip, not a receipt");
    unmount();
  }
  render(PaperButtons, { operation: anOperation({ state: "failed", doubts: ["contradicted"] }) });
  expect(seen("act-receipt")?.textContent).toContain("Claim slip");
});

it("where the core knows more than the window, its paper has the last word", async () => {
  const claim = aSlip({ document: "claim", lines: [line("outcome", "NOT PAID YET")] });
  vi.mocked(commands.receiptPreview).mockResolvedValue(claim);
  render(PaperButtons, { operation: PAID });
  await fireEvent.click(seen("act-receipt")!);
  expect(await screen.findByText("This is not a receipt.")).toBeDefined();
  expect(screen.getByRole("heading").textContent).toBe("Claim slip, not a receipt");
});

it("two strokes print one paper, and the next one says that it is a copy", async () => {
  let printed!: (view: PrintedView) => void;
  vi.mocked(commands.printReceipt).mockReturnValue(new Promise((done) => (printed = done)));
  render(PaperButtons, { operation: PAID });
  await fireEvent.click(seen("act-receipt")!);
  await screen.findByText("85,000 UGX");
  expect(seen("slip-copy")).toBeNull();
  await fireEvent.click(seen("slip-print")!);
  await fireEvent.click(seen("slip-print")!);
  expect(commands.printReceipt).toHaveBeenCalledTimes(1);
  vi.mocked(commands.receiptPreview).mockResolvedValue(aSlip({ nth: 2 }));
  printed(PRINTED);
  expect((await screen.findByRole("status")).textContent).toContain("Sent to XP-58.");
  expect((await screen.findByText(/says COPY/)).textContent).toContain("1 time");
});

it("a printer that refuses is told with what to do, and the paper is read again: it counts as printed", async () => {
  vi.mocked(commands.printReceipt).mockRejectedValue({
    code: "printer_refused",
    message: "The printer did not take it.",
    field: null,
    next: "Look whether it is on.",
    operation: null,
  });
  render(PaperButtons, { operation: PAID });
  await fireEvent.click(seen("act-receipt")!);
  await screen.findByText("85,000 UGX");
  vi.mocked(commands.receiptPreview).mockResolvedValue(aSlip({ nth: 2 }));
  await fireEvent.click(seen("slip-print")!);
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("Look whether it is on.");
  expect(await screen.findByText(/says COPY/)).toBeDefined();
});

it("one key and the palette open the same slip, and a payment link has none", async () => {
  const { unmount } = render(PaperButtons, { operation: PAID });
  expect(offers.list.map(({ title }) => title)).toEqual(["Receipt", "Evidence"]);
  expect(act("receipt")).toBe(true);
  expect(await screen.findByText("85,000 UGX")).toBeDefined();
  unmount();
  render(PaperButtons, { operation: anOperation({ kind: "link", state: "succeeded" }) });
  expect(seen("act-receipt")).toBeNull();
  expect(act("receipt")).toBe(false);
});

it("a cashier gets the receipt and not the evidence, and who may not export copies it only", async () => {
  seat.view = sits("own_sales", "take_payment");
  const { unmount } = render(PaperButtons, { operation: PAID });
  expect([seen("act-receipt") !== null, seen("act-evidence") !== null]).toEqual([true, false]);
  unmount();
  seat.view = sits("look", "comment");
  render(PaperButtons, { operation: PAID, receipt: false });
  await fireEvent.click(seen("act-evidence")!);
  expect((await screen.findByText("For the support desk")).tagName).toBe("PRE");
  expect(seen("evidence-copy")).not.toBeNull();
  expect(seen("evidence-pdf")).toBeNull();
});

it("the pack is saved as pages or as text, and where it lies is said", async () => {
  vi.mocked(commands.saveEvidence).mockResolvedValue({
    ...PRINTED,
    document: "evidence",
    path: "/home/j/evidence-op_1.txt",
    printer: null,
  });
  render(PaperButtons, { operation: PAID });
  await fireEvent.click(seen("act-evidence")!);
  await screen.findByText("For the support desk");
  await fireEvent.click(seen("evidence-save")!);
  expect(commands.saveEvidence).toHaveBeenCalledWith("op_1", "text");
  expect((await screen.findByRole("status")).textContent).toContain("/home/j/evidence-op_1.txt");
});
