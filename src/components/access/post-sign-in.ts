import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";

const OFFLINE = domainError("unavailable", "kit.offline");
const BROKEN = domainError("unavailable", "kit.broken");

const WRONG = { password: "access.sign_in_wrong", link: "access.link_used", passkey: "access.passkey_wrong" } as const;

/** What the server put into the address it answers with: a code of ours, nothing about the person. */
function readOutcome(url: unknown, wrongCode: string): Result<true, DomainError> {
  if (typeof url !== "string" || !URL.canParse(url)) return err(BROKEN);
  const error = new URL(url).searchParams.get("error");
  if (error === null) return ok(true);
  const seconds = /^wait-(\d+)$/.exec(error)?.[1];
  if (seconds !== undefined) return err(domainError("rate_limited", "access.wait", { params: { seconds: Number(seconds) } }));
  return error === "wrong" ? err(domainError("denied", wrongCode)) : err(BROKEN);
}

/** Signs in by a provider of ours. The cookie is set by the answer; nothing is kept by the page. */
export async function postSignIn(
  provider: "password" | "link" | "passkey",
  fields: Readonly<Record<string, string>>,
): Promise<Result<true, DomainError>> {
  try {
    const asked = await fetch("/api/auth/csrf", { cache: "no-store" });
    const { csrfToken } = (await asked.json()) as { csrfToken?: string };
    if (typeof csrfToken !== "string") return err(BROKEN);
    const answer = await fetch(`/api/auth/callback/${provider}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ ...fields, csrfToken, callbackUrl: "/", json: "true" }),
    });
    const { url } = (await answer.json()) as { url?: unknown };
    return readOutcome(url, WRONG[provider]);
  } catch {
    // No network, or an answer that isn't ours: said in words, and nothing was sent twice.
    return err(navigator.onLine ? BROKEN : OFFLINE);
  }
}

/** Goes on after signing in. A whole load: nothing that was drawn for nobody stays. */
export function goOn(returnTo: string | null): void {
  location.assign(returnTo === null ? "/sign-in/done" : `/sign-in/done?to=${encodeURIComponent(returnTo)}`);
}

/** Begins to sign in at the outside provider: the browser goes there and comes back. */
export async function beginOutside(returnTo: string | null): Promise<DomainError | null> {
  try {
    const asked = await fetch("/api/auth/csrf", { cache: "no-store" });
    const { csrfToken } = (await asked.json()) as { csrfToken?: string };
    if (typeof csrfToken !== "string") return BROKEN;
    // Slashes stay as they are: an encoded one is refused where the way back is checked.
    const callbackUrl = returnTo === null ? "/sign-in/done" : `/sign-in/done?to=${encodeURIComponent(returnTo).replaceAll("%2F", "/")}`;
    const answer = await fetch("/api/auth/signin/oidc", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken, callbackUrl, json: "true" }),
    });
    const { url } = (await answer.json()) as { url?: unknown };
    if (typeof url !== "string" || !URL.canParse(url)) return BROKEN;
    location.assign(url);
    return null;
  } catch {
    // No network, or an answer that isn't ours.
    return navigator.onLine ? BROKEN : OFFLINE;
  }
}
