import { render } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { BalanceView } from "../../bindings";
import { ACCOUNT, BOOT, PROVIDER } from "../../fixtures";
import { clock } from "../../lib/clock.svelte";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { Balances, walletsOf } from "./balances.svelte";
import BalanceTable from "./BalanceTable.svelte";

vi.mock("../../lib/commands");

function balance(amount: string, currency: string, ageS: number, network: string | null = null): BalanceView {
  return {
    account: "acc_1",
    environment: "live",
    currency,
    network,
    available: { amount, currency },
    pending: null,
    total: null,
    as_of: new Date(clock.now - ageS * 1000).toISOString(),
  };
}

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  desk.accounts = [ACCOUNT];
});

it("a balance stands with its age", () => {
  const { container } = render(BalanceTable, {
    rows: [balance("9204500", "UGX", 41 * 60), balance("500", "UGX", 60, "mtn")],
  });
  const [old, fresh] = container.querySelectorAll("[data-test=balance-row]");
  expect(old?.textContent).toContain("41 minutes ago");
  expect(old?.querySelector(".amount")?.classList).toContain("pencil");
  expect(old?.textContent).toContain("9,204,500 UGX, not certain");
  expect(fresh?.textContent).toContain("1 minute ago");
  expect(fresh?.querySelector(".amount")?.classList).toContain("ink");
  expect(fresh?.textContent).toContain("MTN Uganda");
});

it("two currencies are never added up", () => {
  const wallets = walletsOf([
    balance("100", "UGX", 60, "mtn"),
    balance("200", "UGX", 90, "airtel"),
    balance("640.5", "USD", 60),
  ]);
  expect(wallets.map(({ currency, total }) => [currency, total])).toEqual([
    ["UGX", "300"],
    ["USD", "640.5"],
  ]);
});

it("a sum is as old as its oldest part", () => {
  const parts = [balance("100", "UGX", 60, "mtn"), balance("200", "UGX", 3600, "airtel")];
  expect(walletsOf(parts)[0]?.asOf).toBe(parts[1]?.as_of);
});

it("a failed reading keeps the figures and says why", async () => {
  const balances = new Balances();
  vi.mocked(commands.balances).mockResolvedValueOnce([balance("100", "UGX", 60)]);
  await balances.read(false);
  vi.mocked(commands.balances).mockRejectedValueOnce({ code: "no_answer", message: "No answer." });
  await balances.read(true);
  expect(balances.rows).toHaveLength(1);
  expect(balances.failure?.message).toBe("No answer.");
  expect(balances.reading).toBe(false);
});

it("a reading in vain is told until something was read, whoever shows the old figures again", async () => {
  const balances = new Balances();
  const old = [balance("100", "UGX", 600)];
  vi.mocked(commands.balances).mockResolvedValue(old);
  await balances.read(false);
  vi.mocked(commands.balances).mockRejectedValueOnce({ code: "no_answer", message: "No answer." });
  await balances.read(true);
  await balances.read(false);
  expect(balances.failure?.message).toBe("No answer.");
  vi.mocked(commands.balances).mockResolvedValue([balance("100", "UGX", 5)]);
  await balances.read(false);
  expect(balances.failure).toBeNull();
});

it("a reading from the book does not end one at the provider that is still under way", async () => {
  const balances = new Balances();
  let answer: (rows: BalanceView[]) => void = () => undefined;
  vi.mocked(commands.balances).mockResolvedValueOnce([]);
  vi.mocked(commands.balances).mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const shown = balances.read(false);
  const read = balances.read(true);
  await shown;
  expect(balances.reading).toBe(true);
  answer([]);
  await read;
  expect(balances.reading).toBe(false);
});
