import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import { BOOT } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import MakeBackup from "./MakeBackup.svelte";
import RestoreBackup from "./RestoreBackup.svelte";

vi.mock("../../lib/commands");

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
});

it("a passphrase is typed twice, and is gone once the file is written", async () => {
  vi.mocked(commands.makeBackup).mockResolvedValue({
    path: "/home/j/a.duka",
    name: "a.duka",
    bytes: 2_000_000,
    made_at: "2026-11-22T08:00:00Z",
  });
  render(MakeBackup, { onmade: () => undefined });
  const first = screen.getByLabelText<HTMLInputElement>("Passphrase");
  const again = screen.getByLabelText("The same passphrase again");
  await fireEvent.input(first, { target: { value: "kampala market" } });
  await fireEvent.input(again, { target: { value: "kampala markt" } });
  await fireEvent.click(screen.getByText("Make a backup"));
  expect(commands.makeBackup).not.toHaveBeenCalled();
  await fireEvent.input(again, { target: { value: "kampala market" } });
  await fireEvent.click(screen.getByText("Make a backup"));
  expect(await screen.findByText(/a\.duka was written/)).toBeDefined();
  expect(first.value).toBe("");
});

it("a restore says what it means for the money, and a wrong passphrase changes nothing", async () => {
  vi.mocked(commands.backups).mockResolvedValue([
    { name: "a.duka", bytes: 2_000_000, at: "2026-11-22T08:00:00Z" },
  ]);
  vi.mocked(commands.restoreBackup).mockRejectedValue({
    code: "wrong_passphrase",
    message: "This is not the passphrase of that file.",
    field: null,
    next: null,
    operation: null,
  });
  render(RestoreBackup);
  await fireEvent.click(await screen.findByText("Restore…"));
  expect(screen.getByText(/nothing can be sent from here/)).toBeDefined();
  await fireEvent.input(screen.getByLabelText("Passphrase"), { target: { value: "something" } });
  await fireEvent.click(screen.getByText("Restore it"));
  expect((await screen.findByRole("alert")).textContent).toContain("not the passphrase");
  expect(commands.boot).not.toHaveBeenCalled();
});
