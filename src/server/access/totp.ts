import "server-only";
import { generateSecret, generateURI, verify } from "otplib";
import { isStepUnused, readTotpCode, TOTP_PERIOD_S, TOTP_TOLERANCE_S } from "@/core/access/one-time-codes";
import { openForPractice, sealForPractice } from "../kit/sealing";

const place = (accountId: string) => ({ table: "account", row: accountId, field: "totp_sealed" });

/** A new secret of an authenticator app: 160 bits, base32. */
export function newTotpSecret(): string {
  return generateSecret({ length: 20 });
}

/** The address that an authenticator app reads, also as a picture. */
export function totpUri(secret: string, email: string, issuer: string): string {
  return generateURI({ issuer, label: email, secret, period: TOTP_PERIOD_S });
}

/** Seals a secret for keeping. */
export function sealTotp(practiceId: string, accountId: string, secret: string): Promise<Uint8Array<ArrayBuffer>> {
  return sealForPractice(practiceId, place(accountId), secret);
}

/** Opens a kept secret. */
export async function openTotp(practiceId: string, accountId: string, sealed: Uint8Array): Promise<string> {
  return new TextDecoder().decode(await openForPractice(practiceId, place(accountId), sealed));
}

/** The time step of a code that holds and was not used yet; null for any other. */
export async function matchTotp(secret: string, typed: string, lastStep: number | null, nowMs: number): Promise<number | null> {
  const token = readTotpCode(typed);
  if (token === null) return null;
  const result = await verify({ secret, token, epoch: Math.floor(nowMs / 1000), epochTolerance: TOTP_TOLERANCE_S, period: TOTP_PERIOD_S });
  if (!result.valid || !("timeStep" in result)) return null;
  return isStepUnused(lastStep, result.timeStep) ? result.timeStep : null;
}
