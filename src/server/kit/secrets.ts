import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** A new secret of 256 bits, as it travels in a link or a cookie. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** How a secret of full length is stored: its SHA-256 in hex. Too long to guess, so it needs no salt. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
