/**
 * Sizes are written in the pixels of the look and leave as `rem` of a 15 px root, so that the text-size
 * setting and zoom scale everything together. Lines (borders, outlines) keep their pixels: a hairline
 * that grows with the text is no hairline.
 */
const ROOT = 15;
const LINES = /^(border|outline|text-decoration|text-underline|background)/;
const PIXELS = /(?<![\w.#-])(-?\d*\.?\d+)px/g;

type Declaration = { prop: string; value: string; parent?: { type?: string; name?: string } };

export function stylesInRem() {
  return {
    postcssPlugin: "styles-in-rem",
    Declaration(declaration: Declaration) {
      const keeps = LINES.test(declaration.prop) && declaration.prop !== "border-radius";
      if (keeps || !declaration.value.includes("px")) return;
      const value = declaration.value.replace(PIXELS, (_, pixels: string) => {
        const size = Number(pixels) / ROOT;
        return `${Number(size.toFixed(4))}rem`;
      });
      if (value !== declaration.value) declaration.value = value;
    },
  };
}
