import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import { callCommand } from "@/room/api";
import { makePasskey } from "./passkey-browser";

/** What a kept passkey brings: codes with the first one. */
export interface AddedPasskey {
  readonly passkeyId: string;
  readonly recoveryCodes: readonly string[] | null;
}

/** Has this browser make a passkey and keeps it under a name. */
export async function addPasskey(label: string): Promise<Result<AddedPasskey, DomainError>> {
  const begun = await callCommand<object, { options: unknown }>("access/begin-passkey", {});
  if (!begun.ok) return begun;
  const made = await makePasskey(begun.value.options);
  return made.ok ? callCommand<unknown, AddedPasskey>("access/add-passkey", { label, made: made.value }) : made;
}
