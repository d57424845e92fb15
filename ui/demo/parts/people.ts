/** Who works at the made-up shop. `?seat=locked` locks its desk, `?seat=cashier` sits a cashier down, `?seat=nobody` has no staff. Every PIN is 1234. */
import type { ApprovalsView, AuditRowView, Right, Role, StaffView } from "../../src/bindings";
import { emit } from "../event";
import { ago } from "../shop";

const seatOf = new URLSearchParams(location.search).get("seat") ?? "nobody";
const ALL: Right[] = [
  "anybody",
  "own_sales",
  "take_payment",
  "make_links",
  "look",
  "look_at_figures",
  "comment",
  "send_money",
  "approve",
  "settle_doubts",
  "export",
  "accounts",
  "set_up",
  "people",
];
const RIGHTS: Record<Role, Right[]> = {
  owner: ALL,
  cashier: ["anybody", "own_sales", "take_payment", "make_links"],
  support: ["anybody", "look", "comment"],
};
let members: StaffView["members"] =
  seatOf === "nobody"
    ? []
    : [
        { id: "st_1", name: "Justine N.", role: "owner", added_at: ago(9_000_000) },
        { id: "st_2", name: "Chantal Uwase", role: "owner", added_at: ago(8_000_000) },
        { id: "st_3", name: "Okello Denis", role: "cashier", added_at: ago(2_000_000) },
        { id: "st_4", name: "Atim Grace", role: "support", added_at: ago(700_000) },
      ];
let me: string | null = { owner: "st_1", cashier: "st_3", support: "st_4" }[seatOf] ?? null;
let wrong = 0;
let thresholds = seatOf === "nobody" ? [] : [{ amount: "1000000", currency: "UGX" }];

const refuse = (code: string, message: string, next: string | null = null) => {
  throw { code, message, field: null, next, operation: null };
};
const changed = () =>
  emit("changed", { operations: [], history: false, balances: false, accounts: false, settings: true });
function view(): StaffView {
  const sitting = members.find(({ id }) => id === me) ?? null;
  const rights = sitting ? RIGHTS[sitting.role] : members.length > 0 ? [] : ALL;
  return {
    members,
    me: sitting,
    locked: members.length > 0 && !sitting,
    needed: members.length > 0,
    lock_after_minutes: 10,
    rights,
  };
}
const approvals = (): ApprovalsView => ({ operations: [], batches: [], thresholds });
const row = (
  seq: number,
  act: string,
  about: string,
  after: string,
  before: string | null = null,
): AuditRowView => ({
  seq,
  at: ago((30 - seq) * 2400),
  who: seq % 3 === 0 ? "Chantal Uwase" : "Justine N.",
  staff: "st_1",
  desk: "kampala-1",
  door: "window",
  act,
  about,
  before,
  after,
});
const ROWS = [
  row(27, "signed_in", "st_1", "owner"),
  row(26, "pin_refused", "st_3", "Okello Denis"),
  row(25, "approved", "op_1", "1250000 UGX"),
  row(24, "setting", "lock_after_minutes", "5", "10"),
  row(23, "account_changed", "acc_ug", "keys"),
  row(22, "staff_added", "st_4", "support"),
];

export const answers = {
  staff: view,
  sign_in: ({ id, pin }: Record<string, unknown>) => {
    if (pin !== "1234") {
      wrong++;
      if (wrong >= 5)
        refuse(
          "pin_blocked",
          "Too many wrong PINs. The next one counts in 30 seconds.",
          "Wait, or ask an owner.",
        );
      refuse("wrong_pin", "This is not the PIN of that person. Nothing was done.");
    }
    me = id as string;
    return view();
  },
  sign_out: () => {
    me = null;
    return view();
  },
  touch: () => null,
  add_staff: ({ name, role, second }: Record<string, unknown>) => {
    if (role === "owner" && thresholds.length > 0 && !second)
      refuse("second_owner_needed", "Payments here need two people, and so does this. Nothing was changed.");
    const id = `st_${members.length + 1}`;
    members = [...members, { id, name: name as string, role: role as Role, added_at: ago(0) }];
    me ??= id;
    return view();
  },
  set_pin: view,
  remove_staff: ({ id }: Record<string, unknown>) => {
    members = members.filter((one) => one.id !== id);
    changed();
    return view();
  },
  set_threshold: ({ currency, above }: Record<string, unknown>) => {
    thresholds = thresholds.filter((one) => one.currency !== currency);
    if (above) thresholds = [...thresholds, { amount: above as string, currency: currency as string }];
    return approvals();
  },
  approvals,
  audit: () => ({ rows: seatOf === "nobody" ? [] : ROWS, next: null, broken_at: null }),
  export_audit: () => ({ path: "/home/justine/Downloads/duka-audit.csv", rows: 27, cut_short: [] }),
};
