import { render } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { LinkFactsView, LinkView } from "../../bindings";
import { ACCOUNT, aReview, aTransaction, BOOT, PROVIDER } from "../../fixtures";
import { clock } from "../../lib/clock.svelte";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { en } from "../../lib/i18n/en";
import { LinkForm } from "./form.svelte";
import LinkMark from "./LinkMark.svelte";
import LinkPayments from "./LinkPayments.svelte";
import ShareLink from "./ShareLink.svelte";
import { endsSoon, Links } from "./links.svelte";

vi.mock("../../lib/commands");

const FACTS: LinkFactsView = {
  currencies: ["UGX"],
  methods: ["mobile-money"],
  open_amount: true,
  bounds: false,
  most_uses: 500,
  sms: false,
  longest_title: 20,
  fixed_life_s: null,
  changes: true,
  payments: true,
  turns_off: true,
  turning_off: "For good.",
};

function aLink(change: Partial<LinkView> = {}): LinkView {
  return {
    id: "ln_1",
    account: "acc_1",
    environment: "live",
    title: "Term 3",
    amount: { amount: "85000", currency: "UGX" },
    currency: "UGX",
    url: "https://pay.example/l/1",
    status: "active",
    provider_status: "active",
    provider_reference: "L-1",
    uses: 0,
    uses_limit: null,
    expires_at: null,
    created_at: null,
    operation: null,
    synced_at: "2026-11-21T11:31:40Z",
    ...change,
  };
}

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
  desk.providers = [{ ...PROVIDER, links: FACTS }];
  desk.accounts = [ACCOUNT];
});

const look = (link: LinkView) => {
  const { container, unmount } = render(LinkMark, { link });
  const state = container.querySelector<HTMLElement>("[data-test=link-state]");
  const seen = [state?.dataset.look, state?.textContent.replaceAll(/\s+/g, " ").trim()];
  unmount();
  return seen;
};

it("only a link that its provider says was paid looks paid", () => {
  expect(look(aLink())).toEqual(["active", "Active"]);
  expect(look(aLink({ uses: null }))).toEqual(["active", "Active"]);
  expect(look(aLink({ uses: 14 }))).toEqual(["paid", "Paid 14 times"]);
  expect(look(aLink({ status: "used_up", uses: 1 }))).toEqual(["paid", "Paid once"]);
  expect(look(aLink({ status: "used_up", uses: null }))[0]).toBe("over");
  expect(look(aLink({ status: "unknown", provider_status: "review" }))).toEqual([
    "unknown",
    "Not known (review)",
  ]);
  expect(look(aLink({ status: "expired", uses: 3 }))).toEqual(["over", "Expired Paid 3 times"]);
});

it("a link that ends within two days is said to", () => {
  const at = (hours: number) => new Date(clock.now + hours * 3_600_000).toISOString();
  expect(endsSoon(aLink({ expires_at: at(5) }), clock.now)).toBe(true);
  expect(endsSoon(aLink({ expires_at: at(60) }), clock.now)).toBe(false);
  expect(endsSoon(aLink({ expires_at: at(5), status: "turned_off" }), clock.now)).toBe(false);
});

it("a form is read with what was typed, and ends at the end of a local day", async () => {
  vi.mocked(commands.reviewLink).mockResolvedValue(aReview({ recipient: null }));
  const form = new LinkForm();
  Object.assign(form, { title: " Term 3 ", amount: "85,000", until: "date", date: "2099-12-31" });
  expect(await form.read()).toBe(true);
  const draft = vi.mocked(commands.reviewLink).mock.lastCall?.[0];
  expect(draft).toMatchObject({
    title: "Term 3",
    amount: "85000",
    uses: 1,
    expires: "2099-12-31T20:59:00.000Z",
  });
});

it("what is missing or too much is said in its field, and nothing is asked", async () => {
  const form = new LinkForm();
  Object.assign(form, {
    title: "x".repeat(21),
    often: "times",
    times: "501",
    until: "date",
    date: "2001-01-01",
  });
  expect(await form.read()).toBe(false);
  expect(form.errors).toMatchObject({
    title: en.links.whatLong(20),
    amount: en.charge.amountEmpty,
    uses: en.links.timesWrong("500"),
    expires: en.links.dateWrong,
  });
  expect(commands.reviewLink).not.toHaveBeenCalled();
});

it("an account that cannot be asked costs the list nothing, and is told", async () => {
  const links = new Links();
  vi.mocked(commands.links).mockResolvedValueOnce({
    links: [aLink()],
    trouble: { code: "no_answer", message: "No answer.", field: null, next: null, operation: null },
  });
  await links.read(true);
  expect(links.all).toHaveLength(1);
  expect(links.trouble?.message).toBe("No answer.");
});

it("what was asked for before a link was changed does not show the old one again", async () => {
  const links = new Links();
  links.all = [aLink()];
  let answer: (view: Awaited<ReturnType<typeof commands.links>>) => void = () => undefined;
  vi.mocked(commands.links).mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const reading = links.read(false);
  links.keep(aLink({ title: "Term 4" }));
  answer({ links: [aLink()], trouble: null });
  await reading;
  expect(links.all.map(({ title }) => title)).toEqual(["Term 4"]);
});

it("the payments of a link stay where they stand while anything changes, and their provider is not asked for it", async () => {
  vi.mocked(commands.linkPayments).mockResolvedValueOnce([aTransaction()]);
  const { container, rerender } = render(LinkPayments, { link: aLink(), listed: true });
  const listed = () => container.querySelectorAll("[data-test=link-payment]").length;
  await vi.waitFor(() => expect(listed()).toBe(1));
  await rerender({ link: aLink() });
  expect(commands.linkPayments).toHaveBeenCalledTimes(1);
  expect(listed()).toBe(1);

  let answer: (payments: ReturnType<typeof aTransaction>[]) => void = () => undefined;
  vi.mocked(commands.linkPayments).mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  await rerender({ link: aLink({ uses: 2, synced_at: "2026-11-21T11:33:40Z" }) });
  expect(commands.linkPayments).toHaveBeenCalledTimes(2);
  expect(listed()).toBe(1);
  answer([aTransaction(), aTransaction({ id: "tx_2" })]);
  await vi.waitFor(() => expect(listed()).toBe(2));
});

it("the message that goes with a link stays where it stands while the link is read again", async () => {
  vi.mocked(commands.linkMessage).mockResolvedValueOnce("Pay here.");
  vi.mocked(commands.linkMessage).mockReturnValue(new Promise(() => undefined));
  const { container, rerender } = render(ShareLink, { link: aLink() });
  const said = () => container.querySelector("[data-test=link-message]")?.textContent;
  await vi.waitFor(() => expect(said()).toBe("Pay here."));
  await rerender({ link: aLink({ uses: 1 }) });
  expect(said()).toBe("Pay here.");
  // Nobody sends the message of another link.
  await rerender({ link: aLink({ id: "ln_2" }) });
  expect(said() ?? "").toBe("");
});
