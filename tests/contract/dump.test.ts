import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import type { ViewId } from "@/core/kit/ids";
import { EMPTY_NOTE_TEXT } from "@/core/record/note";
import { db } from "@/server/kit/db";
import { writeContext } from "@/server/kit/write-context";
import { sealForPatient, sealForPractice } from "@/server/kit/sealing";
import { compactScene } from "@/server/room/compact";
import { EMPTY_MARK } from "@/core/pain/edit";
import { savePainMap } from "@/server/pain/save-map";
import { keepView } from "@/server/record/keep-view";
import { keepConfidential } from "@/server/record/confidence";
import { saveNote } from "@/server/record/save-note";
import { bookAppointment } from "@/server/scheduling/book-appointment";
import { sayWhereabouts } from "@/server/visits/prepare";
import { CUBE_PLACE, CUBE_WORDS, createOwnModel } from "../support/own-models";
import { act } from "../support/visit-fixture";
import { createAdmittedVisit, createWaitingVisit, enterAs, openOn, push, type RoomFixture } from "../support/room-fixture";

/** Words that stand nowhere else, one for each column, planted in letters, digits and a picture's bytes. */
const canaries = new Map<string, string>();
function canary(column: string): string {
  const word = `canary${randomBytes(9).toString("hex")}`;
  canaries.set(column, word);
  return word;
}

let fixture: RoomFixture;

/**
 * How a word gets into each sealed column: through the product's own command where there is one. A new
 * sealed column without a line here fails the first test.
 */
const PLANT: Readonly<Record<string, (word: string) => Promise<unknown>>> = {
  "encounter_note.text_sealed": (word) =>
    must(act(saveNote, fixture.clinician, { visitId: fixture.visitId, baseVersion: 0, text: { ...EMPTY_NOTE_TEXT, assessment: word }, views: [] })),
  "visit.whereabouts_sealed": async (word) => {
    const waiting = await createWaitingVisit();
    return must(act(sayWhereabouts, await openOn(waiting), { visitId: waiting.visitId, place: word, callbackNumber: "+41 79 555 01 99" }));
  },
  "visit.confidential_why_sealed": async (word) => {
    await db().patient.update({ where: { id: fixture.patientId }, data: { birthDate: new Date("2012-03-02") } });
    return must(act(keepConfidential, fixture.clinician, { visitId: fixture.visitId, confidential: true, why: word }));
  },
  "appointment.reason_sealed": async (word) => {
    const { serviceId } = (await db().visit.findUniqueOrThrow({ where: { id: fixture.visitId }, include: { appointment: true } })).appointment;
    const date = new Date(Date.now() + 20 * 24 * 3_600_000).toISOString().slice(0, 10);
    const when = { date, time: "10:00", zone: "Europe/Zurich" };
    return must(act(bookAppointment, fixture.clinician, { patientId: fixture.patientId, clinicianId: fixture.clinician.staffId, serviceId, ...when, reason: word }));
  },
  "scene_op.value_sealed": async (word) => {
    const { actor } = await enterAs(fixture, fixture.clinician);
    const op = { actor, seq: 1, lamport: 1, register: `pin/${randomUUID()}/label`, value: word };
    const pushed = await push(fixture, fixture.clinician, actor, [op]);
    if (pushed.ok && pushed.value.stored === 1) return pushed;
    const ids = { visitId: fixture.visitId, practiceId: fixture.practiceId };
    const place = { table: "scene_op", row: `${fixture.visitId}/${actor}/9`, field: "value_sealed" };
    const valueSealed = await sealForPatient(db(), fixture.patientId, place, word);
    return db().sceneOp.create({ data: { ...ids, actor, seq: 9n, lamport: 9n, register: "model/heart/label", valueSealed, version: 9_000n } });
  },
  "scene_snapshot.body_sealed": async (word) => {
    const other = await createAdmittedVisit();
    const { actor } = await enterAs(other, other.clinician);
    await must(push(other, other.clinician, actor, [{ actor, seq: 1, lamport: 1, register: `pin/${actor}-1/note`, value: word }]));
    return compactScene(other.visitId, Date.now());
  },
  "scene_view.state_sealed": (word) => keep(word, "plain picture"),
  "scene_view.picture_sealed": (word) => keep("A view", word),
  "idempotency_key.response_sealed": async (word) => {
    const viewId = randomUUID();
    const input = { viewId, visitId: fixture.visitId, label: "x", registers: {}, pictureType: "image/jpeg", pictureBase64: JPEG.toString("base64") };
    await keepView.run({ actor: fixture.clinician, input, requestId: randomUUID(), nowMs: Date.now(), source: "test", cookie: () => null, idempotencyKey: randomUUID() });
    canaries.set("idempotency_key.response_sealed", word);
    const row = await db().idempotencyKey.findFirstOrThrow({ where: { command: "record/keep-view" } });
    const place = { table: "idempotency_key", row: `${row.actorKey}|${row.command}|${row.key}`, field: "response_sealed" };
    return db().idempotencyKey.updateMany({ where: { key: row.key }, data: { responseSealed: await sealForPractice(fixture.practiceId, place, word) } });
  },
  "account.totp_sealed": async (word) => {
    const { accountId, practiceId } = fixture.clinician;
    const totpSealed = await sealForPractice(practiceId, { table: "account", row: accountId, field: "totp_sealed" }, word);
    return db().account.update({ where: { id: accountId }, data: { totpSealed } });
  },
  "break_glass.words_sealed": (word) => breakGlass("words_sealed", word),
  "break_glass.verdict_sealed": (word) => breakGlass("verdict_sealed", word),
  "patient.details_sealed": async (word) => {
    const detailsSealed = await sealForPatient(db(), fixture.patientId, { table: "patient", row: fixture.patientId, field: "details_sealed" }, word);
    return db().patient.update({ where: { id: fixture.patientId }, data: { detailsSealed } });
  },
  "visit_link.guest_sealed": async (word) => {
    const id = randomUUID();
    const guestSealed = await sealForPatient(db(), fixture.patientId, { table: "visit_link", row: id, field: "guest_sealed" }, word);
    return db().visitLink.create({ data: { id, practiceId: fixture.practiceId, visitId: fixture.visitId, tokenHash: randomUUID(), kind: "guest", guestSealed } });
  },
  "legal_hold.words_sealed": async (word) => {
    const id = randomUUID();
    const wordsSealed = await sealForPractice(fixture.practiceId, { table: "legal_hold", row: id, field: "words_sealed" }, word);
    return db().legalHold.create({ data: { id, practiceId: fixture.practiceId, patientId: fixture.patientId, wordsSealed, placedBy: randomUUID(), placedAt: new Date() } });
  },
  "own_model.about_sealed": (word) =>
    createOwnModel(fixture.practiceId, fixture.clinician.accountId, { words: { ...CUBE_WORDS, source: word }, place: CUBE_PLACE }),
  "pain_map.content_sealed": (word) =>
    must(act(savePainMap, fixture.visitor, { visitId: fixture.visitId, baseVersion: 0, map: { figure: 1, marks: [{ ...EMPTY_MARK, words: word }] } })),
  "stored_file.name_sealed": async (word) => {
    const id = randomUUID();
    const nameSealed = await sealForPatient(db(), fixture.patientId, { table: "stored_file", row: id, field: "name_sealed" }, word);
    const file = { purpose: "document", mediaType: "application/pdf", byteCount: 1n, sha256: "0", storageKey: id, uploadedBy: randomUUID() };
    return db().storedFile.create({ data: { id, practiceId: fixture.practiceId, patientId: fixture.patientId, nameSealed, ...file } });
  },
};

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46]);

