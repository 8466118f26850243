import "server-only";
import { z } from "zod";
import { hasSession } from "@/core/access/actor";
import { decideAddFactor } from "@/core/access/second-factor";
import { defineQuery } from "../kit/define";
import { findSignedIn, heldBy } from "./account-state";
import { factorChangeOf, ownFacts } from "./own-account";
import { standingRecovery } from "./recoveries";

/** With what one signs in, and whether that may be changed now. */
export const ownSecurity = defineQuery({
  name: "access/own-security",
  summary: "Shows with what you sign in: password, passkeys, authenticator app, recovery codes.",
  input: z.strictObject({}),
  output: z.object({
    email: z.string(),
    isStaff: z.boolean(),
    hasPassword: z.boolean(),
    passwordAtMs: z.number().nullable(),
    totpAtMs: z.number().nullable(),
    recoveryCodesLeft: z.number(),
    passkeys: z.array(
      z.object({ passkeyId: z.uuid(), label: z.string(), backedUp: z.boolean(), createdAtMs: z.number(), lastUsedAtMs: z.number().nullable() }),
    ),
    identities: z.array(z.object({ issuer: z.string(), createdAtMs: z.number() })),
    /** The first factor needs somebody who vouches: all this browser showed came by mail. */
    needsVouch: z.boolean(),
    /** A request to recover this account stands; null where there is none. */
    recoveryId: z.uuid().nullable(),
  }),
  access: { resource: "factor", verb: "list" },
  run: async (ctx) => {
    const { actor, tx, nowMs } = ctx;
    if (!hasSession(actor)) return null;
    const signedIn = await findSignedIn(tx, actor.sessionId, nowMs);
    if (signedIn === null) return null;
    const { account } = signedIn;
    const [passkeys, identities, recovery, change] = await Promise.all([
      tx.passkey.findMany({ where: { accountId: account.id }, orderBy: { createdAt: "asc" } }),
      tx.externalIdentity.findMany({ where: { accountId: account.id }, orderBy: { createdAt: "asc" } }),
      standingRecovery(tx, account.id, nowMs),
      factorChangeOf(ctx, signedIn),
    ]);
    const may = decideAddFactor(change, nowMs);
    const view = {
      email: account.email,
      isStaff: change.isStaff,
      hasPassword: account.passwordHash !== null,
      passwordAtMs: account.passwordAt?.getTime() ?? null,
      totpAtMs: account.totpConfirmedAt?.getTime() ?? null,
      recoveryCodesLeft: heldBy(account).recoveryCodes,
      passkeys: passkeys.map((each) => ({
        passkeyId: each.id,
        label: each.label,
        backedUp: each.backedUp,
        createdAtMs: each.createdAt.getTime(),
        lastUsedAtMs: each.lastUsedAt?.getTime() ?? null,
      })),
      identities: identities.map(({ issuer, createdAt }) => ({ issuer, createdAtMs: createdAt.getTime() })),
      needsVouch: !may.ok && may.error.code === "access.vouch_needed",
      recoveryId: recovery?.id ?? null,
    };
    return { view, facts: ownFacts(signedIn) };
  },
});
