import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { PROXY_SCOPES, type Actor, type PatientActor, type ProxyActor, type StaffActor } from "@/core/access/actor";
import { POLICY } from "@/core/access/grants";
import { RESOURCE_CLASSES } from "@/core/access/resources";
import type { AccountId, BreakGlassId, ProxyId, SessionId } from "@/core/kit/ids";
import { accessLog } from "@/server/audit/access-log";
import { exportAudit, exportStream, openTicket } from "@/server/audit/export";
import { auditEntry, findAuditPeople, searchAudit } from "@/server/audit/search";
import { AuditSealer } from "@/server/audit/seal";
import { chainStatus, keyStatus } from "@/server/audit/status";
import { db } from "@/server/kit/db";
import { patientDetails } from "@/server/people/details";
import { patientPage } from "@/server/people/patient-page";
import { queries } from "@/server/queries";
import { noteQuery } from "@/server/record/queries";
import { saveNote } from "@/server/record/save-note";
import { heartbeat } from "@/server/visits/attend";
import { clinicianSeen } from "@/server/visits/host";
import { EMPTY_NOTE_TEXT } from "@/core/record/note";
import { withTampering, writeEntries } from "../support/audit-tamper";
import { createAdmittedVisit, createWaitingVisit, enterAs, push, type RoomFixture } from "../support/room-fixture";
import { act, createClinician, createVisit } from "../support/visit-fixture";

let fixture: RoomFixture;
let auditor: StaffActor;
let patient: PatientActor;

const value = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

async function auditorOf(practiceId: string): Promise<StaffActor> {
  return { ...(await createClinician(practiceId)), roles: ["auditor"] };
}

const rowsOf = (where: object) => db().auditEntry.findMany({ where, orderBy: { id: "asc" } });

async function readAll(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text();
}

beforeAll(async () => {
  fixture = await createAdmittedVisit();
  auditor = await auditorOf(fixture.practiceId);
  patient = {
    kind: "patient",
    practiceId: fixture.practiceId,
    accountId: randomUUID() as AccountId,
    patientId: fixture.patientId,
    sessionId: randomUUID() as SessionId,
    stepUpAtMs: null,
    name: "Amira",
    zone: "Europe/Zurich",
    locale: "en",
  };
});

