import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Actor, PatientActor, ProxyActor, ProxyScope, StaffActor } from "@/core/access/actor";
import { mayHear } from "@/core/access/hear";
import type { AccountId, ProxyId } from "@/core/kit/ids";
import type { PushEvent } from "@/core/kit/topics";
import { EMPTY_MARK } from "@/core/pain/edit";
import { encodeFaces } from "@/core/pain/face-set";
import type { PainMapContent } from "@/core/pain/map";
import { db } from "@/server/kit/db";
import { painHistory, painVersion, visitPain } from "@/server/pain/queries";
import { savePainMap } from "@/server/pain/save-map";
import { inviteGuest } from "@/server/visits/guests";
import { mergePatients } from "@/server/people/merge-patients";
import { withRoles } from "../support/desk-fixture";
import { patientActor, tokenIn, value } from "../support/people-fixture";
import { waitingMails } from "../support/read-mail";
import { openOn } from "../support/room-fixture";
import { act, createClinician, createVisit, openAs, type VisitFixture } from "../support/visit-fixture";

const says = (words: string, intensity = 6): PainMapContent => ({ figure: 1, marks: [{ ...EMPTY_MARK, faces: encodeFaces([1, 2, 3, 900]), words, intensity, qualities: ["burning"], radiatesTo: ["left-hand"] }] });
const save = (actor: Actor, { visitId }: VisitFixture, map: PainMapContent, baseVersion = 0) => act(savePainMap, actor, { visitId, baseVersion, map });
const read = (actor: Actor, { visitId }: VisitFixture) => act(visitPain, actor, { visitId });
const over = (actor: Actor, { patientId }: VisitFixture) => act(painHistory, actor, { patientId });
const end = ({ visitId }: VisitFixture, confidential = false) => db().visit.update({ where: { id: visitId }, data: { state: "ended", endedAt: new Date(), confidential } });

interface People {
  readonly visit: VisitFixture;
  readonly patient: PatientActor;
  readonly helper: (...scopes: ProxyScope[]) => ProxyActor;
}

/** A visit of a patient with an account, born so many years ago. */
async function people(years = 50): Promise<People> {
  const visit = await createVisit();
  const { practiceId, patientId } = visit;
  const accountId = randomUUID() as AccountId;
  const birthDate = new Date(Date.UTC(new Date().getUTCFullYear() - years, 0, 1));
  await db().account.create({ data: { id: accountId, practiceId, email: `${accountId}@example.test`, name: "Amira Haddad" } });
  await db().patient.update({ where: { id: patientId }, data: { accountId, birthDate } });
  const patient = patientActor(practiceId, patientId, accountId as ReturnType<typeof randomUUID>);
  const helper = (...scopes: ProxyScope[]): ProxyActor => ({ kind: "proxy", practiceId, patientId, accountId: randomUUID() as AccountId, proxyId: randomUUID() as ProxyId, sessionId: patient.sessionId, scopes, name: "Karim", zone: "UTC", locale: "en" });
  return { visit, patient, helper };
}

async function guestOf({ clinician, visitId }: VisitFixture): Promise<Actor> {
  const email = `${randomUUID()}@example.test`;
  value(await act(inviteGuest, clinician, { visitId, name: "Karim Haddad", part: "family", email }));
  const [mail] = await waitingMails(email);
  return (await openAs(tokenIn(mail?.text ?? ""))).visitor;
}

