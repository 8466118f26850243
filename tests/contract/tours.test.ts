import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/core/access/actor";
import type { TourContent } from "@/core/anatomy/tours";
import type { EditionId, TourId } from "@/core/kit/ids";
import { EMPTY_NOTE_TEXT } from "@/core/record/note";
import { retireTour, saveTour, showTour, tourQuery, toursQuery, visitTourQuery, visitToursQuery } from "@/server/anatomy/tours";
import { db } from "@/server/kit/db";
import { saveNote } from "@/server/record/save-note";
import { signNote } from "@/server/record/sign-note";
import { patientActor, value } from "../support/people-fixture";
import { act, createClinician, createVisit, openAs, strangerIn, type VisitFixture } from "../support/visit-fixture";

const words = (en: string) => ({ en, es: "" });
const content = (title: string): TourContent => ({
  title: words(title),
  stops: [
    { registers: { "model/heart/xray": true }, side: null, words: words("Here it leaks."), picture: "/9j/4AAQ" },
    { registers: {}, side: { aroundRad: 1, aboveRad: 0 }, words: words("And here it is mended."), picture: null },
  ],
});
const save = (actor: Actor, tourId: TourId, version = 0, title = "A valve that leaks") => act(saveTour, actor, { tourId, version, content: content(title) });
const newId = (): TourId => randomUUID() as TourId;

let visit: VisitFixture;
beforeAll(async () => {
  visit = await createVisit();
});

async function setState(state: "admitted" | "ended"): Promise<void> {
  await db().visit.update({ where: { id: visit.visitId }, data: { state, admittedAt: new Date(), endedAt: state === "ended" ? new Date() : null } });
}

describe("tours of a practice", () => {
  it("ANA-321: a clinician makes one, a colleague goes on with it, and nobody overwrites what they did not see", async () => {
    const tourId = newId();
    const colleague = await createClinician(visit.practiceId);
    expect(value(await save(visit.clinician, tourId))).toEqual({ tourId, version: 1 });
    expect(value(await act(tourQuery, colleague, { tourId }))).toMatchObject({ version: 1, content: content("A valve that leaks") });
    expect(value(await save(colleague, tourId, 1, "A leaking valve"))).toEqual({ tourId, version: 2 });
    expect(await save(visit.clinician, tourId, 1, "Mine")).toMatchObject({ ok: false, error: { kind: "stale", params: { version: 2, given: 1 } } });
    const { tours } = value(await act(toursQuery, visit.clinician, {}));
    expect(tours.find((each) => each.tourId === tourId)).toMatchObject({ version: 2, title: words("A leaking valve"), stops: 2 });
    expect(value(await act(retireTour, colleague, { tourId, version: 2 }))).toEqual({ tourId });
    expect(value(await act(toursQuery, visit.clinician, {})).tours.map((each) => each.tourId)).not.toContain(tourId);
    expect(await save(visit.clinician, tourId, 2)).toMatchObject({ ok: false, error: { kind: "gone" } });
  });

  it("ANA-323: another practice finds none of them and can't take their ids; patients and the desk make none", async () => {
    const tourId = newId();
    value(await save(visit.clinician, tourId));
    const elsewhere = (await createVisit()).clinician;
    expect(value(await act(toursQuery, elsewhere, {})).tours.map((each) => each.tourId)).not.toContain(tourId);
    for (const answer of [await act(tourQuery, elsewhere, { tourId }), await save(elsewhere, tourId), await act(retireTour, elsewhere, { tourId, version: 1 })]) {
      expect(answer).toMatchObject({ ok: false, error: { kind: "not_found" } });
    }
    const desk: Actor = { ...(await createClinician(visit.practiceId)), roles: ["scheduler"] };
    for (const actor of [desk, patientActor(visit.practiceId, visit.patientId), (await openAs(visit.token)).visitor]) {
      expect(await save(actor, newId())).toMatchObject({ ok: false, error: { kind: "denied" } });
    }
  });

  it("ANA-321: an edition never changes, not even by SQL", async () => {
    const tourId = newId();
    value(await save(visit.clinician, tourId));
    await expect(db().$executeRaw`update tour_edition set version = 9 where tour_id = ${tourId}::uuid`).rejects.toThrow(/append-only|permission denied/);
    await expect(db().$executeRaw`delete from tour_edition where tour_id = ${tourId}::uuid`).rejects.toThrow(/append-only|permission denied/);
  });

  it("ANA-322: what was shown in a visit its patient sees again with the summary, as it was then, and nobody before or beside them", async () => {
    const tourId = newId();
    const patient = patientActor(visit.practiceId, visit.patientId);
    const byLink = (await openAs(visit.token)).visitor;
    const show = () => act(showTour, visit.clinician, { visitId: visit.visitId, tourId });
    value(await save(visit.clinician, tourId));
    expect(await show()).toMatchObject({ ok: false, error: { kind: "conflict", code: "anatomy.tour_room_closed" } });
    await setState("admitted");
    const shown = value(await show());
    expect(value(await show()).editionId).toBe(shown.editionId);
    expect(await act(showTour, await createClinician(visit.practiceId), { visitId: visit.visitId, tourId })).toMatchObject({ ok: false, error: { kind: "not_found" } });
    value(await save(visit.clinician, tourId, 1, "Written anew"));

    const list = (actor: Actor) => act(visitToursQuery, actor, { visitId: visit.visitId });
    const replay = (actor: Actor, editionId: EditionId = shown.editionId) => act(visitTourQuery, actor, { visitId: visit.visitId, editionId });
    await setState("ended");
    expect(await list(patient)).toMatchObject({ ok: false, error: { kind: "not_found" } });
    const text = { ...EMPTY_NOTE_TEXT, assessment: "a", plan: "p", summary: { ...EMPTY_NOTE_TEXT.summary, headline: "h", explanation: "e" } };
    value(await act(saveNote, visit.clinician, { visitId: visit.visitId, baseVersion: 0, text, views: [] }));
    value(await act(signNote, visit.clinician, { visitId: visit.visitId, baseVersion: 1 }));

    expect(value(await list(patient)).tours).toEqual([{ editionId: shown.editionId, title: words("A valve that leaks"), stops: 2 }]);
    expect(value(await replay(patient)).content).toEqual(content("A valve that leaks"));
    value(await act(retireTour, visit.clinician, { tourId, version: 2 }));
    expect(value(await replay(patient)).content).toEqual(content("A valve that leaks"));
    // Another edition of it was not shown; the mailed link opens no summary; another patient finds nothing.
    const other = await db().tourEdition.findFirstOrThrow({ where: { tourId, version: 2 } });
    expect(await replay(patient, other.id as EditionId)).toMatchObject({ ok: false, error: { kind: "not_found" } });
    for (const actor of [byLink, strangerIn(visit)]) {
      for (const answer of [await list(actor), await replay(actor)]) expect(answer.ok).toBe(false);
    }
  });
});