describe("an entry", () => {
  it("AUD-1: says who, as what, in which session, for what, and from where without saying where", async () => {
    const call = { actor: fixture.clinician, input: { visitId: fixture.visitId }, requestId: randomUUID(), nowMs: Date.now(), source: "x", cookie: () => null };
    await noteQuery.run({ ...call, from: { address: "192.0.2.44", userAgent: "A browser" } });
    const [row] = await rowsOf({ requestId: call.requestId });
    expect(row).toMatchObject({ actorId: fixture.clinician.staffId, actorRoles: "clinician", sessionId: fixture.clinician.sessionId, purpose: "care", patientId: fixture.patientId, textVersion: 2 });
    expect(row?.sourceHash).toMatch(/^[\w-]{22}$/);
    expect(await db().auditSource.findUnique({ where: { entryId: row!.id } })).toMatchObject({ address: "192.0.2.44", userAgent: "A browser" });
  });

  it("AUD-1: holds none of what was written", async () => {
    const word = `canary${randomUUID()}`;
    value(await act(saveNote, fixture.clinician, { visitId: fixture.visitId, baseVersion: 0, text: { ...EMPTY_NOTE_TEXT, assessment: word }, views: [] }));
    const [found] = await db().$queryRaw<{ n: number }[]>`select count(*)::int as n from audit_entry e where e::text like ${`%${word}%`}`;
    expect(found?.n).toBe(0);
  });

  it("AUD-2: is left by every query that shows something of a patient, or the query says why not", () => {
    /** What needs no entry of its own, and why. */
    const without: Readonly<Record<string, string>> = {
      "room/scene": "coming into the room is the entry; this only continues it",
      "scheduling/offer-times": "times that are free, of nobody",
      "visits/for-visitor": "one's own visit, asked for again and again while one waits; opening the link is the entry",
      "audit/chain-status": "counts",
      "visits/for-guest": "the visit that a guest was asked into, asked for again and again while one waits; opening the link is the entry",
      "people/registration-page": "the practice's name, of nobody",
      "people/account-invitation": "whoever holds the mailed link reads which practice asks; taking the account is the entry",
      "people/proxy-invitation": "whoever holds the mailed invitation reads who asks them; taking it up is the entry",
      "access/standing-emergencies": "one's own emergency access, asked for on every page; breaking the glass is the entry",
    };
    const health = queries.filter((each) => RESOURCE_CLASSES[each.access.resource] === "health");
    expect(health.length).toBeGreaterThan(10);
    expect(health.filter((each) => each.action === null && !(each.name in without)).map((each) => each.name)).toEqual([]);
  });

  it("AUD-4: a read of a record, and a write, whose entry can't be written fail and show and change nothing", async () => {
    const note = await db().encounterNote.findFirstOrThrow({ where: { visitId: fixture.visitId } });
    await db().$executeRaw`alter table audit_entry add constraint no_entries check (false) not valid`;
    try {
      await expect(act(noteQuery, fixture.clinician, { visitId: fixture.visitId })).rejects.toThrow();
      await expect(act(patientPage, fixture.clinician, { patientId: fixture.patientId })).rejects.toThrow();
      const write = act(saveNote, fixture.clinician, { visitId: fixture.visitId, baseVersion: note.version, text: { ...EMPTY_NOTE_TEXT, assessment: "changed" }, views: [] });
      await expect(write.then((result) => value(result))).rejects.toThrow();
    } finally {
      await db().$executeRaw`alter table audit_entry drop constraint no_entries`;
    }
    expect(await db().encounterNote.findFirstOrThrow({ where: { visitId: fixture.visitId } })).toEqual(note);
  });

  it("AUD-6: signs of life leave none, changes in the room one a minute for each person, refusals always", async () => {
    const waiting = await createWaitingVisit();
    const count = (action: string, outcome: string) => db().auditEntry.count({ where: { action, outcome, subjectId: waiting.visitId } });
    for (let n = 0; n < 3; n++) {
      value(await act(heartbeat, waiting.visitor, { visitId: waiting.visitId }));
      value(await act(clinicianSeen, waiting.clinician, { visitId: waiting.visitId, here: true }));
    }
    expect([await count("visit.heartbeat", "done"), await count("visit.clinician_seen", "done")]).toEqual([0, 0]);
    await act(heartbeat, fixture.visitor, { visitId: waiting.visitId });
    expect(await count("visit.heartbeat", "refused")).toBe(1);

    const room = await createAdmittedVisit();
    const { actor } = await enterAs(room, room.clinician);
    for (let seq = 1; seq <= 4; seq++) value(await push(room, room.clinician, actor, [{ actor, seq, lamport: seq, register: "model/heart/xray", value: seq % 2 === 0 }]));
    const changes = await db().auditEntry.count({ where: { action: "room.change", outcome: "done", subjectId: room.visitId } });
    // A minute may turn while the four are sent.
    expect([1, 2]).toContain(changes);
    expect(await db().sceneOp.count({ where: { visitId: room.visitId } })).toBe(4);
    const other = await createVisit();
    for (let n = 0; n < 2; n++) await push(room, other.clinician, actor, [{ actor, seq: 9, lamport: 9, register: "model/heart/xray", value: true }]);
    expect(await db().auditEntry.count({ where: { action: "room.change", outcome: "refused", subjectId: room.visitId } })).toBe(2);
  });

  it("AUD-7: emergency access is told as that, with the access it was, and only where nothing else let them", async () => {
    const colleague = await createClinician(fixture.practiceId);
    const breakGlassId = randomUUID() as BreakGlassId;
    const emergencies = [{ breakGlassId, patientId: fixture.patientId, endsAtMs: Date.now() + 60_000 }];
    const looked = await act(patientPage, { ...colleague, emergencies }, { patientId: fixture.patientId });
    await act(patientPage, { ...fixture.clinician, emergencies }, { patientId: fixture.patientId });
    const rows = await rowsOf({ patientId: fixture.patientId, action: "patient.read", outcome: "done" });
    const last = rows.filter((row) => row.actorId === fixture.clinician.staffId).at(-1);
    expect(last).toMatchObject({ purpose: "care", breakGlassId: null });
    expect(looked.ok).toBe(true);
    expect(rows.find((row) => row.actorId === colleague.staffId)).toMatchObject({ purpose: "emergency", breakGlassId });
  });
});

