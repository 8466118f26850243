import "server-only";
import { createHash } from "node:crypto";
import list from "./common-passwords.json";

let filter: Buffer | null = null;

/**
 * Whether a word is in the list of common passwords: some microseconds, no network. The list is a Bloom
 * filter made by `scripts/common-passwords.ts`: every word of it is found, and about one strange word in
 * 100,000 is taken for one.
 */
export function isCommonPassword(word: string): boolean {
  filter ??= Buffer.from(list.filter, "base64");
  const digest = createHash("sha256").update(word.normalize("NFC").toLowerCase()).digest();
  const [first, second] = [digest.readUIntBE(0, 6), digest.readUIntBE(6, 6)];
  for (let n = 0; n < list.hashes; n++) {
    const bit = (first + n * second) % list.bits;
    if (((filter[Math.floor(bit / 8)] ?? 0) & (1 << (bit % 8))) === 0) return false;
  }
  return true;
}
