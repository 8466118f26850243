import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { decideRetireTour, decideSaveTour, SaveTourInput, ShownTour, TourContent, TourInList, type TourState } from "@/core/anatomy/tours";
import { domainError } from "@/core/kit/errors";
import { EditionId, TourId, VisitId, type PatientId, type PracticeId, type StaffId } from "@/core/kit/ids";
import { err, ok } from "@/core/kit/result";
import { careTeamOf } from "@/server/access/care-team";
import type { ReadContext } from "@/server/kit/context";
import type { Tx } from "@/server/kit/db";
import { defineCommand, defineQuery } from "@/server/kit/define";
import { factsOf, findVisitWithRecord, isSummarySeat, openNoteText } from "@/server/record/repository";

/** A tour with twelve large pictures, as JSON. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Holds the practice's row until the transaction ends, so that two who save take turns. */
async function lockTour(tx: Tx, practiceId: PracticeId, tourId: TourId) {
  await tx.$queryRaw`select 1 from practice where id = ${practiceId}::uuid for no key update`;
  return tx.tour.findFirst({ where: { id: tourId, practiceId } });
}

async function stateOf(tx: Tx, practiceId: PracticeId, tourId: TourId): Promise<TourState> {
  const tour = await lockTour(tx, practiceId, tourId);
  const others = await tx.tour.count({ where: { practiceId, retiredAt: null, NOT: { id: tourId } } });
  return { version: tour?.version ?? 0, isRetired: tour?.retiredAt != null, others };
}

/** Makes a tour, or a new edition of one (ANA-320, ANA-321). */
export const saveTour = defineCommand({
  name: "anatomy/save-tour",
  summary: "Saves a tour of the practice: ordered views with words.",
  input: SaveTourInput,
  output: z.object({ tourId: TourId, version: z.int() }),
  maxBytes: MAX_BYTES,
  load: async (ctx, input) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    // An id that is taken in another practice is somebody else's: there is no such thing for this caller.
    if ((await ctx.tx.tour.count({ where: { id: input.tourId, NOT: { practiceId } } })) > 0) return null;
    return { practiceId, ...(await stateOf(ctx.tx, practiceId, input.tourId)) };
  },
  access: { resource: "tour", verb: "write", facts: ({ practiceId }) => ({ practiceId }) },
  audit: { action: "tour.save", subject: (input) => ({ type: "tour", id: input.tourId }) },
  decide: (state, input) => decideSaveTour(state, input),
  save: async (ctx, { content, version }, { practiceId }, { tourId }) => {
    if (ctx.actor.kind !== "staff") throw new Error("only staff write tours");
    if (version === 1) await ctx.tx.tour.create({ data: { id: tourId, practiceId, createdAt: new Date(ctx.nowMs) } });
    else await ctx.tx.tour.update({ where: { id: tourId }, data: { version } });
    await ctx.tx.tourEdition.create({ data: { id: ctx.ids(), practiceId, tourId, version, content, authorId: ctx.actor.staffId, createdAt: new Date(ctx.nowMs) } });
    return { tourId, version };
  },
});

/** Takes a tour out of use. Visits in which it was shown keep it. */
export const retireTour = defineCommand({
  name: "anatomy/retire-tour",
  summary: "Takes a tour out of use; patients who were shown it keep it.",
  input: z.strictObject({ tourId: TourId, version: z.int().min(1) }),
  output: z.object({ tourId: TourId }),
  load: async (ctx, input) => {
    const practiceId = practiceOf(ctx.actor);
    const tour = practiceId === null ? null : await lockTour(ctx.tx, practiceId, input.tourId);
    return practiceId === null || tour === null ? null : { practiceId, version: tour.version, isRetired: tour.retiredAt !== null };
  },
  access: { resource: "tour", verb: "remove", facts: ({ practiceId }) => ({ practiceId }) },
  audit: { action: "tour.retire", subject: (input) => ({ type: "tour", id: input.tourId }) },
  decide: (state, input) => decideRetireTour(state, input.version),
  save: async (ctx, _changes, _state, { tourId }) => {
    await ctx.tx.tour.update({ where: { id: tourId }, data: { retiredAt: new Date(ctx.nowMs) } });
    return { tourId };
  },
});

/** Notes that a tour was begun in a visit, so that its patient finds it again (ANA-322). */
export const showTour = defineCommand({
  name: "anatomy/show-tour",
  summary: "Shows a tour in a visit: its patient may see it again with the summary.",
  input: z.strictObject({ visitId: VisitId, tourId: TourId }),
  output: z.object({ editionId: EditionId, content: TourContent }),
  load: async (ctx, input) => {
    const visit = await ctx.tx.visit.findUnique({ where: { id: input.visitId }, include: { appointment: { select: { clinicianId: true, patientId: true } } } });
    if (visit === null) return null;
    const tour = await ctx.tx.tour.findFirst({ where: { id: input.tourId, practiceId: visit.practiceId, retiredAt: null }, include: { editions: { orderBy: { version: "desc" }, take: 1 } } });
    const [edition] = tour?.editions ?? [];
    if (!edition) return null;
    return {
      practiceId: visit.practiceId as PracticeId,
      patientId: visit.appointment.patientId as PatientId,
      clinicianId: visit.appointment.clinicianId as StaffId,
      visitState: visit.state,
      edition,
    };
  },
  access: { resource: "tour", verb: "keep", facts: ({ practiceId, patientId, clinicianId }) => ({ practiceId, patientId, clinicianId }) },
  audit: { action: "tour.show", subject: (input) => ({ type: "tour", id: input.tourId }) },
  decide: ({ visitState }) => (visitState === "admitted" ? ok(null) : err(domainError("conflict", "anatomy.tour_room_closed"))),
  save: async (ctx, _changes, { practiceId, edition }, { visitId }) => {
    const key = { visitId, editionId: edition.id };
    await ctx.tx.visitTour.upsert({ where: { visitId_editionId: key }, create: { practiceId, ...key, shownAt: new Date(ctx.nowMs) }, update: {} });
    return { editionId: EditionId.parse(edition.id), content: TourContent.parse(edition.content) };
  },
});

