import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { VerdictView } from "../../bindings";
import { ACCOUNT, BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { Bench } from "./bench.svelte";
import { WebhooksView } from ".";

vi.mock("../../lib/commands");

const VERIFIED: VerdictView = {
  trust: "verified",
  why: null,
  scheme: "HMAC-SHA256",
  event: "collection.success",
  kind: "charge",
  provider_reference: "908441",
  our_reference: null,
  told: "SUCCEEDED",
};

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
  desk.providers = [{ ...PROVIDER, capabilities: ["charge", "webhook"] }];
  desk.accounts = [ACCOUNT];
  desk.accountsRead = true;
  vi.mocked(commands.webhooks).mockResolvedValue({ rows: [], only_counted: 0 });
});

it("one that is signed is said to prove who wrote it, and never to be paid", async () => {
  vi.mocked(commands.judgeWebhook).mockResolvedValue(VERIFIED);
  const { container } = render(WebhooksView);
  await fireEvent.input(screen.getByLabelText("Headers"), { target: { value: "X-Sign: ab" } });
  await fireEvent.input(screen.getByLabelText("Body"), { target: { value: "{}" } });
  await fireEvent.click(screen.getByText("Check"));
  expect(await screen.findByText("It comes from Kasuku Money.")).toBeDefined();
  expect(screen.getByText(/not that the money is there/)).toBeDefined();
  expect(commands.judgeWebhook).toHaveBeenCalledWith("acc_1", "X-Sign: ab", "{}");
  expect(container.querySelector(".banner.paid")).toBeNull();
});

it("a verdict is gone as soon as what was judged is changed, and the text stays", async () => {
  vi.mocked(commands.judgeWebhook).mockResolvedValue({
    ...VERIFIED,
    trust: "forged",
    why: "wrong_signature",
  });
  render(WebhooksView);
  const body = screen.getByLabelText<HTMLTextAreaElement>("Body");
  await fireEvent.input(body, { target: { value: "{}" } });
  await fireEvent.click(screen.getByText("Check"));
  expect(await screen.findByText("It is not what it claims to be.")).toBeDefined();
  await fireEvent.input(body, { target: { value: "{} " } });
  expect(screen.queryByText("It is not what it claims to be.")).toBeNull();
  expect(body.value).toBe("{} ");
});

it("an answer about another account than the chosen one is not shown", async () => {
  desk.accounts = [ACCOUNT, { ...ACCOUNT, id: "acc_2" }];
  const bench = new Bench();
  bench.body = "{}";
  vi.mocked(commands.judgeWebhook).mockImplementation(() => {
    bench.choose("acc_2");
    return Promise.resolve(VERIFIED);
  });
  await bench.judge();
  expect(bench.verdict).toBeNull();
});

it("a line of the headers that cannot be read is said beside them", async () => {
  vi.mocked(commands.judgeWebhook).mockRejectedValue({
    code: "bad_headers",
    message: "Line 2 is no header.",
    field: "headers",
    next: null,
    operation: null,
  });
  render(WebhooksView);
  await fireEvent.input(screen.getByLabelText("Body"), { target: { value: "{}" } });
  await fireEvent.click(screen.getByText("Check"));
  expect(await screen.findByText("Line 2 is no header.")).toBeDefined();
  expect(screen.getByLabelText("Headers").getAttribute("aria-invalid")).toBe("true");
});
