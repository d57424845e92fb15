import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import { ACCOUNT, anOperation, BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import type { OperationView } from "../../bindings";
import ChargeResult from "./ChargeResult.svelte";
import { Till } from "./context";

vi.mock("../../lib/commands");
vi.mock("../../lib/events", () => ({ onCardDone: () => Promise.resolve(() => undefined) }));

const waiting = (change: Partial<NonNullable<OperationView["action"]>>, more: Partial<OperationView> = {}) =>
  anOperation({
    state: "needs_action",
    action: { type: "otp", required: true, url: null, word: null, text: null, ...change },
    ...more,
  });

function shown(operation: OperationView): Till {
  vi.mocked(commands.operation).mockResolvedValue(operation);
  vi.mocked(commands.show).mockRejectedValue({
    code: "x",
    message: "x",
    field: null,
    next: null,
    operation: null,
  });
  const till = new Till();
  till.result.open(operation.id, operation);
  render(ChargeResult, { till });
  return till;
}

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  desk.accounts = [ACCOUNT];
});

it("a code goes to the core once and is gone from the screen, whatever the answer", async () => {
  shown(waiting({}));
  vi.mocked(commands.handInCode).mockRejectedValue({
    code: "declined",
    message: "This code is not right.",
    field: null,
    next: "Ask for the newest one.",
    operation: null,
  });
  const field = screen.getByLabelText<HTMLInputElement>("The customer’s code");
  await fireEvent.input(field, { target: { value: "407123" } });
  await fireEvent.click(screen.getByRole("button", { name: "Hand in the code" }));
  await screen.findByText("This code is not right.");
  expect(commands.handInCode).toHaveBeenCalledExactlyOnceWith(anOperation().id, "407123");
  expect(field.value).toBe("");
});

it("an empty code is asked for and not sent", async () => {
  shown(waiting({}));
  await fireEvent.click(screen.getByRole("button", { name: "Hand in the code" }));
  expect(screen.getByText("Type the code that the customer reads out.")).toBeTruthy();
  expect(commands.handInCode).not.toHaveBeenCalled();
});

it("a page is there to be scanned, and opening it says the operation and no address", async () => {
  shown(waiting({ type: "redirect", url: "https://pay.example/1" }));
  expect(screen.getByRole("img", { name: /Code of the page/ })).toBeTruthy();
  await fireEvent.click(screen.getByRole("button", { name: "Open in the browser" }));
  expect(commands.openPage).toHaveBeenCalledExactlyOnceWith(anOperation().id);
});

it("a payment that ended shows no page any more", () => {
  shown(waiting({ type: "redirect", url: "https://pay.example/1" }, { state: "expired" }));
  expect(screen.queryByRole("img", { name: /Code of the page/ })).toBeNull();
});

it("only test money has a customer to play, and only where the sandbox plays one", async () => {
  desk.providers = [{ ...PROVIDER, capabilities: ["charge", "charge:simulate"] }];
  shown(waiting({ type: "redirect", url: "https://pay.example/1" }, { environment: "sandbox" }));
  expect(screen.getByText("Play the customer")).toBeTruthy();
  document.body.replaceChildren();
  shown(waiting({ type: "redirect", url: "https://pay.example/1" }, { environment: "live" }));
  expect(screen.queryByText("Play the customer")).toBeNull();
  await waitFor(() => expect(commands.show).toHaveBeenCalled());
});

it("an address without its street is not handed in, and with it goes in whole", async () => {
  shown(waiting({ type: "address" }));
  vi.mocked(commands.handInAddress).mockResolvedValue(anOperation({ state: "pending" }));
  await fireEvent.click(screen.getByRole("button", { name: "Hand in the address" }));
  expect(screen.getByText("Write the street and number.")).toBeTruthy();
  expect(commands.handInAddress).not.toHaveBeenCalled();
  await fireEvent.input(screen.getByLabelText("Street and number"), { target: { value: "KN 3 Ave 12" } });
  await fireEvent.click(screen.getByRole("button", { name: "Hand in the address" }));
  expect(commands.handInAddress).toHaveBeenCalledWith(
    anOperation().id,
    expect.objectContaining({ line1: "KN 3 Ave 12", city: null, country: "UG" }),
  );
});
