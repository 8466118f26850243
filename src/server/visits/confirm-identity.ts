import "server-only";
import { z } from "zod";
import { ConfirmIdentityInput, decideConfirmation, wrongAnswerError } from "@/core/visits/confirmation";
import type { WriteContext } from "../kit/context";
import { defineCommand } from "../kit/define";
import { KeptRefusal } from "../kit/operation";
import { holdVisit } from "./hold-visit";
import { attendState, lockVisit, visitFacts } from "./visit-record";

async function loadConfirmation(ctx: WriteContext, input: ConfirmIdentityInput) {
  // The lock also makes the count of wrong tries exact when several browsers try at once.
  const row = await lockVisit(ctx.tx, input.visitId);
  if (row === null || ctx.actor.kind !== "visitor") return null;
  const seat = await ctx.tx.visitSeat.findUnique({ where: { id: ctx.actor.seatId } });
  if (seat === null) return null;
  const failed = await ctx.tx.visitSeat.aggregate({
    where: { linkId: seat.linkId },
    _sum: { failedConfirmations: true },
  });
  return { row, seat, failedTries: failed._sum.failedConfirmations ?? 0 };
}

/** A visitor says who they are. The right answer makes this browser the one that holds the visit. */
export const confirmIdentity = defineCommand({
  name: "visits/confirm-identity",
  summary: "Confirm the name and birth date of the person who came by a link",
  input: ConfirmIdentityInput,
  output: z.object({ confirmed: z.literal(true) }),
  access: { resource: "visit", verb: "confirm", facts: ({ row }) => visitFacts(row) },
  audit: {
    action: "visit.confirm_identity",
    subject: (input) => ({ type: "visit", id: input.visitId }),
  },
  rate: { limit: 10, perMs: 60_000 },
  load: loadConfirmation,
  decide({ row, seat, failedTries }, input) {
    const { patient } = row.appointment;
    const visit = attendState(row, seat);
    return decideConfirmation(
      {
        visitState: visit.state,
        patient: { ...patient, birthDate: patient.birthDate.toISOString().slice(0, 10) },
        seat: visit.seat ?? { confirmedAtMs: null, replacedAtMs: null, revokedAtMs: null },
        failedTries,
      },
      input,
    );
  },
  async save(ctx, change, { row, seat }) {
    const now = new Date(ctx.nowMs);
    if (change.kind === "wrong") {
      await ctx.tx.visitSeat.update({ where: { id: seat.id }, data: { failedConfirmations: { increment: 1 } } });
      return new KeptRefusal(wrongAnswerError(change.triesLeft));
    }
    if (seat.confirmedAt !== null) return { confirmed: true as const };
    await ctx.tx.visitSeat.update({ where: { id: seat.id }, data: { confirmedAt: now } });
    await holdVisit(ctx, row, seat.id);
    return { confirmed: true as const };
  },
});
