import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { MemberView, StaffView } from "../../bindings";
import { BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { i18n } from "../../lib/i18n/index.svelte";
import { seat } from "../../lib/seat.svelte";
import AddPerson from "./AddPerson.svelte";
import { AuditPart, SignIn } from ".";

vi.mock("../../lib/commands");

const member = (id: string, name: string, role: MemberView["role"]): MemberView => ({
  id,
  name,
  role,
  added_at: "2026-11-01T08:00:00Z",
});
const STAFF: StaffView = {
  members: [member("st_1", "Justine", "owner"), member("st_2", "Denis", "cashier")],
  me: null,
  locked: true,
  needed: true,
  lock_after_minutes: 10,
  rights: [],
};
const SITTING: StaffView = {
  ...STAFF,
  locked: false,
  me: STAFF.members[1]!,
  rights: ["anybody", "own_sales", "take_payment", "make_links"],
};
const refusal = (code: string, message: string) => ({
  code,
  message,
  field: null,
  next: null,
  operation: null,
});

beforeEach(() => {
  vi.resetAllMocks();
  i18n.lang = "en";
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  seat.take(STAFF);
  vi.mocked(commands.boot).mockResolvedValue(BOOT);
  vi.mocked(commands.providers).mockResolvedValue([PROVIDER]);
});

it("somebody chooses their name, types their PIN and sits down", async () => {
  vi.mocked(commands.signIn).mockResolvedValue(SITTING);
  render(SignIn);
  await fireEvent.click(screen.getByText("Denis"));
  for (const digit of ["1", "2", "3", "4"]) await fireEvent.click(screen.getByText(digit));
  await fireEvent.click(screen.getByText("Sign in"));
  await vi.waitFor(() => expect(seat.me?.name).toBe("Denis"));
  expect(commands.signIn).toHaveBeenCalledWith("st_2", "1234", "en");
});

it("a language that is chosen at a locked desk goes along with who signs in, and is set by nobody else", async () => {
  vi.mocked(commands.signIn).mockResolvedValue(SITTING);
  vi.mocked(commands.boot).mockResolvedValue({ ...BOOT, lang: "fr" });
  render(SignIn);
  await fireEvent.click(screen.getByLabelText("Français"));
  await fireEvent.click(screen.getByText("Denis"));
  await fireEvent.input(screen.getByLabelText("Code PIN de Denis"), { target: { value: "1234" } });
  await fireEvent.click(screen.getByText("Entrer"));
  await vi.waitFor(() => expect(seat.me?.name).toBe("Denis"));
  expect(commands.signIn).toHaveBeenCalledWith("st_2", "1234", "fr");
  expect(commands.setSetting).not.toHaveBeenCalled();
});

it("a wrong PIN is said, is gone from the field, and lets nobody in", async () => {
  vi.mocked(commands.signIn).mockRejectedValue(refusal("wrong_pin", "This is not the PIN of that person."));
  render(SignIn);
  await fireEvent.click(screen.getByText("Justine"));
  const field = screen.getByLabelText<HTMLInputElement>("PIN of Justine");
  await fireEvent.input(field, { target: { value: "9999" } });
  await fireEvent.click(screen.getByText("Sign in"));
  expect((await screen.findByRole("alert")).textContent).toContain("not the PIN");
  expect(field.value).toBe("");
  expect(seat.locked).toBe(true);
});

it("a cashier is offered the sale and neither balances nor accounts", () => {
  seat.take(SITTING);
  expect(seat.mayOpen("charge")).toBe(true);
  for (const screen of ["balances", "accounts", "webhooks", "ledger", "payout"] as const)
    expect(seat.mayOpen(screen), screen).toBe(false);
  expect(seat.mayOpen("settings")).toBe(true);
});

it("a moving hand is told once in a while, and not by an empty chair", () => {
  vi.mocked(commands.touch).mockResolvedValue(null);
  seat.moved(1_000_000);
  expect(commands.touch).not.toHaveBeenCalled();
  seat.take(SITTING);
  seat.moved(1_000_000);
  seat.moved(1_010_000);
  expect(commands.touch).toHaveBeenCalledTimes(1);
  seat.moved(1_030_000);
  expect(commands.touch).toHaveBeenCalledTimes(2);
});

it("two PINs that differ are not sent, and another owner is asked for once the core says so", async () => {
  seat.take({
    ...SITTING,
    me: STAFF.members[0]!,
    members: [...STAFF.members, member("st_3", "Chantal", "owner")],
  });
  vi.mocked(commands.addStaff).mockRejectedValueOnce(refusal("second_owner_needed", "It takes two."));
  const { container } = render(AddPerson);
  const type = (label: string, value: string) =>
    fireEvent.input(screen.getByLabelText(label), { target: { value } });
  await type("Name", "Grace");
  await type("PIN, 4 to 8 digits", "1234");
  await type("The same PIN again", "4321");
  const save = container.querySelector("[data-test=person-save]")!;
  await fireEvent.click(save);
  expect(commands.addStaff).not.toHaveBeenCalled();
  await type("The same PIN again", "1234");
  await fireEvent.click(save);
  expect(await screen.findByText("Another owner says yes")).toBeDefined();
  await type("PIN", "5678");
  vi.mocked(commands.addStaff).mockResolvedValue(STAFF);
  await fireEvent.click(save);
  expect(commands.addStaff).toHaveBeenLastCalledWith("Grace", "cashier", "1234", {
    staff: "st_3",
    pin: "5678",
  });
});

it("a broken chain is said before anything else", async () => {
  vi.mocked(commands.audit).mockResolvedValue({ rows: [], next: null, broken_at: 41 });
  render(AuditPart);
  expect((await screen.findByRole("alert")).textContent).toContain("broken at row 41");
  expect(screen.queryByText("The chain is whole.")).toBeNull();
});
