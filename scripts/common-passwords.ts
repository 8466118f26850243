/**
 * `npx tsx scripts/common-passwords.ts`: makes the list of common passwords that the server refuses, out of
 * the dictionary of @zxcvbn-ts/language-common (MIT; its words come from leaked lists). What is committed is a
 * Bloom filter: no list to read, 24 bits a word, and one strange password in about 100,000 is taken for a common one.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { dictionary } from "@zxcvbn-ts/language-common";

const BITS_PER_WORD = 24;
const HASHES = 16;
const out = join(import.meta.dirname, "../src/server/access/common-passwords.json");

const words = [...new Set(dictionary["passwords-common"].map(String).map((word) => word.normalize("NFC").toLowerCase()))].filter(
  (word) => word.length >= 5,
);
const bits = words.length * BITS_PER_WORD;
const filter = Buffer.alloc(Math.ceil(bits / 8));
for (const word of words) {
  const digest = createHash("sha256").update(word).digest();
  const [first, second] = [digest.readUIntBE(0, 6), digest.readUIntBE(6, 6)];
  for (let n = 0; n < HASHES; n++) {
    const bit = (first + n * second) % bits;
    const at = Math.floor(bit / 8);
    filter.writeUInt8(filter.readUInt8(at) | (1 << (bit % 8)), at);
  }
}
const made = { source: "@zxcvbn-ts/language-common 4.1.3, MIT", words: words.length, bits, hashes: HASHES, filter: filter.toString("base64") };
writeFileSync(out, `${JSON.stringify(made, null, 1)}\n`);
console.log(`${words.length} words in ${filter.length} bytes`);
