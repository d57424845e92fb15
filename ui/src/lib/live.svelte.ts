/** The core says what changed; each state says what it wants to hear of. */
import type { ChangedView } from "../bindings";
import { onChanged } from "./events";

type Ear = Partial<{
  operations: (ids: string[]) => void;
  history: () => void;
  balances: () => void;
  accounts: () => void;
  settings: () => void;
}>;

const ears = new Set<Ear>();

/** Returns what ends the listening. */
export function listenFor(ear: Ear): () => void {
  ears.add(ear);
  return () => ears.delete(ear);
}

export function tell(changed: ChangedView): void {
  for (const ear of ears) {
    if (changed.operations.length > 0) ear.operations?.(changed.operations);
    if (changed.history) ear.history?.();
    if (changed.balances) ear.balances?.();
    if (changed.accounts) ear.accounts?.();
    if (changed.settings) ear.settings?.();
  }
}

/** Sentences come from the core in the chosen language: after a switch everything is read again. */
export function tellAll(): void {
  for (const ear of ears) {
    ear.operations?.([]);
    ear.history?.();
    ear.balances?.();
    ear.accounts?.();
    ear.settings?.();
  }
}

export const hearTheCore = () => onChanged(tell);
