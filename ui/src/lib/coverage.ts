/** How far an account has been read: of all its lists the one that is known least, since what is said of the account has to hold for each. */
import type { CoverageView } from "../bindings";

const earlier = (one: string | null, other: string | null) =>
  one === null || other === null ? null : one < other ? one : other;
const later = (one: string | null, other: string | null) =>
  one === null || other === null ? null : one > other ? one : other;

/** The core tells it list by list; a person asks about the account. */
export function byAccount(lists: readonly CoverageView[]): CoverageView[] {
  const accounts = new Map<string, CoverageView>();
  for (const list of lists) {
    const so = accounts.get(list.account);
    accounts.set(
      list.account,
      so
        ? {
            ...so,
            complete_from: later(so.complete_from, list.complete_from),
            complete_to: earlier(so.complete_to, list.complete_to),
            phones_from: later(so.phones_from, list.phones_from),
            last_ok: earlier(so.last_ok, list.last_ok),
            last_run: earlier(so.last_run, list.last_run),
            error: so.error ?? list.error,
          }
        : list,
    );
  }
  return [...accounts.values()];
}
