/** The list's columns: which there are, which stand at first, how wide they are, and what a file needs beside them. */
import type { ExportColumn } from "../../bindings";

/** In the order in which they are offered. The margin with the time is always there. */
export const COLUMNS: readonly ExportColumn[] = [
  "local_time",
  "name",
  "phone",
  "network",
  "note",
  "amount",
  "fee",
  "state",
  "kind",
  "account",
  "provider",
  "method",
  "net",
  "refunded",
  "debited",
  "recipient_gets",
  "our_reference",
  "provider_reference",
  "operator_reference",
  "provider_status",
  "reason",
  "doubts",
  "currency",
  "status",
  "time",
  "synced_at",
  "environment",
  "transaction",
  "operation",
  "account_id",
];
export const FIRST: readonly ExportColumn[] = COLUMNS.slice(0, 8);
/** What stays beside an open drawer: when, who, how much, how it stands. */
const BESIDE: readonly ExportColumn[] = ["local_time", "name", "phone", "network", "amount", "state"];
const BESIDE_SMALL: readonly ExportColumn[] = ["local_time", "name", "amount", "state"];

type Shape = { min: number; grow?: number };
const SHAPES: Partial<Record<ExportColumn, Shape>> = {
  local_time: { min: 66 },
  name: { min: 120, grow: 1.5 },
  phone: { min: 116 },
  network: { min: 128, grow: 1 },
  note: { min: 90, grow: 1.2 },
  amount: { min: 150 },
  fee: { min: 84 },
  net: { min: 96 },
  refunded: { min: 96 },
  debited: { min: 96 },
  recipient_gets: { min: 96 },
  state: { min: 240 },
  kind: { min: 100 },
  currency: { min: 64 },
  status: { min: 90 },
  environment: { min: 90 },
  time: { min: 170 },
  synced_at: { min: 170 },
};
const OTHER: Shape = { min: 130, grow: 1 };
const NARROW: Partial<Record<ExportColumn, Shape>> = {
  name: { min: 100, grow: 1 },
  phone: { min: 104 },
  network: { min: 106 },
  amount: { min: 128 },
  state: { min: 176 },
};
const SMALL: Partial<Record<ExportColumn, Shape>> = {
  name: { min: 60, grow: 1 },
  amount: { min: 122 },
  state: { min: 116 },
};
const RIGHT: readonly ExportColumn[] = [
  "local_time",
  "amount",
  "fee",
  "net",
  "refunded",
  "debited",
  "recipient_gets",
  "state",
];
/** Pixels of the look are 15 to the rem, so that the text size moves them too. */
const rem = (pixels: number) => `${pixels / 15}rem`;

export type Room = "whole" | "narrow" | "small";

export const isRight = (column: ExportColumn) => RIGHT.includes(column);

/** Those that stand in the room there is. */
export function standing(columns: readonly ExportColumn[], room: Room): readonly ExportColumn[] {
  if (room === "whole") return columns;
  const beside = room === "narrow" ? BESIDE : BESIDE_SMALL;
  return columns.filter((column) => beside.includes(column));
}

/**
 * Whether the columns that stand at first lack the room to show how each row stands. `room` is in pixels of the look.
 * What somebody chose is kept, and scrolls.
 */
export function cramped(columns: readonly ExportColumn[], room: number): boolean {
  if (columns.join() !== FIRST.join()) return false;
  return room < columns.reduce((sum, column) => sum + (SHAPES[column] ?? OTHER).min, 0);
}

/** The grid's columns, and how wide it is at least. */
export function layout(columns: readonly ExportColumn[], room: Room): { grid: string; width: string } {
  const shapes = columns.map((column) => {
    const narrow = room === "narrow" ? NARROW[column] : room === "small" ? SMALL[column] : undefined;
    return narrow ?? SHAPES[column] ?? OTHER;
  });
  const grid = shapes.map(({ min, grow }) => (grow ? `minmax(${rem(min)}, ${grow}fr)` : rem(min)));
  return { grid: grid.join(" "), width: rem(shapes.reduce((sum, { min }) => sum + min, 0)) };
}

/** Only what is a column, each once, the margin first; none at all means those that stand at first. */
export function understood(keys: readonly string[]): readonly ExportColumn[] {
  const known = COLUMNS.filter((column) => keys.includes(column));
  if (known.length === 0) return FIRST;
  const ordered = known.toSorted((a, b) => keys.indexOf(a) - keys.indexOf(b));
  return ["local_time", ...ordered.filter((column) => column !== "local_time")];
}

/**
 * The same columns in a file. On the screen an amount has its currency beside it, and the weight of its ink says how certain it
 * is; a mark holds the doubts. In a file each of these is a column, or the file would say less than the screen.
 */
export function inFile(columns: readonly ExportColumn[]): ExportColumn[] {
  const file = columns.flatMap((column): ExportColumn[] => {
    if (column === "amount") return ["amount", "currency"];
    return column === "state" ? ["state", "doubts"] : [column];
  });
  if (columns.includes("amount") && !columns.includes("state")) file.push("state", "doubts");
  return [...new Set(file)];
}

const KEPT = "ledger-columns";

/** As somebody left them here. Which columns one likes belongs to the eyes, not to the book. */
export function keptColumns(): readonly ExportColumn[] {
  try {
    return understood((localStorage.getItem(KEPT) ?? "").split(","));
  } catch {
    return FIRST;
  }
}

export function keepColumns(columns: readonly ExportColumn[]): void {
  try {
    localStorage.setItem(KEPT, columns.join(","));
  } catch {
    // Without storage they last as long as the window.
  }
}
