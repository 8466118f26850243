import "server-only";
import { z } from "zod";
import { decideStepUp, decideWhole } from "@/core/access/second-factor";
import { defineCommand } from "../kit/define";
import { lockOwn, ownFacts, strengthOf } from "./own-account";

/** Asked before the browser leaves for the outside provider: what it brings back is tied only after a step-up (ACC-77). */
export const beginTie = defineCommand({
  name: "access/begin-tie",
  summary: "Says whether you may tie an outside sign-in to your account now.",
  input: z.strictObject({}),
  output: z.object({}),
  load: lockOwn,
  access: { resource: "factor", verb: "create", facts: ownFacts },
  audit: { action: "factor.begin_tie", subject: (_input, state) => ({ type: "account", id: state?.account.id ?? null }) },
  decide: (signedIn, _input, { nowMs }) => {
    const whole = decideWhole(strengthOf(signedIn));
    return whole.ok ? decideStepUp(signedIn.stepUpAtMs, nowMs) : whole;
  },
  save: () => Promise.resolve({}),
});
