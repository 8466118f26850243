import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { isStepUpFresh } from "@/core/access/factors";
import { decideWhole } from "@/core/access/second-factor";
import { config } from "../kit/config";
import { db, type Tx } from "../kit/db";
import { takeToken } from "../kit/rate-limit";
import { accountMail } from "./account-mails";
import { findSignedIn } from "./account-state";
import { strengthOf } from "./own-account";
import { queueMail } from "../kit/write-context";
import { auditTry, EmailAddress, finish, type SignInOutcome, type SignInTry } from "./sign-in";

/** What an outside provider says of a person, as far as we read it. Its signature, audience, nonce and times hold. */
const Claims = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  email: z.string().optional(),
  email_verified: z.union([z.boolean(), z.string()]).optional(),
  amr: z.array(z.string()).optional(),
  acr: z.string().optional(),
});
type Claims = z.output<typeof Claims>;

/** The outside provider that this deployment is configured for; null without one. */
export function oidcSettings(): { readonly issuer: string; readonly name: string } | null {
  const { OIDC_ISSUER, OIDC_NAME } = config();
  return OIDC_ISSUER === undefined ? null : { issuer: OIDC_ISSUER, name: OIDC_NAME ?? new URL(OIDC_ISSUER).hostname };
}

/** next-auth's provider: discovery at the configured issuer and nowhere else; PKCE, state and nonce. */
export function oidcProviders(): OAuthConfig<Claims>[] {
  const { OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = config();
  const settings = oidcSettings();
  if (settings === null || OIDC_CLIENT_ID === undefined || OIDC_CLIENT_SECRET === undefined) return [];
  return [
    {
      id: "oidc",
      name: settings.name,
      type: "oauth",
      wellKnown: `${settings.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
      authorization: { params: { scope: "openid email" } },
      checks: ["pkce", "state", "nonce"],
      idToken: true,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      // The subject alone: who that is here is decided by signInWithOidc.
      profile: ({ sub }) => ({ id: sub }),
    },
  ];
}

/** Whether the provider asked for two factors, by what this deployment trusts it to say. */
function isStrongBy({ amr = [], acr }: Claims): boolean {
  const { OIDC_STRONG_AMR = [], OIDC_STRONG_ACR = [] } = config();
  return amr.some((each) => OIDC_STRONG_AMR.includes(each)) || (acr !== undefined && OIDC_STRONG_ACR.includes(acr));
}

interface Matched {
  readonly accountId: string;
  /** How the account was found; a new tie is kept. */
  readonly by: "identity" | "invite" | "session";
}

/**
 * Whose identity this is: one that is tied already; else an account that was invited under the address that the
 * provider has verified; else the account of whoever began this while signed in, having just shown who they are.
 * A provider makes nobody, and an address alone takes nobody's account over.
 */
async function match(tx: Tx, claims: Claims, sessionId: string | null, nowMs: number): Promise<Matched | null> {
  const { iss: issuer, sub: subject } = claims;
  const tied = await tx.externalIdentity.findUnique({ where: { issuer_subject: { issuer, subject } } });
  if (tied !== null) return { accountId: tied.accountId, by: "identity" };
  const email = claims.email_verified === true || claims.email_verified === "true" ? EmailAddress.safeParse(claims.email) : null;
  if (email?.success === true) {
    const invited = await tx.accountToken.findFirst({
      where: { kind: "invite", usedAt: null, revokedAt: null, expiresAt: { gt: new Date(nowMs) }, account: { email: email.data, disabledAt: null } },
    });
    if (invited !== null) return { accountId: invited.accountId, by: "invite" };
  }
  const signedIn = sessionId === null ? null : await findSignedIn(tx, sessionId, nowMs);
  if (signedIn === null || !decideWhole(strengthOf(signedIn)).ok || !isStepUpFresh(signedIn.stepUpAtMs, nowMs)) return null;
  return { accountId: signedIn.account.id, by: "session" };
}

async function tie(tx: Tx, { accountId, by }: Matched, { iss: issuer, sub: subject }: Claims, nowMs: number): Promise<void> {
  const now = new Date(nowMs);
  if (by === "identity") {
    await tx.externalIdentity.update({ where: { issuer_subject: { issuer, subject } }, data: { lastUsedAt: now } });
    return;
  }
  const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  await tx.externalIdentity.create({ data: { practiceId: account.practiceId, accountId, issuer, subject, createdAt: now, lastUsedAt: now } });
  if (by === "invite") {
    await tx.accountToken.updateMany({ where: { accountId, kind: "invite", usedAt: null }, data: { usedAt: now } });
    await tx.account.update({ where: { id: accountId }, data: { emailVerifiedAt: account.emailVerifiedAt ?? now } });
  }
  await queueMail(tx, await accountMail(account, "factorAdded"));
}

/** Signs in with what the provider said. `sessionId`: who this browser was before, for tying an account. */
export async function signInWithOidc(said: unknown, sessionId: string | null, given: SignInTry): Promise<SignInOutcome> {
  const claims = Claims.safeParse(said);
  const settings = oidcSettings();
  if (!claims.success || settings === null || claims.data.iss !== settings.issuer) return { kind: "wrong" };
  const waitMs = await takeToken(`sign-in|source:${given.source}`, { limit: 60, perMs: 60_000 });
  if (waitMs > 0) return { kind: "wait", waitMs };
  const matched = await match(db(), claims.data, sessionId, given.nowMs);
  const account = matched === null ? null : await db().account.findUnique({ where: { id: matched.accountId, disabledAt: null } });
  if (matched === null || account === null) {
    await auditTry(db(), account, given, "refused", "access.oidc_unknown");
    return { kind: "wrong" };
  }
  if (matched.by === "session" && sessionId !== null) {
    // Tied from the inside: the session that began it goes on as it is.
    await db().$transaction(async (tx) => {
      await tie(tx, matched, claims.data, given.nowMs);
      await auditTry(tx, account, given, "done", null, sessionId);
    });
    const { id: accountId, locale, zone, theme, preferences } = account;
    return { kind: "in", sessionId, accountId, locale, zone, theme, preferences };
  }
  const factor = isStrongBy(claims.data) ? "oidc_strong" : "oidc";
  return finish(account, factor, given, (tx) => tie(tx, matched, claims.data, given.nowMs));
}
