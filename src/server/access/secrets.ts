import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** A new secret for a link or a cookie: 256 bits, safe in a URL fragment. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

type SecretPurpose =
  | "visit-link"
  | "visit-seat"
  | "sign-in-link"
  | "source"
  | "sign-in"
  | "api-client"
  | "account-token"
  | "proxy-invite"
  | "patient-invite"
  | "recovery-code";

/**
 * How a secret is stored. Secrets of ours have 256 bits, so a plain hash can't be searched; `purpose`
 * keeps a hash of one use from standing for another.
 */
export function hashSecret(purpose: SecretPurpose, secret: string): string {
  return createHash("sha256").update(`${purpose}\n${secret}`).digest("base64url");
}