describe("where it hurts", { timeout: 120_000 }, () => {
  it("PAIN-2, PAIN-3: the patient paints by account or link, staff who treat them read it exactly and change nothing", async () => {
    const { visit, patient } = await people();
    const map = says("By the stairs");
    expect(value(await save(patient, visit, map))).toMatchObject({ version: 1 });
    const visitor = await openAs(visit.token);
    expect(await save(visitor.visitor, visit, map, 1)).toMatchObject({ error: { code: "visits.not_confirmed" } });
    expect(await read(visitor.visitor, visit)).toMatchObject({ error: { kind: "not_found" } });
    const seen = value(await read(visit.clinician, visit));
    expect(seen).toMatchObject({ own: null, emergencyNumber: "144", maps: [{ painter: "patient", version: 1, map }] });
    expect(await save(visit.clinician, visit, says("x"), 1)).toMatchObject({ error: { kind: "denied" } });
    const emergencies = [{ breakGlassId: randomUUID() as never, patientId: visit.patientId, endsAtMs: Date.now() + 60_000 }];
    const onCall: StaffActor = { ...(await createClinician(visit.practiceId)), emergencies };
    expect(value(await over(onCall, visit)).entries).toMatchObject([{ painter: "patient", map }]);
  });

  it("PAIN-3: the link paints once its holder said who they are, on the same map as the account", async () => {
    const visit = await createVisit();
    const visitor = await openOn(visit);
    expect(value(await read(visitor, visit))).toMatchObject({ own: { painter: "patient", version: 0, map: { marks: [] } }, maps: [] });
    value(await save(visitor, visit, says("one")));
    value(await save(patientActor(visit.practiceId, visit.patientId), visit, says("two"), 1));
    expect(value(await read(visitor, visit)).own).toMatchObject({ version: 2, map: says("two") });
    expect(await over(visitor, visit)).toMatchObject({ error: { kind: "denied" } });
  });

  it("PAIN-3: guests, the desk, admin, auditor, a colleague and another patient see nothing and paint nothing", async () => {
    const { visit, patient } = await people();
    value(await save(patient, visit, says("mine")));
    const colleague = await createClinician(visit.practiceId);
    const others: Actor[] = [await guestOf(visit), ...(["scheduler", "admin", "auditor", "interpreter"] as const).map((role) => withRoles(colleague, role)), colleague, (await createVisit()).clinician, patientActor(visit.practiceId, randomUUID() as never), { kind: "public" }];
    for (const actor of others) {
      for (const answer of [await read(actor, visit), await over(actor, visit), await save(actor, visit, says("theirs"), 1)]) {
        expect(answer.ok ? "let in" : answer.error.kind).toMatch(/^(not_found|denied|signed_out)$/);
      }
    }
  });

  it("PAIN-3: who may come to visits paints a map of their own; summaries alone read, other scopes neither", async () => {
    const { visit, patient, helper } = await people();
    value(await save(patient, visit, says("mine")));
    const comes = helper("visits");
    expect(value(await read(comes, visit))).toMatchObject({ own: { painter: "proxy", version: 0 }, maps: [{ painter: "patient" }] });
    value(await save(comes, visit, says("theirs")));
    expect(value(await read(visit.clinician, visit)).maps.map(({ painter, version }) => [painter, version])).toEqual([["proxy", 1], ["patient", 1]]);
    const reads = helper("summaries");
    expect(value(await over(reads, visit)).entries).toHaveLength(2);
    expect(value(await read(reads, visit)).own).toBeNull();
    expect(await save(reads, visit, says("x"), 1)).toMatchObject({ error: { kind: "not_found" } });
    for (const scope of ["appointments", "documents", "contact"] as const) expect((await read(helper(scope), visit)).ok).toBe(false);
  });

  it("PAIN-4: every save stays as it was, and none joins a visit that is over, by command or by SQL", async () => {
    const { visit, patient } = await people();
    value(await save(patient, visit, says("first")));
    value(await save(patient, visit, says("second"), 1));
    const rows = await db().painMap.findMany({ where: { visitId: visit.visitId }, orderBy: { version: "asc" } });
    expect(rows.map(({ version }) => version)).toEqual([1, 2]);
    const [first] = rows;
    if (first === undefined) throw new Error("no row");
    await expect(db().painMap.update({ where: { id: first.id }, data: { version: 9 } })).rejects.toThrow();
    await expect(db().painMap.delete({ where: { id: first.id } })).rejects.toThrow();
    await end(visit);
    expect(await save(patient, visit, says("late"), 2)).toMatchObject({ error: { code: "pain.closed" } });
    await expect(db().painMap.create({ data: { ...first, id: randomUUID(), version: 3 } })).rejects.toThrow();
    expect(value(await read(patient, visit))).toMatchObject({ own: null, maps: [{ version: 2, map: says("second") }] });
    const at = (actor: Actor, version: number) => act(painVersion, actor, { visitId: visit.visitId, painter: "patient", version });
    expect(value(await at(visit.clinician, 1))).toMatchObject({ version: 1, map: says("first") });
    expect(await at(visit.clinician, 3)).toMatchObject({ error: { kind: "not_found" } });
    expect(await at(await createClinician(visit.practiceId), 1)).toMatchObject({ error: { kind: "not_found" } });
  });

  it("PAIN-5: two windows: one save counts, the other is told both versions and changes nothing", async () => {
    const { visit, patient } = await people();
    const both = await Promise.all(["one", "two"].map((words) => save(patient, visit, says(words))));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ error: { kind: "stale", code: "pain.changed", params: { version: 1, given: 0 } } });
    expect(await db().painMap.count({ where: { visitId: visit.visitId } })).toBe(1);
  });

  it("PAIN-6: what a patient of 14 paints by account is hidden from link and helpers, which paint on as if there were none", async () => {
    const { visit, patient, helper } = await people(14);
    const secret = value(await save(patient, visit, says("nobody at home"))) && value(await read(patient, visit));
    expect(secret.own?.painter).toBe("confidence");
    const parent = helper("visits", "summaries");
    expect(value(await read(parent, visit))).toMatchObject({ own: { painter: "proxy", version: 0 }, maps: [] });
    expect(value(await over(parent, visit)).entries).toEqual([]);
    expect(await act(painVersion, parent, { visitId: visit.visitId, painter: "confidence", version: 1 })).toMatchObject({ error: { kind: "not_found" } });
    value(await save(parent, visit, says("parent")));
    const { visitor } = await openAs(visit.token);
    await db().visitSeat.update({ where: { id: visitor.seatId }, data: { confirmedAt: new Date() } });
    const byLink = value(await read(visitor, visit));
    expect([byLink.own?.painter, byLink.own?.version, byLink.maps.map(({ painter }) => painter)]).toEqual(["patient", 0, ["proxy"]]);
    expect(value(await read(visit.clinician, visit)).maps.map(({ painter }) => painter)).toEqual(["proxy", "confidence"]);
    expect(value(await read(patient, visit)).maps).toHaveLength(2);
  });

  it("PAIN-6: nobody who acts for them hears of it; who treats them does, and a guest hears of no map at all", async () => {
    const { visit, patient, helper } = await people();
    const guest = await guestOf(visit);
    const ids = { practiceId: visit.practiceId, visitId: visit.visitId, patientId: visit.patientId, clinicianId: visit.clinician.staffId };
    const open: PushEvent = { topic: "pain.changed", ids };
    const kept: PushEvent = { topic: "pain.changed", ids: { ...ids, confidential: true } };
    const hears = (event: PushEvent) => [patient, visit.clinician, helper("visits"), helper("contact"), guest].map((actor) => mayHear(actor, event));
    expect(hears(open)).toEqual([true, true, true, false, false]);
    expect(hears(kept)).toEqual([true, true, false, false, false]);
  });

  it("PAIN-6: of a visit that was kept in confidence nobody who acts for them sees a map", async () => {
    const { visit, patient, helper } = await people(14);
    const parent = helper("visits", "summaries");
    value(await save(parent, visit, says("parent")));
    await end(visit, true);
    expect(await read(parent, visit)).toMatchObject({ error: { kind: "not_found" } });
    expect(value(await over(parent, visit)).entries).toEqual([]);
    expect(value(await over(patient, visit)).entries).toHaveLength(1);
    expect(value(await over(visit.clinician, visit)).entries).toHaveLength(1);
  });

  it("PAIN-7: it is sealed, reads are audited, and without the key it opens nowhere", async () => {
    const { visit, patient } = await people();
    value(await save(patient, visit, says("unmistakable words")));
    const row = await db().painMap.findFirstOrThrow({ where: { visitId: visit.visitId } });
    expect(Buffer.from(row.contentSealed).includes("unmistakable")).toBe(false);
    value(await read(visit.clinician, visit));
    value(await over(visit.clinician, visit));
    const actions = await db().auditEntry.findMany({ where: { practiceId: visit.practiceId, action: { startsWith: "pain_map." } }, orderBy: { id: "asc" } });
    expect(actions.map(({ action, patientId, outcome }) => [action, patientId, outcome])).toEqual(["save", "read", "list"].map((verb) => [`pain_map.${verb}`, visit.patientId, "done"]));
    await db().patientKey.delete({ where: { patientId: visit.patientId } });
    await expect(read(visit.clinician, visit)).rejects.toThrow();
  });

  it("stays with its visit when records are merged, and opens with the key that it was painted under", async () => {
    const { visit } = await people();
    const other = await db().patient.create({ data: { practiceId: visit.practiceId, givenName: "Amira", familyName: "Hadad", searchName: "amirahadad", birthDate: new Date("1968-03-02"), zone: "UTC" } });
    value(await save(await openOn(await confirmable(visit)), visit, says("before")));
    const desk = withRoles(await createClinician(visit.practiceId), "scheduler");
    const versions = await db().patient.findMany({ where: { id: { in: [visit.patientId, other.id] } } });
    const versionOf = (id: string): number => versions.find((each) => each.id === id)?.version ?? 0;
    value(await act(mergePatients, desk, { keptId: other.id, givenId: visit.patientId, keptVersion: versionOf(other.id), givenVersion: versionOf(visit.patientId), fromGiven: [] }));
    const kept = patientActor(visit.practiceId, other.id as never);
    expect(value(await act(painHistory, kept, { patientId: other.id })).entries).toMatchObject([{ map: says("before") }]);
  });
});

/** The fixture's way of saying who one is knows one birth date. */
async function confirmable(visit: VisitFixture): Promise<VisitFixture> {
  await db().patient.update({ where: { id: visit.patientId }, data: { birthDate: new Date("1968-03-02") } });
  return visit;
}