/** Tours of the practice that are in use, newest first. */
export const toursQuery = defineQuery({
  name: "anatomy/tours",
  summary: "The tours of the practice that are in use.",
  input: z.strictObject({}),
  output: z.object({ tours: z.array(TourInList) }),
  access: { resource: "tour", verb: "list" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const rows = await ctx.tx.tour.findMany({ where: { practiceId, retiredAt: null }, include: { editions: { orderBy: { version: "desc" }, take: 1 } }, orderBy: { createdAt: "desc" } });
    const editions = rows.flatMap(({ editions: [newest] }) => newest ?? []);
    const authors = await ctx.tx.staffMember.findMany({ where: { practiceId, id: { in: editions.map(({ authorId }) => authorId) } }, select: { id: true, displayName: true } });
    const tours = editions.map(({ tourId, version, content, authorId, createdAt }) => {
      const { title, stops } = TourContent.parse(content);
      const author = authors.find(({ id }) => id === authorId)?.displayName ?? "";
      return { tourId: TourId.parse(tourId), version, title, stops: stops.length, author, changedAtMs: createdAt.getTime() };
    });
    return { view: { tours }, facts: { practiceId } };
  },
});

/** A tour as it was saved last, to go on writing it. */
export const tourQuery = defineQuery({
  name: "anatomy/tour",
  summary: "One tour of the practice with all its stops.",
  input: z.strictObject({ tourId: TourId }),
  output: z.object({ tourId: TourId, version: z.int(), content: TourContent }),
  access: { resource: "tour", verb: "read" },
  run: async (ctx, input) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const edition = await ctx.tx.tourEdition.findFirst({ where: { tourId: input.tourId, practiceId, tour: { retiredAt: null } }, orderBy: { version: "desc" } });
    if (edition === null) return null;
    return { view: { tourId: input.tourId, version: edition.version, content: TourContent.parse(edition.content) }, facts: { practiceId } };
  },
});

// What was shown in a visit follows its summary: the same people, at the same time (NOTE-9, NOTE-14).
async function summaryFacts(ctx: ReadContext, visitId: VisitId) {
  const visit = await findVisitWithRecord(ctx.tx, visitId);
  if (visit?.note?.status !== "signed") return null;
  if (ctx.actor.kind === "visitor" && !(await isSummarySeat(ctx.tx, ctx.actor.seatId))) return null;
  const facts = factsOf(visit, await careTeamOf(ctx.tx, visit, ctx.nowMs));
  // Of an erased record nothing is shown, not even what would open without its key.
  return ctx.may("summary", "read", facts) && (await openNoteText(ctx.tx, visit)) !== null ? facts : null;
}

/** The tours that were shown in a visit, for whoever reads its summary (ANA-322). */
export const visitToursQuery = defineQuery({
  name: "anatomy/visit-tours",
  summary: "The tours that were shown in a visit, for its patient.",
  input: z.strictObject({ visitId: VisitId }),
  output: z.object({ tours: z.array(ShownTour) }),
  access: { resource: "summary", verb: "read" },
  audit: { action: "tour.list", subject: (input) => ({ type: "summary", id: input.visitId }) },
  run: async (ctx, input) => {
    const facts = await summaryFacts(ctx, input.visitId);
    if (facts === null) return null;
    const rows = await ctx.tx.visitTour.findMany({ where: { visitId: input.visitId }, include: { edition: true }, orderBy: { shownAt: "asc" } });
    const tours = rows.map(({ edition }) => {
      const { title, stops } = TourContent.parse(edition.content);
      return { editionId: EditionId.parse(edition.id), title, stops: stops.length };
    });
    return { view: { tours }, facts };
  },
});

/** One tour that was shown in a visit, as it was then, for whoever reads its summary (ANA-322). */
export const visitTourQuery = defineQuery({
  name: "anatomy/visit-tour",
  summary: "A tour that was shown in a visit, with all its stops, for its patient.",
  input: z.strictObject({ visitId: VisitId, editionId: EditionId }),
  output: z.object({ editionId: EditionId, content: TourContent }),
  access: { resource: "summary", verb: "read" },
  audit: { action: "tour.replay", subject: (input) => ({ type: "summary", id: input.visitId }) },
  run: async (ctx, input) => {
    const facts = await summaryFacts(ctx, input.visitId);
    if (facts === null) return null;
    const row = await ctx.tx.visitTour.findUnique({ where: { visitId_editionId: input }, include: { edition: true } });
    return row === null ? null : { view: { editionId: input.editionId, content: TourContent.parse(row.edition.content) }, facts };
  },
});
