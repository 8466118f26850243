import "server-only";
import { z } from "zod";
import { STEP_UP_FRESH_MS } from "@/core/access/factors";
import { decideWhole } from "@/core/access/second-factor";
import { defineCommand } from "../kit/define";
import { KeptRefusal } from "../kit/operation";
import { domainError } from "@/core/kit/errors";
import type { SignedIn } from "./account-state";
import { lockOwn, ownFacts, strengthOf } from "./own-account";
import { decideProof, settleProof, StepUpProof, weighProof, type Weighed } from "./proof";

/** Shows once more who one is: for five minutes grave steps are open in this session, and in no other. */
export const stepUp = defineCommand({
  name: "access/step-up",
  summary: "Shows once more who you are, for a step that asks for it.",
  input: z.strictObject({ proof: StepUpProof }),
  output: z.object({ untilMs: z.number() }),
  rate: { limit: 20, perMs: 60_000 },
  load: async (ctx, input): Promise<{ signedIn: SignedIn; weighed: Weighed } | null> => {
    const signedIn = await lockOwn(ctx);
    return signedIn === null ? null : { signedIn, weighed: await weighProof(ctx.tx, signedIn, input.proof, ctx.nowMs) };
  },
  access: { resource: "session", verb: "step_up", facts: ({ signedIn }) => ownFacts(signedIn) },
  audit: { action: "session.step_up", subject: (_input, state) => ({ type: "session", id: state?.signedIn.sessionId ?? null }) },
  decide: ({ signedIn, weighed }) => {
    const whole = decideWhole(strengthOf(signedIn));
    return whole.ok ? decideProof(weighed) : whole;
  },
  save: async (ctx, weighed, { signedIn }, input) => {
    const refusal = await settleProof(ctx, signedIn, input.proof, weighed);
    if (refusal !== null || weighed.kind !== "holds") return new KeptRefusal(refusal ?? domainError("denied", "access.denied"));
    const factors = [...new Set([...signedIn.factors, weighed.factor])];
    await ctx.tx.session.update({ where: { id: signedIn.sessionId }, data: { stepUpAt: new Date(ctx.nowMs), factors } });
    return { untilMs: ctx.nowMs + STEP_UP_FRESH_MS };
  },
});
