import "server-only";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { z } from "zod";
import { config } from "../kit/config";
import type { Tx } from "../kit/db";

/** How long a question to a browser stands. */
const CHALLENGE_LIFE_MS = 5 * 60_000;

/** What a challenge was made for; an answer to one kind is none to another. */
export type ChallengeKind = "passkey_register" | "passkey_sign_in" | "passkey_step_up";

const base64url = z.string().max(8_000).regex(/^[\w-]+$/);

/** A browser's answer to a passkey question, as far as we read it. */
export const PasskeyAnswer = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
  clientExtensionResults: z.object({}).default({}),
});

/** A browser's new passkey. */
export const NewPasskey = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(8).default([]),
  }),
  clientExtensionResults: z.object({}).default({}),
});

function relyingParty(): { rpID: string; expectedOrigin: string } {
  const origin = config().BEDSIDE_ORIGIN;
  return { rpID: new URL(origin).hostname, expectedOrigin: origin };
}

interface Asked {
  readonly accountId: string | null;
  readonly sessionId: string | null;
}

async function keepChallenge(tx: Tx, kind: ChallengeKind, challenge: string, { accountId, sessionId }: Asked, nowMs: number): Promise<void> {
  await tx.authChallenge.create({ data: { kind, challenge, accountId, sessionId, expiresAt: new Date(nowMs + CHALLENGE_LIFE_MS) } });
}

/** Asks a browser to make a passkey that can be found without an address and verifies its person. */
export async function askForNewPasskey(tx: Tx, account: { id: string; email: string; name: string }, sessionId: string, nowMs: number) {
  const known = await tx.passkey.findMany({ where: { accountId: account.id }, select: { credentialId: true } });
  const options = await generateRegistrationOptions({
    rpName: "Bedside",
    rpID: relyingParty().rpID,
    userName: account.email,
    userDisplayName: account.name,
    userID: new Uint8Array(Buffer.from(account.id.replaceAll("-", ""), "hex")),
    attestationType: "none",
    timeout: CHALLENGE_LIFE_MS,
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await keepChallenge(tx, "passkey_register", options.challenge, { accountId: account.id, sessionId }, nowMs);
  return options;
}

/** Asks a browser to show a passkey: any that it has for us, or one of an account. */
export async function askForPasskey(tx: Tx, kind: "passkey_sign_in" | "passkey_step_up", asked: Asked, nowMs: number) {
  const known = asked.accountId === null ? [] : await tx.passkey.findMany({ where: { accountId: asked.accountId } });
  const options = await generateAuthenticationOptions({
    rpID: relyingParty().rpID,
    userVerification: "required",
    timeout: CHALLENGE_LIFE_MS,
    allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
  });
  await keepChallenge(tx, kind, options.challenge, asked, nowMs);
  return options;
}

const ClientData = z.object({ challenge: base64url });

/** Takes the question that an answer answers: it can't be answered again, whatever the answer is worth. */
async function takeChallenge(tx: Tx, clientDataJSON: string, kind: ChallengeKind, asked: Asked, nowMs: number): Promise<string | null> {
  const text = Buffer.from(clientDataJSON, "base64url").toString("utf8");
  const parsed = ClientData.safeParse(readJson(text));
  if (!parsed.success) return null;
  const { challenge } = parsed.data;
  const { count } = await tx.authChallenge.updateMany({
    where: { challenge, kind, usedAt: null, expiresAt: { gt: new Date(nowMs) }, accountId: asked.accountId, sessionId: asked.sessionId },
    data: { usedAt: new Date(nowMs) },
  });
  return count === 1 ? challenge : null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not made by a browser: there is no such question.
    return null;
  }
}

/** A passkey as it is to be kept. */
export interface MadePasskey {
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly deviceType: string;
  readonly backedUp: boolean;
}

/** Verifies a new passkey; null where it does not hold. Its question is used up either way. */
export async function verifyNewPasskey(tx: Tx, made: z.output<typeof NewPasskey>, asked: Asked, nowMs: number): Promise<MadePasskey | null> {
  const expectedChallenge = await takeChallenge(tx, made.response.clientDataJSON, "passkey_register", asked, nowMs);
  if (expectedChallenge === null) return null;
  const { rpID, expectedOrigin } = relyingParty();
  try {
    const result = await verifyRegistrationResponse({
      response: made as RegistrationResponseJSON,
      expectedChallenge,
      expectedOrigin,
      expectedRPID: rpID,
      requireUserVerification: true,
    });
    if (!result.verified) return null;
    const { credential, credentialDeviceType, credentialBackedUp } = result.registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: new Uint8Array(credential.publicKey),
      counter: credential.counter,
      transports: made.response.transports,
      deviceType: credentialDeviceType,
      backedUp: credentialBackedUp,
    };
  } catch {
    // The library throws for every way in which an answer can be wrong; to the person they are one.
    return null;
  }
}

/** What an answer is worth. `regress`: it holds, but its counter fell: the passkey may have been copied. */
export type ShownPasskey =
  | { readonly kind: "holds"; readonly passkeyId: string; readonly accountId: string; readonly counter: number }
  | { readonly kind: "regress"; readonly passkeyId: string; readonly accountId: string }
  | { readonly kind: "wrong" };

/** Verifies a shown passkey. Its question is used up either way. */
export async function verifyPasskey(
  tx: Tx,
  answer: z.output<typeof PasskeyAnswer>,
  kind: "passkey_sign_in" | "passkey_step_up",
  asked: Asked,
  nowMs: number,
): Promise<ShownPasskey> {
  const expectedChallenge = await takeChallenge(tx, answer.response.clientDataJSON, kind, asked, nowMs);
  const row = await tx.passkey.findUnique({ where: { credentialId: answer.id } });
  if (expectedChallenge === null || row === null) return { kind: "wrong" };
  if (asked.accountId !== null && row.accountId !== asked.accountId) return { kind: "wrong" };
  const { rpID, expectedOrigin } = relyingParty();
  try {
    const result = await verifyAuthenticationResponse({
      response: answer as AuthenticationResponseJSON,
      expectedChallenge,
      expectedOrigin,
      expectedRPID: rpID,
      // The counter is judged below, once the signature holds: else anybody could raise the alarm.
      credential: { id: row.credentialId, publicKey: new Uint8Array(row.publicKey), counter: 0 },
      requireUserVerification: true,
    });
    if (!result.verified) return { kind: "wrong" };
    const counter = result.authenticationInfo.newCounter;
    const stored = Number(row.counter);
    const found = { passkeyId: row.id, accountId: row.accountId };
    return stored > 0 && counter <= stored ? { kind: "regress", ...found } : { kind: "holds", counter, ...found };
  } catch {
    // As above.
    return { kind: "wrong" };
  }
}

/** Notes the use of a passkey. */
export async function notePasskeyUse(tx: Tx, shown: { passkeyId: string; counter: number }, nowMs: number): Promise<void> {
  await tx.passkey.update({ where: { id: shown.passkeyId }, data: { counter: shown.counter, lastUsedAt: new Date(nowMs) } });
}
