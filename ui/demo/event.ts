/** Stands in for the event bridge while looking at the screens. */
type Heard = (event: { payload: unknown }) => void;
const ears = new Map<string, Set<Heard>>();

export async function listen<T>(name: string, hear: (event: { payload: T }) => void): Promise<() => void> {
  const all = ears.get(name) ?? new Set<Heard>();
  all.add(hear as Heard);
  ears.set(name, all);
  return () => all.delete(hear as Heard);
}

export function emit(name: string, payload: unknown): void {
  for (const hear of ears.get(name) ?? []) hear({ payload });
}
