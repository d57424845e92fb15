import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { CardFormView } from "../../bindings";
import { anOperation, aReview } from "../../fixtures";
import * as commands from "../../lib/commands/card";
import CardWindow from "./CardWindow.svelte";

vi.setConfig({ testTimeout: 60_000 });
vi.mock("../../lib/commands/card");

const KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const FORM: CardFormView = {
  key: KEY,
  review: aReview(),
  operation: null,
  live: true,
  lang: "en",
  theme: "light",
};
const write = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

beforeEach(() => {
  vi.resetAllMocks();
  vi.mocked(commands.cardForm).mockResolvedValue(FORM);
  vi.mocked(commands.handInCard).mockResolvedValue(null);
});

it("a card leaves the window sealed, and nothing of it in clear", async () => {
  render(CardWindow);
  await screen.findByLabelText("Card number");
  await write("Card number", "4532 1234 5678 9014");
  await write("Good until, month and year", "12/28");
  await write("Code on the back", "123");
  await fireEvent.click(screen.getByRole("button", { name: /^Charge/ }));
  await waitFor(() => expect(commands.handInCard).toHaveBeenCalledTimes(1));
  const sealed = vi.mocked(commands.handInCard).mock.calls[0]![0];
  const text = JSON.stringify(sealed);
  for (const clear of ["4532123456789014", "4532 1234", "2028", '"123"', '"12"', KEY])
    expect(text).not.toContain(clear);
  expect(sealed.pin).toBeNull();
  expect(atob(sealed.number!)).toHaveLength(16 + 16);
  expect(atob(sealed.expiry_year!)).toHaveLength(4 + 16);
});

it("a slip of the hand is told beside its field, and nothing leaves", async () => {
  render(CardWindow);
  await screen.findByLabelText("Card number");
  await write("Card number", "4532 1234 5678 9015");
  await write("Good until, month and year", "12/20");
  await fireEvent.click(screen.getByRole("button", { name: /^Charge/ }));
  await screen.findByText("One digit is not right: compare it with the card.");
  expect(screen.getByText("This card is past its date.")).toBeTruthy();
  expect(screen.getByText("Type the code on the back.")).toBeTruthy();
  expect(commands.handInCard).not.toHaveBeenCalled();
});

it("a PIN is asked for alone, and leaves sealed", async () => {
  vi.mocked(commands.cardForm).mockResolvedValue({
    ...FORM,
    review: null,
    operation: anOperation({ state: "needs_action", name: "Sarah N." }),
  });
  render(CardWindow);
  await screen.findByText(/^Sarah N\. types the PIN/);
  expect(screen.queryByLabelText("Card number")).toBeNull();
  await write("PIN of the card", "1234");
  await fireEvent.click(screen.getByRole("button", { name: "Hand in the PIN" }));
  await waitFor(() => expect(commands.handInCard).toHaveBeenCalledTimes(1));
  const sealed = vi.mocked(commands.handInCard).mock.calls[0]![0];
  expect(sealed.number).toBeNull();
  expect(atob(sealed.pin!)).toHaveLength(4 + 16);
});

it("a refusal is told, and what was typed stays to be mended", async () => {
  vi.mocked(commands.handInCard).mockRejectedValue({
    code: "sent_elsewhere",
    message: "Another program is sending now.",
    field: null,
    next: null,
    operation: null,
  });
  render(CardWindow);
  await screen.findByLabelText("Card number");
  await write("Card number", "4532123456789014");
  await write("Good until, month and year", "12/28");
  await write("Code on the back", "123");
  await fireEvent.click(screen.getByRole("button", { name: /^Charge/ }));
  await screen.findByText("Another program is sending now.");
  expect(screen.getByLabelText<HTMLInputElement>("Card number").value).toContain("4532");
});
