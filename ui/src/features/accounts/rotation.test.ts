import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { KeyTestView } from "../../bindings";
import { ACCOUNT, BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import AccountPage from "./AccountPage.svelte";
import AccountSettings from "./AccountSettings.svelte";
import { Rotation } from "./rotation.svelte";

vi.mock("../../lib/commands");

const GOOD: KeyTestView = {
  ok: true,
  code: "ok",
  message: "",
  provider_message: null,
  address: null,
  steps: [],
};

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  desk.accounts = [ACCOUNT];
  desk.coverage = [];
  vi.mocked(commands.accounts).mockResolvedValue([ACCOUNT]);
  vi.mocked(commands.coverage).mockResolvedValue([]);
});

function typed(account = ACCOUNT): Rotation {
  const rotation = new Rotation(account, PROVIDER);
  rotation.credentials = { api_key: "new-key", merchant: "77", hook: "" };
  return rotation;
}

it("keys that work stay until the new ones have been taken by the provider", async () => {
  const rotation = typed();
  expect(await rotation.swap()).toBe(false);
  vi.mocked(commands.testDraft).mockResolvedValue({ ...GOOD, ok: false, code: "wrong_key" });
  await rotation.runTest();
  expect(await rotation.swap()).toBe(false);
  expect(commands.updateAccount).not.toHaveBeenCalled();
  vi.mocked(commands.testDraft).mockResolvedValue(GOOD);
  await rotation.runTest();
  expect(await rotation.swap()).toBe(true);
  expect(commands.updateAccount).toHaveBeenCalledWith("acc_1", {
    name: null,
    settings: {},
    credentials: { api_key: "new-key", merchant: "77" },
  });
  expect(JSON.stringify(rotation.credentials)).not.toContain("new-key");
});

it("a good test of other keys than those that stand there counts for nothing", async () => {
  const rotation = typed();
  vi.mocked(commands.testDraft).mockImplementation(() => {
    rotation.credentials.api_key = "another";
    return Promise.resolve(GOOD);
  });
  await rotation.runTest();
  expect(rotation.maySwap).toBe(false);
});

it("an account without keys may be given some that could not be tested well", async () => {
  const rotation = typed({ ...ACCOUNT, state: "no_keys" });
  expect(rotation.maySwap).toBe(false);
  vi.mocked(commands.testDraft).mockResolvedValue({ ...GOOD, ok: false, code: "no_answer" });
  await rotation.runTest();
  expect(rotation.maySwap).toBe(true);
});

it("a failed reading says since when, and never that there is nothing", () => {
  desk.coverage = [
    {
      account: "acc_1",
      name: "Kasuku",
      complete_from: null,
      complete_to: "2026-11-20T10:00:00Z",
      last_ok: "2026-11-20T10:00:00Z",
      last_run: "2026-11-22T10:00:00Z",
      error: "no_network",
      phones_from: null,
    },
  ];
  render(AccountPage, { account: ACCOUNT });
  expect(screen.getByText(/Its last reading failed/)).toBeDefined();
  expect(screen.getByText("The provider could not be reached.")).toBeDefined();
  expect(screen.queryByText(/\b0 /)).toBeNull();
});

it("only what was changed of an account is sent, and never a key", async () => {
  vi.mocked(commands.updateAccount).mockResolvedValue(ACCOUNT);
  render(AccountSettings, {
    account: { ...ACCOUNT, settings: { landing_url: "https://a.example" } },
    provider: PROVIDER,
  });
  await fireEvent.input(screen.getByLabelText("Name on this desk"), { target: { value: "Kampala" } });
  await fireEvent.click(screen.getByText("Save"));
  expect(commands.updateAccount).toHaveBeenCalledWith("acc_1", {
    name: "Kampala",
    settings: {},
    credentials: null,
  });
});