describe("the auditor's search", () => {
  it("AUD-14: finds by person, patient, action, outcome, time and emergency, page by page, each entry once", async () => {
    await writeEntries(130, { practiceId: fixture.practiceId, action: "test.many", patientId: fixture.patientId });
    const filter = { action: "test.many" };
    const seen: string[] = [];
    let before = null as { atMs: number; id: string } | null;
    for (let page = 0; page < 5; page++) {
      const found: { lines: { id: string }[]; next: typeof before } = value(await act(searchAudit, auditor, { filter, before }));
      seen.push(...found.lines.map((line) => line.id));
      before = found.next;
      if (before === null) break;
    }
    const all = (await rowsOf({ action: "test.many" })).map((row) => String(row.id));
    expect([...seen].sort()).toEqual(all.sort());
    const one = value(await act(searchAudit, auditor, { filter: { actorId: fixture.clinician.staffId, patientId: fixture.patientId, outcome: "done", action: "note.read", fromMs: 0, toMs: Date.now() + 60_000 } }));
    expect(one.lines.length).toBeGreaterThan(0);
    for (const line of one.lines) expect(line).toMatchObject({ actorName: "Dr. Ines Moreau", patientName: "Amira Haddad", action: "note.read", outcome: "done" });
    expect(value(await act(searchAudit, auditor, { filter: { emergency: true } })).lines.every((line) => line.purpose === "emergency")).toBe(true);
    expect(value(await act(searchAudit, auditor, { filter: { toMs: 1 } })).lines).toEqual([]);
  });

  it("AUD-14: shows one entry with its source and place, says when it is not what was written, and is in the audit itself", async () => {
    await new AuditSealer().round();
    const [row] = await rowsOf({ action: "note.read", practiceId: fixture.practiceId });
    const detail = value(await act(auditEntry, auditor, { id: String(row!.id) }));
    expect(detail).toMatchObject({ address: "192.0.2.44", holds: true, line: { patientName: "Amira Haddad" } });
    expect(detail.position).toBeGreaterThan(0);
    const broken = await withTampering(
      () => db().$executeRaw`update audit_entry set code = 'other' where id = ${row!.id}`,
      async () => value(await act(auditEntry, auditor, { id: String(row!.id) })).holds,
    );
    expect(broken).toBe(false);
    expect(await db().auditEntry.count({ where: { actorId: auditor.staffId, action: "audit.read", outcome: "done" } })).toBeGreaterThan(0);
    expect((await rowsOf({ action: "audit.search" })).at(-1)).toMatchObject({ purpose: "oversight" });
  });

  it("AUD-14: reaches no other practice, and nobody else reaches it", async () => {
    const elsewhere = await auditorOf((await createVisit()).practiceId);
    const [row] = await rowsOf({ action: "note.read", practiceId: fixture.practiceId });
    expect(value(await act(searchAudit, elsewhere, { filter: { patientId: fixture.patientId } })).lines).toEqual([]);
    expect(await act(auditEntry, elsewhere, { id: String(row!.id) })).toMatchObject({ ok: false, error: { kind: "not_found" } });
    for (const actor of [fixture.clinician, { ...auditor, roles: ["admin"] as const }, patient]) {
      expect(await act(searchAudit, actor, { filter: {} })).toMatchObject({ ok: false, error: { kind: "denied" } });
    }
    expect(await act(searchAudit, { ...auditor, strong: false }, { filter: {} })).toMatchObject({ ok: false, error: { code: "access.second_factor_needed" } });
  });

  it("finds people by parts of their name, staff and patients, of the own practice", async () => {
    const { people } = value(await act(findAuditPeople, auditor, { text: "amira had" }));
    expect(people).toEqual([{ id: fixture.patientId, kind: "patient", name: "Amira Haddad", note: "1968-03-02" }]);
    expect(value(await act(findAuditPeople, auditor, { text: "moreau" })).people.map((each) => each.kind)).toContain("staff");
    expect(value(await act(findAuditPeople, auditor, { text: "  " })).people).toEqual([]);
  });

  it("says how the chain stands, and which keys are in use", async () => {
    await new AuditSealer().round();
    const status = value(await act(chainStatus, auditor, {}));
    expect(status).toMatchObject({ sealed: await db().auditEntry.count(), checkpoint: null, verification: null });
    const keys = value(await act(keyStatus, { ...auditor, roles: ["admin"] as const }, {}));
    expect(keys.keys).toEqual([{ kekId: keys.currentId, count: expect.any(Number), isKnown: true }]);
    expect(await act(keyStatus, fixture.clinician, {})).toMatchObject({ ok: false });
  });
});

