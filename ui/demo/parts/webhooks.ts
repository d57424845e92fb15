/** Webhooks of the made-up shop. Any body that holds the word "forged" is. */
import type { DeliveriesView, RegistrationView, VerdictView } from "../../src/bindings";
import { ago, face } from "../shop";

const verdict = (change: Partial<VerdictView> = {}): VerdictView => ({
  trust: "verified",
  why: null,
  scheme: "HMAC-SHA256, hex, over the body",
  event: "collection.success",
  kind: "charge",
  provider_reference: "9084417203",
  our_reference: "DK-7F3K-0409",
  told: "SUCCEEDED",
  ...change,
});

const CAME: DeliveriesView = {
  rows: [
    {
      row: 3,
      verdict: verdict(),
      seen: 3,
      first_at: ago(900),
      last_at: ago(240),
      looked_up_at: ago(239),
      look_at: null,
      body: '{"event":"collection.success","data":{"transactionReference":"9084417203","amount":85000,"msisdn":"2567519••277"}}',
    },
    {
      row: 2,
      verdict: verdict({
        trust: "unsigned",
        why: "no_signature",
        event: "collection.failed",
        provider_reference: "9084417199",
      }),
      seen: 1,
      first_at: ago(5400),
      last_at: ago(5400),
      looked_up_at: null,
      look_at: null,
      body: '{"event":"collection.failed"}',
    },
    {
      row: 1,
      verdict: verdict({
        trust: "forged",
        why: "wrong_signature",
        event: "collection.success",
        provider_reference: "1",
        our_reference: null,
      }),
      seen: 1,
      first_at: ago(90_000),
      last_at: ago(90_000),
      looked_up_at: null,
      look_at: null,
      body: null,
    },
  ],
  only_counted: 212,
};
const ADDRESSES: RegistrationView[] = [
  {
    provider_reference: "wh_1",
    topic: "transactions",
    url: "https://desk.nakato.example/hooks/acc_rw",
    created_at: ago(4_000_000),
  },
];

export const answers = {
  judge_webhook: ({ headers, body }: Record<string, unknown>) => {
    if ((body as string).includes("forged")) return verdict({ trust: "forged", why: "wrong_signature" });
    return headers ? verdict() : verdict({ trust: "unsigned", why: "no_signature" });
  },
  webhooks: () => {
    if (face !== "failing") return face === "empty" ? { rows: [], only_counted: 0 } : CAME;
    throw {
      code: "disk_full",
      message: "The disk is full, so the book cannot be read.",
      field: null,
      next: "Free some space, then try again.",
      operation: null,
    };
  },
  registrations: () => ADDRESSES,
  register_webhook: ({ topic, url }: Record<string, unknown>) => ({
    ...ADDRESSES[0]!,
    provider_reference: `wh_${url as string}`,
    topic: topic as string,
    url: url as string,
  }),
};
