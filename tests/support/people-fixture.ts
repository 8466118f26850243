import { randomUUID } from "node:crypto";
import type { PatientActor } from "@/core/access/actor";
import type { AccountId, PatientId, PracticeId, SessionId } from "@/core/kit/ids";

/** Somebody about whom nothing is known. */
export const NOBODY = { kind: "public" } as const;

/** A patient, signed in. */
export function patientActor(practiceId: PracticeId, patientId: PatientId, accountId = randomUUID()): PatientActor {
  return {
    kind: "patient",
    practiceId,
    accountId: accountId as AccountId,
    patientId,
    sessionId: randomUUID() as SessionId,
    stepUpAtMs: null,
    name: "Pat",
    zone: "Europe/Lisbon",
    locale: "en",
  };
}

/** What an operation gave; throws its error. */
export function value<T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** The secret in a mailed link. */
export const tokenIn = (text: string): string => /#([\w.-]+)/.exec(text)?.[1] ?? "";