function keep(label: string, picture: string) {
  const pictureBase64 = Buffer.concat([JPEG, Buffer.from(picture)]).toString("base64");
  const input = { viewId: randomUUID() as ViewId, visitId: fixture.visitId, label, registers: {}, pictureType: "image/jpeg", pictureBase64 };
  return must(act(keepView, fixture.clinician, input));
}

async function breakGlass(field: "words_sealed" | "verdict_sealed", word: string): Promise<void> {
  const { accountId, practiceId, staffId } = fixture.clinician;
  const [id, sessionId] = [randomUUID(), randomUUID()];
  const startedAt = new Date();
  const endsAt = new Date(startedAt.getTime() + 60_000);
  await db().session.create({ data: { id: sessionId, practiceId, accountId, expiresAt: endsAt } });
  const sealed = await sealForPatient(db(), fixture.patientId, { table: "break_glass", row: id, field }, word);
  const blank = await sealForPatient(db(), fixture.patientId, { table: "break_glass", row: id, field: "words_sealed" }, "");
  const columns = field === "words_sealed" ? { wordsSealed: sealed } : { wordsSealed: blank, verdictSealed: sealed };
  await db().breakGlass.create({ data: { id, practiceId, staffId, patientId: fixture.patientId, sessionId, reason: "other", startedAt, endsAt, ...columns } });
}

async function must<T extends { ok: boolean }>(work: Promise<T>): Promise<T> {
  const result = await work;
  if (!result.ok) throw new Error(`planting failed: ${JSON.stringify(result)}`);
  return result;
}

/** Every row of every table, as `pg_dump --inserts` would write them: text as it is, bytes as hex. */
async function dump(): Promise<string> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    const parts: string[] = [];
    for (const { name } of tables.rows) {
      const rows = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      parts.push(`-- ${name}`, ...rows.rows.map(({ row }) => row));
    }
    return parts.join("\n");
  } finally {
    await client.end();
  }
}

/** The forms in which a word could stand in a dump. */
const formsOf = (word: string) => [word, Buffer.from(word).toString("hex"), ...[0, 1, 2].map((shift) => Buffer.from("x".repeat(shift) + word).toString("base64").slice(4, -6))];

beforeAll(async () => {
  fixture = await createAdmittedVisit();
});

describe("a dump of the database", () => {
  it("SEAL-8: has a planted word for every sealed column that there is", async () => {
    const columns = await db().$queryRaw<{ name: string }[]>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and column_name like '%\\_sealed' order by 1`;
    expect(columns.map(({ name }) => name)).toEqual(Object.keys(PLANT).sort());
    expect(columns.length).toBeGreaterThan(12);
  });

  it("SEAL-8: holds none of what was sealed, in text, hex or base64", async () => {
    for (const [column, plant] of Object.entries(PLANT)) await plant(canary(column));
    const mail = canary("mail");
    const call = { actor: fixture.clinician, input: {}, requestId: randomUUID(), nowMs: Date.now(), source: "test", cookie: () => null };
    await writeContext(db(), call, []).mail({ practiceId: fixture.practiceId, to: "somebody@example.test", subject: "Hello", text: mail });
    const whole = await dump();
    for (const column of Object.keys(PLANT)) expect(whole, column).toContain(column.split(".")[0]);
    expect(whole).toContain("Haddad");
    for (const [column, word] of canaries) for (const form of formsOf(word)) expect(whole.includes(form), `${column} as ${form}`).toBe(false);
  });
});
