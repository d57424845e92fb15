/**
 * Seals a card where it is typed: AES-256-GCM by the web view's own cryptography, and nothing of it in clear anywhere else.
 *
 * One nonce stands for the four fields of one card, as the scheme asks, and for no other card: GCM under a nonce used
 * twice gives its secrets away. So it is drawn here, each time anew, and never taken from outside.
 */

/** A card as it is typed: digits only, month of two, year of four. */
export type Card = { number: string; expiryMonth: string; expiryYear: string; cvv: string };

/** The same, sealed. */
export type SealedCard = Card & { nonce: string };

/** A PIN, sealed. */
export type SealedPin = { pin: string; nonce: string };

const KEY_BYTES = 32;
const NONCE = /^[0-9a-f]{12}$/;

/** Six random bytes, written as twelve characters. */
export function freshNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The key from the merchant's portal. */
export async function keyFrom(base64: string): Promise<CryptoKey> {
  const raw = Uint8Array.from(atob(base64.trim()), (letter) => letter.charCodeAt(0));
  if (raw.length !== KEY_BYTES) throw new RangeError("an encryption key has 32 bytes");
  return crypto.subtle.importKey("raw", raw, { name: "AES-GCM" }, false, ["encrypt"]);
}

/** One text, sealed: base64 of ciphertext and tag. The nonce's twelve characters are themselves the IV's twelve bytes. */
export async function seal(text: string, key: CryptoKey, nonce: string): Promise<string> {
  if (!NONCE.test(nonce)) throw new RangeError("a nonce has 12 characters of hex");
  const encoder = new TextEncoder();
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: encoder.encode(nonce), tagLength: 128 },
    key,
    encoder.encode(text),
  );
  return btoa(String.fromCharCode(...new Uint8Array(sealed)));
}

/** A card, under a nonce of its own. */
export async function sealCard(card: Card, encryptionKey: string): Promise<SealedCard> {
  const key = await keyFrom(encryptionKey);
  const nonce = freshNonce();
  const [number, expiryMonth, expiryYear, cvv] = await Promise.all([
    seal(card.number, key, nonce),
    seal(card.expiryMonth, key, nonce),
    seal(card.expiryYear, key, nonce),
    seal(card.cvv, key, nonce),
  ]);
  return { number, expiryMonth, expiryYear, cvv, nonce };
}

/** A PIN, under a nonce of its own. */
export async function sealPin(pin: string, encryptionKey: string): Promise<SealedPin> {
  const key = await keyFrom(encryptionKey);
  const nonce = freshNonce();
  return { pin: await seal(pin, key, nonce), nonce };
}
