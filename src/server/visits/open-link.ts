import "server-only";
import type { PracticeId, VisitId } from "@/core/kit/ids";
import { decideOpenLink, OpenLinkInput, OpenLinkOutput } from "@/core/visits/link";
import { hashSecret, newSecret } from "../access/secrets";
import type { WriteContext } from "../kit/context";
import { defineCommand } from "../kit/define";
import { msOf, stateOf } from "./visit-record";
import { visitCookieName } from "../access/session-cookie";

/** How long a seat's cookie is kept: visits that last longer than this from the link's opening start anew. */
const COOKIE_MAX_AGE_S = 30 * 24 * 3600;

async function loadLink(ctx: WriteContext, { token }: OpenLinkInput) {
  const row = await ctx.tx.visitLink.findUnique({
    where: { tokenHash: hashSecret("visit-link", token) },
    include: {
      visit: { select: { state: true, appointment: { select: { practice: { select: { name: true, phone: true } } } } } },
    },
  });
  if (row === null) return null;
  const secret = ctx.cookie(visitCookieName(row.visitId as VisitId));
  // The same browser, opening its link again, keeps its seat: nobody says their birth date twice. A seat of somebody
  // else in this browser (a guest's, or that of who acts for the patient) is not the patient's, nor the other way round.
  const link = row.kind === "patient" ? { kind: "patient" } : { id: row.id };
  const seat =
    secret === null
      ? null
      : await ctx.tx.visitSeat.findFirst({
          where: { secretHash: hashSecret("visit-seat", secret), visitId: row.visitId, link, revokedAt: null, replacedAt: null },
        });
  return { row, seat };
}

/** Exchanges a mailed token for a seat in its visit: a cookie that lives beside any staff session. */
export const openLink = defineCommand({
  name: "visits/open-link",
  summary: "Exchange the token of a mailed link for a seat in its visit",
  input: OpenLinkInput,
  output: OpenLinkOutput,
  access: {
    resource: "visit_link",
    verb: "open",
    // Whoever holds the token may open it; a signed-in session of another practice doesn't matter.
    facts: () => ({ practiceId: null }),
  },
  audit: {
    action: "visit_link.open",
    subject: (_input, link) => ({ type: "visit_link", id: link?.row.id ?? null }),
  },
  rate: { limit: 30, perMs: 60_000, by: "source" },
  load: loadLink,
  decide: ({ row }) =>
    decideOpenLink({
      visitId: row.visitId,
      visitState: stateOf(row.visit),
      revokedAtMs: msOf(row.revokedAt),
      practice: row.visit.appointment.practice,
    }),
  async save(ctx, _open, { row, seat }) {
    const visitId = row.visitId as VisitId;
    if (seat !== null) return { visitId };
    const secret = newSecret();
    await ctx.tx.visitSeat.create({
      data: {
        practiceId: row.practiceId as PracticeId,
        visitId,
        linkId: row.id,
        secretHash: hashSecret("visit-seat", secret),
        lastSeenAt: new Date(ctx.nowMs),
      },
    });
    ctx.setCookie({ name: visitCookieName(visitId), value: secret, maxAgeS: COOKIE_MAX_AGE_S });
    return { visitId };
  },
});
