import "server-only";
import { PendingRegistration } from "@/core/people/self-registration";
import { config } from "../kit/config";
import { openForPractice, sealForPractice, SealBrokenError } from "../kit/sealing";

const place = (id: string) => ({ table: "registration", row: id, field: "link" }) as const;
const TOKEN = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.([\w-]{40,6000})$/;

/**
 * The address that confirms a registration. What was typed travels in its fragment, sealed with the practice's
 * key: so nothing of somebody who never confirms is kept anywhere (PPL-10).
 */
export async function registrationUrl(pending: PendingRegistration): Promise<string> {
  const sealed = await sealForPractice(pending.practiceId, place(pending.id), JSON.stringify(pending));
  return `${config().BEDSIDE_ORIGIN}/register/confirm#${pending.practiceId}.${pending.id}.${Buffer.from(sealed).toString("base64url")}`;
}

/** What a token holds; null for one that is not ours or was changed on its way. */
export async function readRegistrationToken(token: string): Promise<PendingRegistration | null> {
  const [, practiceId, id, body] = TOKEN.exec(token) ?? [];
  if (practiceId === undefined || id === undefined || body === undefined) return null;
  try {
    const opened = await openForPractice(practiceId, place(id), Buffer.from(body, "base64url"));
    const pending = PendingRegistration.parse(JSON.parse(new TextDecoder().decode(opened)));
    return pending.id === id && pending.practiceId === practiceId ? pending : null;
  } catch (error) {
    if (error instanceof SealBrokenError || error instanceof RangeError) return null;
    throw error;
  }
}