describe("export", () => {
  const filter = { action: "test.many" };
  const fresh = () => ({ ...auditor, stepUpAtMs: Date.now() - 60_000 });

  it("AUD-15: wants the person to show who they are once more, within five minutes", async () => {
    for (const stepUpAtMs of [null, Date.now() - 6 * 60_000]) {
      const refused = await act(exportAudit, { ...auditor, stepUpAtMs }, { filter, format: "csv" });
      expect(refused).toMatchObject({ ok: false, error: { kind: "denied", code: "access.step_up_needed" } });
    }
    expect(await db().auditEntry.count({ where: { action: "audit.export", outcome: "refused" } })).toBe(2);
  });

  it("AUD-15: holds exactly what the search finds, as CSV and as JSON lines, and is an entry itself", async () => {
    const ids = (await rowsOf(filter)).map((row) => String(row.id)).reverse();
    for (const format of ["csv", "jsonl"] as const) {
      const { ticket } = value(await act(exportAudit, fresh(), { filter, format }));
      const opened = await openTicket(auditor, ticket, Date.now());
      const lines = (await readAll(exportStream(opened!))).trimEnd().split(/\r?\n/);
      const found = format === "csv" ? lines.slice(1).map((line) => line.split(",")[0]) : lines.map((line) => (JSON.parse(line) as { id: string }).id);
      expect([...found].sort()).toEqual([...ids].sort());
    }
    expect(await db().auditEntry.count({ where: { action: "audit.export", outcome: "done", actorId: auditor.staffId } })).toBe(2);
  });

  it("AUD-15: a ticket opens for the session that asked, for a minute, and for nobody else", async () => {
    const { ticket } = value(await act(exportAudit, fresh(), { filter, format: "csv" }));
    expect(await openTicket(auditor, ticket, Date.now() + 61_000)).toBeNull();
    expect(await openTicket({ ...auditor, sessionId: randomUUID() as SessionId }, ticket, Date.now())).toBeNull();
    expect(await openTicket(await auditorOf((await createVisit()).practiceId), ticket, Date.now())).toBeNull();
    expect(await openTicket({ kind: "public" }, ticket, Date.now())).toBeNull();
    expect(await openTicket(auditor, `${ticket}x`, Date.now())).toBeNull();
    expect(await openTicket(auditor, "../x", Date.now())).toBeNull();
    expect(await openTicket(auditor, ticket, Date.now())).toMatchObject({ filter });
  });
});

