/** The code of a link as a picture to be sent or put on a poster: black on white, with its words below. */
import { qrRows } from "../../components/qr";

const SQUARE = 16;
const LINE = 44;

/** PNG bytes, or null where no code can hold the address. */
export async function pictureOf(url: string, words: readonly string[]): Promise<number[] | null> {
  const rows = qrRows(url);
  if (!rows) return null;
  const side = rows.length * SQUARE;
  const canvas = document.createElement("canvas");
  canvas.width = side;
  canvas.height = side + words.length * LINE + LINE / 2;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#000";
  rows.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark) pen.fillRect(x * SQUARE, y * SQUARE, SQUARE, SQUARE);
    }),
  );
  const family = getComputedStyle(document.body).fontFamily;
  pen.textAlign = "center";
  words.forEach((text, at) => {
    pen.font = `${at === 0 ? 600 : 400} ${at === 0 ? 34 : 24}px ${family}`;
    pen.fillText(text, side / 2, side + (at + 0.6) * LINE, side - 2 * SQUARE);
  });
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  return blob ? [...new Uint8Array(await blob.arrayBuffer())] : null;
}
