import "server-only";
import { z } from "zod";
import { hasSession } from "@/core/access/actor";
import { defineQuery } from "../kit/define";

/** Who this browser is signed in as: for a page that waits for its person to come back. */
export const whoami = defineQuery({
  name: "access/whoami",
  summary: "Says as whom this browser is signed in.",
  input: z.strictObject({}),
  output: z.object({ accountId: z.uuid(), needsFactor: z.boolean() }),
  access: { resource: "account", verb: "read" },
  run: ({ actor }) => {
    if (!hasSession(actor)) return Promise.resolve(null);
    const needsFactor = actor.kind === "staff" && !actor.strong;
    return Promise.resolve({ view: { accountId: actor.accountId, needsFactor }, facts: { practiceId: actor.practiceId, accountId: actor.accountId } });
  },
});
