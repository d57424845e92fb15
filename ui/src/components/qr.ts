/** A text as the squares of a QR code. Drawn by the caller, on the screen or into a file. */
import { encode } from "uqr";

/** What a reader needs around the code to find it. */
const QUIET = 4;

/** Rows of dark squares with their quiet border, or null where the text is longer than a code can hold. */
export function qrRows(text: string): boolean[][] | null {
  try {
    // A quarter of it may be smudged or in the light of a lamp.
    return encode(text, { ecc: "M", border: QUIET }).data;
  } catch {
    return null;
  }
}

/** The dark squares as one SVG path, a run a rectangle. */
export function qrPath(rows: readonly boolean[][]): string {
  const parts: string[] = [];
  rows.forEach((row, y) => {
    let from = 0;
    while (from < row.length) {
      const start = row.indexOf(true, from);
      if (start < 0) break;
      const stop = row.indexOf(false, start);
      const end = stop < 0 ? row.length : stop;
      parts.push(`M${start} ${y}h${end - start}v1H${start}z`);
      from = end;
    }
  });
  return parts.join("");
}
