import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { SendingLockView } from "../../bindings";
import { BOOT } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { tell } from "../../lib/live.svelte";
import { lock } from "../../lib/lock.svelte";
import LockBand from "./LockBand.svelte";

vi.mock("../../lib/commands");

function aLock(change: Partial<SendingLockView> = {}): SendingLockView {
  return {
    why: "copied",
    since: "2026-11-21T11:31:40Z",
    gap_from: "2026-11-20T09:00:00Z",
    message: "The folder was copied.",
    detail: null,
    next: ["Bring it up to date.", "Make sure.", "Confirm."],
    accounts: [
      { account: "acc_1", name: "The till", covered: false, error: "no_network" },
      { account: "acc_2", name: "Trying out", covered: true, error: null },
    ],
    adopted: 0,
    may_confirm: false,
    copies: [],
    ...change,
  };
}

const band = () => document.querySelector("[data-test=lock-band]");
const press = (test: string) => fireEvent.click(document.querySelector(`[data-test=${test}]`)!);

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
  lock.now = aLock();
});

it("a home that may send has no band", async () => {
  render(LockBand);
  expect(band()).not.toBeNull();
  lock.now = null;
  await tick();
  expect(band()).toBeNull();
});

it("the band tells why, what may be missing and which account is not up to date", () => {
  render(LockBand);
  expect(band()?.textContent).toContain("The folder was copied.");
  expect(band()?.textContent).toContain("may be missing");
  const accounts = [...document.querySelectorAll("[data-test=lock-account]")];
  expect(accounts[0]?.textContent).toContain("could not be read");
  expect(accounts[1]?.textContent).toContain("up to date");
});

it("folded it still says that nothing is sent", async () => {
  render(LockBand);
  await press("lock-fold");
  expect(band()?.textContent).toContain("Nothing is sent from here.");
  expect(band()?.textContent).not.toContain("The folder was copied.");
});

it("the desk is confirmed only when every account is up to date, and never by one click", async () => {
  render(LockBand);
  await press("lock-confirm");
  expect(screen.queryByRole("dialog")).toBeNull();
  vi.mocked(commands.coverGap).mockResolvedValue(aLock({ may_confirm: true }));
  await press("lock-cover");
  await vi.waitFor(() => expect(lock.now?.may_confirm).toBe(true));
  await tick();
  await press("lock-confirm");
  expect(commands.confirmOnlyDesk).not.toHaveBeenCalled();
  vi.mocked(commands.confirmOnlyDesk).mockResolvedValue(null);
  await press("lock-yes");
  await vi.waitFor(() => expect(band()).toBeNull());
  expect(commands.confirmOnlyDesk).toHaveBeenCalledTimes(1);
});

it("a refused confirmation is told, and the lock stands", async () => {
  lock.now = aLock({ may_confirm: true });
  vi.mocked(commands.confirmOnlyDesk).mockRejectedValue({
    code: "gap_not_covered",
    message: "Not yet.",
    field: null,
    next: "Sync.",
    operation: null,
  });
  render(LockBand);
  await press("lock-confirm");
  await press("lock-yes");
  await vi.waitFor(() => expect(screen.getByRole("alert").textContent).toContain("Not yet."));
  expect(band()).not.toBeNull();
});

it("a damaged book is exported and restored, never confirmed", async () => {
  lock.now = aLock({
    why: "damaged",
    copies: [{ name: "journal-1.db", at: "2026-11-20T03:00:00Z" }],
  });
  vi.mocked(commands.exportJournal).mockResolvedValue({
    path: "Downloads/journal-export.jsonl",
    rows: 12,
    cut_short: ["answers"],
  });
  render(LockBand);
  expect(document.querySelector("[data-test=lock-confirm]")).toBeNull();
  expect(document.querySelector("[data-test=lock-cover]")).toBeNull();
  expect(band()?.textContent).toContain("dukactl journal restore");
  expect(band()?.textContent).toContain("newest copy");
  await press("lock-export");
  await vi.waitFor(() => expect(band()?.textContent).toContain("Downloads/journal-export.jsonl"));
  expect(band()?.textContent).toContain("Not everything could be read");
});

it("the lock is read again when settings or history changed", async () => {
  lock.now = null;
  vi.mocked(commands.sendingLock).mockResolvedValueOnce(null).mockResolvedValue(aLock());
  const stop = lock.follow();
  const changed = { operations: [], history: false, balances: false, accounts: false, settings: false };
  tell({ ...changed, settings: true });
  await vi.waitFor(() => expect(lock.now).not.toBeNull());
  tell({ ...changed, history: true });
  expect(commands.sendingLock).toHaveBeenCalledTimes(3);
  stop();
});
