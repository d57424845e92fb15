/** A row of what was done, in words: the machine's word for a setting, a place or a value is never all that is said. */
import type { AuditRowView } from "../../bindings";
import { i18n } from "../../lib/i18n/index.svelte";
import { writeMoney } from "../../lib/money";

const THRESHOLD = "approve_above.";

function among(words: Record<string, string>, word: string): string | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

export function actSaid({ act }: AuditRowView): string {
  return among(i18n.t.people.act, act) ?? act;
}

/** Which setting it was; of anything else the journal's own id is told. */
export function settingSaid(key: string): string {
  const t = i18n.t.people;
  if (key.startsWith(THRESHOLD)) return t.thresholdOf(key.slice(THRESHOLD.length));
  return among(t.setting, key) ?? key;
}

/** By whom: a desk that nobody is named at still did it. */
export function whoSaid(row: AuditRowView): string {
  return row.who === "unnamed" ? i18n.t.frame.nobody : row.who;
}

/** Where, and through which door. */
export function whereSaid(row: AuditRowView): string {
  const t = i18n.t.people;
  const door = among(t.door, row.door) ?? row.door;
  if (row.desk === null) return door;
  return `${door}, ${row.desk === "practice" ? i18n.t.frame.practice : t.atDesk(row.desk)}`;
}

/** What there was and what there is: roles, choices and amounts as everywhere else. */
export function changeSaid(row: AuditRowView): string {
  const after = valueSaid(row, row.after);
  return row.before === null || row.before === row.after ? after : `${valueSaid(row, row.before)} → ${after}`;
}

function valueSaid(row: AuditRowView, value: string): string {
  const money = /^(\d+) ([A-Z]{3})$/.exec(value);
  if (money?.[1] && money[2]) return writeMoney({ amount: money[1], currency: money[2] }, i18n.lang);
  if (row.act === "setting" && row.about.startsWith(THRESHOLD) && /^\d+$/.test(value))
    return writeMoney({ amount: value, currency: row.about.slice(THRESHOLD.length) }, i18n.lang);
  const file = row.act === "batch_recorded" ? /^(.*), (\d+)$/.exec(value) : null;
  if (file?.[1] && file[2]) return i18n.t.people.fileOf(file[1], Number(file[2]));
  const t = i18n.t.people;
  return among(row.act === "setting" ? t.value : t.role, value) ?? among(t.role, value) ?? value;
}
