import { expect, test } from "vitest";
import { freshNonce, keyFrom, seal, sealCard, sealPin } from "./seal";

const KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const CARD = { number: "4532123456789014", expiryMonth: "12", expiryYear: "2028", cvv: "123" };

test("a nonce of twenty-four characters is refused, and so is any that is not twelve of hex", async () => {
  const key = await keyFrom(KEY);
  for (const nonce of ["abc123def456abc123def456", "abc123def45", "ABC123DEF456", "abc123def45g", ""]) {
    await expect(seal("1", key, nonce)).rejects.toThrow("12 characters");
  }
});

test("an encryption key of another length is refused", async () => {
  await expect(keyFrom(btoa("0123456789abcdef"))).rejects.toThrow("32 bytes");
  await expect(keyFrom("")).rejects.toThrow("32 bytes");
});

test("every card and every PIN has a nonce of its own", async () => {
  const nonces = new Set<string>();
  for (let turn = 0; turn < 20; turn += 1) {
    nonces.add((await sealCard(CARD, KEY)).nonce);
    nonces.add((await sealPin("1234", KEY)).nonce);
  }
  expect(nonces.size).toBe(40);
  expect(freshNonce()).toMatch(/^[0-9a-f]{12}$/);
});

test("nothing of a card stands in clear in what is sealed", async () => {
  const sealed = await sealCard(CARD, KEY);
  const text = JSON.stringify(sealed);
  for (const clear of [CARD.number, CARD.expiryYear]) expect(text).not.toContain(clear);
  expect(atob(sealed.number)).toHaveLength(CARD.number.length + 16);
});
