import type { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";

type AskOptions = Parameters<typeof startAuthentication>[0]["optionsJSON"];
type MakeOptions = Parameters<typeof startRegistration>[0]["optionsJSON"];

const FAILED = domainError("denied", "access.passkey_wrong");

/** Whether this browser knows passkeys. Only asked once the page is live. */
export function knowsPasskeys(): boolean {
  return typeof window !== "undefined" && window.PublicKeyCredential !== undefined;
}

/** Has the browser show a passkey. The library comes with the first press, so that pages stay light. */
export async function showPasskey(options: unknown): Promise<Result<unknown, DomainError>> {
  try {
    const browser = await import("@simplewebauthn/browser");
    return ok(await browser.startAuthentication({ optionsJSON: options as AskOptions }));
  } catch {
    // The person said no, or the device has none: there is nothing to tell apart.
    return err(FAILED);
  }
}

/** Has the browser make a passkey. */
export async function makePasskey(options: unknown): Promise<Result<unknown, DomainError>> {
  try {
    const browser = await import("@simplewebauthn/browser");
    return ok(await browser.startRegistration({ optionsJSON: options as MakeOptions }));
  } catch (error) {
    const isKnown = error instanceof Error && "code" in error && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED";
    return err(isKnown ? domainError("conflict", "access.passkey_known") : FAILED);
  }
}