describe("who looked at my record", () => {
  it("AUD-16: shows the patient every entry about them and no other, with the names they know", async () => {
    const lines: { id: string; who: string; name: string | null; why: string }[] = [];
    let before = null as { atMs: number; id: string } | null;
    const untilId = (await rowsOf({ patientId: fixture.patientId })).at(-1)!.id;
    do {
      const page: { lines: typeof lines; next: typeof before } = value(await act(accessLog, patient, { before }));
      lines.push(...page.lines);
      before = page.next;
    } while (before !== null);
    const table = (await rowsOf({ patientId: fixture.patientId, practiceId: fixture.practiceId })).filter((row) => row.id <= untilId);
    expect(lines.map((line) => line.id).filter((id) => BigInt(id) <= untilId).sort()).toEqual(table.map((row) => String(row.id)).sort());
    expect(lines.find((line) => line.why === "emergency")).toMatchObject({ who: "staff", name: "Dr. Ines Moreau" });
    expect(lines.find((line) => line.who === "you")).toMatchObject({ name: null, why: "you" });
  });

  it("AUD-16: is the patient's own, and reading it is an entry too", async () => {
    const stranger = { ...patient, patientId: (await createVisit()).patientId };
    expect(await act(accessLog, stranger, {})).toMatchObject({ ok: false });
    for (const actor of [fixture.clinician, auditor, fixture.visitor]) expect(await act(accessLog, actor, {})).toMatchObject({ ok: false });
    expect(await db().auditEntry.count({ where: { action: "access_log.read", outcome: "done", patientId: fixture.patientId } })).toBeGreaterThan(0);
  });

  it("AUD-16: tells of what was done with a record before it was merged into theirs, page by page", async () => {
    const given = await db().patient.create({ data: { practiceId: fixture.practiceId, givenName: "Amira", familyName: "Hadad", searchName: "amirahadad", birthDate: new Date("1968-03-02"), zone: "UTC" } });
    await writeEntries(70, { practiceId: fixture.practiceId, action: "test.before", patientId: given.id });
    await db().patient.update({ where: { id: given.id }, data: { status: "merged", mergedIntoId: fixture.patientId } });
    const seen: string[] = [];
    for (let before = null as { atMs: number; id: string } | null, page = 0; page < 20; page++) {
      const { lines, next }: { lines: { id: string; action: string }[]; next: typeof before } = value(await act(accessLog, patient, { before }));
      seen.push(...lines.filter(({ action }) => action === "test.before").map(({ id }) => id));
      if (next === null) break;
      before = next;
    }
    expect(new Set(seen).size).toBe(70);
    expect(seen).toHaveLength(70);
  });

  it("AUD-17: nobody who acts for the patient sees it, whatever they were given; what they did stands in it by name", async () => {
    const { practiceId, patientId, sessionId, zone, locale } = patient;
    const accountId = randomUUID() as AccountId;
    await db().account.create({ data: { id: accountId, practiceId, email: `${accountId}@example.test`, name: "Karim Haddad", zone } });
    const { id } = await db().proxy.create({
      data: { practiceId, patientId, accountId, relation: "parent", scopes: [...PROXY_SCOPES], startsAt: new Date(0), acceptedAt: new Date(0), endsBy: "none", grantedBy: accountId },
    });
    const karim: ProxyActor = { kind: "proxy", practiceId, accountId, proxyId: id as ProxyId, patientId, scopes: PROXY_SCOPES, sessionId, name: "Karim Haddad", zone, locale };
    expect(await act(accessLog, karim, {})).toMatchObject({ error: { kind: "denied" } });
    const account: Actor = { kind: "account", practiceId, accountId, sessionId, stepUpAtMs: null, name: "Karim Haddad", zone, locale };
    expect(await act(accessLog, account, {})).toMatchObject({ error: { kind: "denied" } });
    value(await act(patientDetails, karim, { patientId }));
    const { lines } = value(await act(accessLog, patient, {}));
    expect(lines).toContainEqual(expect.objectContaining({ who: "proxy", name: "Karim Haddad", action: "patient.read_details", why: "for_you" }));
    // A line of the policy that gave it to a scope would break this rule.
    expect(POLICY.filter(({ resource }) => resource === "access_log").map(({ who }) => who)).toEqual(["patient"]);
  });
});
