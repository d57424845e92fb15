import { render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, expect, it, vi } from "vitest";
import { ACCOUNT, BOOT, PROVIDER } from "../../fixtures";
import * as commands from "../../lib/commands";
import { desk } from "../../lib/desk.svelte";
import { en } from "../../lib/i18n/en";
import { fr } from "../../lib/i18n/fr";
import { Draft } from "./draft.svelte";
import AccountForm from "./AccountForm.svelte";
import KeyTest from "./KeyTest.svelte";
import { reasonOf } from "./reason";

vi.mock("../../lib/commands");

beforeEach(() => {
  vi.resetAllMocks();
  desk.boot = BOOT;
  desk.providers = [PROVIDER];
  desk.accounts = [];
});

function filled(): Draft {
  const draft = new Draft();
  draft.choose(PROVIDER);
  draft.name = "Kampala";
  draft.credentials = { api_key: "s3cret-typed-in", merchant: "77", hook: "" };
  draft.settings = { landing_url: "https://shop.example" };
  return draft;
}

it("the account form is drawn from the manifest", async () => {
  const draft = new Draft();
  const { container } = render(AccountForm, { draft, onsaved: () => undefined });
  draft.choose(PROVIDER);
  await tick();
  const field = (test: string) => container.querySelector<HTMLInputElement>(`[data-test="${test}"]`);
  expect(field("account-provider-kasuku")).not.toBeNull();
  expect(field("credential-api_key")?.type).toBe("password");
  expect(field("credential-merchant")?.type).toBe("text");
  expect(field("credential-hook")?.type).toBe("password");
  expect(field("setting-landing_url")).not.toBeNull();
  expect(screen.getByLabelText(/^API key/)).toBe(field("credential-api_key"));
  expect(screen.getByText("In the portal.")).toBeDefined();
});

it("each reason for a refused key has its own sentence", () => {
  const codes = [
    "ok",
    "wrong_key",
    "account_not_verified",
    "address_not_admitted",
    "wrong_environment",
    "no_network",
    "no_answer",
  ];
  for (const t of [en, fr]) {
    const sentences = new Set(codes.map((code) => reasonOf(code, "Kasuku Money", t)));
    expect(sentences.size).toBe(codes.length);
    expect(sentences).not.toContain(reasonOf("a_word_not_known_yet", "Kasuku Money", t));
  }
});

it("an address that is not admitted stands there to be copied", () => {
  render(KeyTest, {
    provider: "Kasuku Money",
    test: {
      ok: false,
      code: "address_not_admitted",
      message: "Add it in the dashboard.",
      provider_message: "IP not allowed",
      address: "203.0.113.47",
      steps: [
        { what: "network", ok: true, detail: "212 ms" },
        { what: "key", ok: false, detail: "403" },
      ],
    },
  });
  expect(screen.getByText("203.0.113.47")).toBeDefined();
  expect(screen.getByText("Copy")).toBeDefined();
  expect(screen.getByText(/IP not allowed/)).toBeDefined();
  expect(screen.getByText("Key refused")).toBeDefined();
  expect(screen.getByRole("alert").textContent).toContain("does not know this computer’s address");
});

it("a secret is gone from the form as soon as it is saved", async () => {
  vi.mocked(commands.addAccount).mockResolvedValue(ACCOUNT);
  const draft = filled();
  await draft.save();
  expect(commands.addAccount).toHaveBeenCalledWith(
    expect.objectContaining({ credentials: { api_key: "s3cret-typed-in", merchant: "77" } }),
  );
  expect(JSON.stringify(draft.credentials)).not.toContain("s3cret");
  expect(draft.credentials).toEqual({});
});

it("a refused save keeps what was typed and says which field is meant", async () => {
  vi.mocked(commands.addAccount).mockRejectedValue({
    code: "bad_url",
    message: "Only https.",
    field: "base_url",
    next: null,
    operation: null,
  });
  const draft = filled();
  expect(await draft.save()).toBeNull();
  expect(draft.errors.base_url).toBe("Only https.");
  expect(draft.credentials.api_key).toBe("s3cret-typed-in");
});

it("nothing is tested before what is needed is there", async () => {
  const draft = filled();
  draft.credentials.api_key = "";
  await draft.runTest();
  expect(commands.testDraft).not.toHaveBeenCalled();
  expect(draft.errors.api_key).toBeDefined();
});

it("a base address never goes along with live keys", async () => {
  vi.mocked(commands.addAccount).mockResolvedValue(ACCOUNT);
  const draft = filled();
  draft.environment = "live";
  draft.baseUrl = "http://127.0.0.1:9";
  await draft.save();
  expect(commands.addAccount).toHaveBeenCalledWith(expect.objectContaining({ base_url: null }));
});
