/** What belongs to this pair of eyes and hands, not to the book: kept in the web view. */
const SIZES = [90, 100, 115, 130] as const;
export type TextSize = (typeof SIZES)[number];
/** How high a row of a list stands, in pixels of the look. */
const ROWS = { comfortable: 32, compact: 28 } as const;
export type Density = keyof typeof ROWS;

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Without storage the choice lasts as long as the window.
  }
}

class Preferences {
  textSize = $state<TextSize>(SIZES.find((size) => String(size) === read("text-size")) ?? 100);
  /** Two short tones at the counter, never the only sign. Off until somebody wants them. */
  sound = $state(read("sound") === "on");
  letters = $state(read("letters") !== "off");
  density = $state<Density>(read("density") === "compact" ? "compact" : "comfortable");
  /** A row's height for lists that compute their places. */
  rowHeight = $derived((ROWS[this.density] * this.textSize) / 100);

  readonly sizes = SIZES;

  setTextSize(size: TextSize): void {
    this.textSize = size;
    write("text-size", String(size));
  }

  setSound(on: boolean): void {
    this.sound = on;
    write("sound", on ? "on" : "off");
  }

  setDensity(density: Density): void {
    this.density = density;
    write("density", density);
  }

  setLetters(on: boolean): void {
    this.letters = on;
    write("letters", on ? "on" : "off");
  }
}

export const preferences = new Preferences();
