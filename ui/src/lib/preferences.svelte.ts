/** What belongs to this pair of eyes and hands, not to the book: kept in the web view. */
const SIZES = [90, 100, 115, 130] as const;
export type TextSize = (typeof SIZES)[number];

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

  readonly sizes = SIZES;

  setTextSize(size: TextSize): void {
    this.textSize = size;
    write("text-size", String(size));
  }

  setSound(on: boolean): void {
    this.sound = on;
    write("sound", on ? "on" : "off");
  }

  setLetters(on: boolean): void {
    this.letters = on;
    write("letters", on ? "on" : "off");
  }
}

export const preferences = new Preferences();
