import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { forgetKeys } from "@/server/kit/data-keys";
import { db } from "@/server/kit/db";
import { destroyPatientKey } from "@/server/kit/erase-key";
import { localKekId } from "@/server/kit/kek-local";
import { rotateKeys } from "@/server/kit/rotate-keys";
import { openForPractice, openTextForPatient, sealForPatient, sealForPractice } from "@/server/kit/sealing";
import { KeyService } from "../support/key-service";
import { createVisit, type VisitFixture } from "../support/visit-fixture";

const holder = globalThis as typeof globalThis & { bedsideConfig?: unknown };
const NAMES = ["BEDSIDE_KEK", "BEDSIDE_KEK_OLD", "BEDSIDE_KEK_FILE", "BEDSIDE_KMS_URL", "BEDSIDE_KMS_TOKEN"] as const;
const before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));
const placeOf = (row: string) => ({ table: "encounter_note", row, field: "text_sealed" });
const newKek = () => randomBytes(32).toString("base64");

/** The keys that this process is given from here on, as a restart would. */
function restartWith(env: Partial<Record<(typeof NAMES)[number], string | undefined>>): void {
  for (const name of NAMES) {
    const value = env[name];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  delete holder.bedsideConfig;
  forgetKeys();
}

let visit: VisitFixture;

beforeAll(async () => {
  visit = await createVisit();
});
beforeEach(async () => {
  restartWith(before);
});
afterEach(async () => {
  // Whatever a test wrapped must open for the next.
  await db().legalHold.deleteMany();
  await db().patientKey.deleteMany();
  await db().practiceKey.deleteMany();
  restartWith(before);
});

describe("where the key-encryption key comes from", () => {
  it("SEAL-1: a file, as container platforms hand out secrets", async () => {
    const folder = mkdtempSync(join(tmpdir(), "bedside-kek-"));
    const kek = newKek();
    writeFileSync(join(folder, "kek"), `${kek}\n`);
    restartWith({ BEDSIDE_KEK_FILE: join(folder, "kek") });
    const sealed = await sealForPatient(db(), visit.patientId, placeOf("a"), "kept");
    restartWith({ BEDSIDE_KEK: kek });
    expect(await openTextForPatient(db(), visit.patientId, placeOf("a"), sealed)).toBe("kept");
    rmSync(folder, { recursive: true });
  });

  it("SEAL-1, SEAL-2: a key service wraps and unwraps, its key stays there, and each data key is bound to its owner", async () => {
    const service = new KeyService();
    await service.start();
    try {
      restartWith({ BEDSIDE_KMS_URL: service.url, BEDSIDE_KMS_TOKEN: service.token });
      const sealed = await sealForPatient(db(), visit.patientId, placeOf("a"), "kept");
      const forPractice = await sealForPractice(visit.practiceId, placeOf("b"), "kept too");
      forgetKeys();
      expect(await openTextForPatient(db(), visit.patientId, placeOf("a"), sealed)).toBe("kept");
      expect(new TextDecoder().decode(await openForPractice(visit.practiceId, placeOf("b"), forPractice))).toBe("kept too");
      const row = await db().patientKey.findUniqueOrThrow({ where: { patientId: visit.patientId } });
      expect(row.kekId).toBe("kms:bedside:v1");

      const other = await createVisit();
      await sealForPatient(db(), other.patientId, placeOf("c"), "x");
      await db().patientKey.update({ where: { patientId: other.patientId }, data: { wrapped: row.wrapped } });
      forgetKeys();
      await expect(openTextForPatient(db(), other.patientId, placeOf("c"), sealed)).rejects.toThrow();
    } finally {
      await service.stop();
    }
  });

  it("SEAL-3: a key service that is away, or refuses, is an outage: nothing is sealed with less, nothing opens", async () => {
    const service = new KeyService();
    await service.start();
    restartWith({ BEDSIDE_KMS_URL: service.url, BEDSIDE_KMS_TOKEN: "another-token" });
    await expect(sealForPatient(db(), visit.patientId, placeOf("a"), "x")).rejects.toThrow("status 403");
    restartWith({ BEDSIDE_KMS_URL: service.url, BEDSIDE_KMS_TOKEN: service.token });
    const sealed = await sealForPatient(db(), visit.patientId, placeOf("a"), "x");
    await service.stop();
    expect(await openTextForPatient(db(), visit.patientId, placeOf("a"), sealed)).toBe("x");
    forgetKeys();
    await expect(openTextForPatient(db(), visit.patientId, placeOf("a"), sealed)).rejects.toThrow("out of reach");
    await expect(sealForPractice(visit.practiceId, placeOf("a"), "x")).rejects.toThrow("out of reach");
    expect(await db().practiceKey.count()).toBe(0);
  });

  it("SEAL-4: a data key is unwrapped once for many readers, not once each", async () => {
    const service = new KeyService();
    await service.start();
    try {
      restartWith({ BEDSIDE_KMS_URL: service.url, BEDSIDE_KMS_TOKEN: service.token });
      const sealed = await sealForPatient(db(), visit.patientId, placeOf("a"), "x");
      forgetKeys();
      service.calls.length = 0;
      await Promise.all(Array.from({ length: 8 }, () => openTextForPatient(db(), visit.patientId, placeOf("a"), sealed)));
      expect(service.calls).toEqual(["POST /v1/transit/decrypt/bedside"]);
    } finally {
      await service.stop();
    }
  });
});

describe("rotation", () => {
  it("SEAL-5: under load nothing is lost: all that was written before, meanwhile and after opens without the old key", async () => {
    const visits = await Promise.all(Array.from({ length: 6 }, () => createVisit()));
    const [old, fresh] = [newKek(), newKek()];
    restartWith({ BEDSIDE_KEK: old });
    const written: { patientId: string; row: string; sealed: Uint8Array }[] = [];
    const practices: { practiceId: string; row: string; sealed: Uint8Array }[] = [];
    const write = async ({ patientId, practiceId }: VisitFixture) => {
      const row = randomUUID();
      written.push({ patientId, row, sealed: await sealForPatient(db(), patientId, placeOf(row), row) });
      practices.push({ practiceId, row, sealed: await sealForPractice(practiceId, placeOf(row), row) });
    };
    const read = async (): Promise<void> => {
      for (const { patientId, row, sealed } of written.slice(-5)) expect(await openTextForPatient(db(), patientId, placeOf(row), sealed)).toBe(row);
    };
    for (const each of visits.slice(0, 4)) await write(each);

    restartWith({ BEDSIDE_KEK: fresh, BEDSIDE_KEK_OLD: old });
    let isDone = false;
    const load = Promise.all([
      ...visits.map(async (each) => {
        while (!isDone) await write(each);
      }),
      (async () => {
        while (!isDone) await read();
      })(),
    ]);
    const rotation = await rotateKeys(Date.now);
    isDone = true;
    await load;
    for (const each of visits) await write(each);

    expect(rotation).toMatchObject({ kekId: localKekId(Buffer.from(fresh, "base64")), left: 0 });
    expect(rotation.rewrapped).toBeGreaterThanOrEqual(8);
    restartWith({ BEDSIDE_KEK: fresh });
    expect(written.length).toBeGreaterThan(12);
    for (const { patientId, row, sealed } of written) expect(await openTextForPatient(db(), patientId, placeOf(row), sealed)).toBe(row);
    for (const { practiceId, row, sealed } of practices) expect(new TextDecoder().decode(await openForPractice(practiceId, placeOf(row), sealed))).toBe(row);
  });

  it("SEAL-6: what was cut off goes on from there, twice is once, and a key whose own is not configured is counted, not lost", async () => {
    const [a, b] = [await createVisit(), await createVisit()];
    const [first, second, third] = [newKek(), newKek(), newKek()];
    restartWith({ BEDSIDE_KEK: first });
    const fromA = await sealForPatient(db(), a.patientId, placeOf("a"), "a");
    restartWith({ BEDSIDE_KEK: second });
    const fromB = await sealForPatient(db(), b.patientId, placeOf("b"), "b");
    restartWith({ BEDSIDE_KEK: third, BEDSIDE_KEK_OLD: second });
    expect(await rotateKeys(Date.now)).toMatchObject({ rewrapped: 1, left: 1 });
    restartWith({ BEDSIDE_KEK: third, BEDSIDE_KEK_OLD: first });
    expect(await rotateKeys(Date.now)).toMatchObject({ rewrapped: 1, left: 0 });
    expect(await rotateKeys(Date.now)).toMatchObject({ rewrapped: 0, left: 0 });
    restartWith({ BEDSIDE_KEK: third });
    expect(await openTextForPatient(db(), a.patientId, placeOf("a"), fromA)).toBe("a");
    expect(await openTextForPatient(db(), b.patientId, placeOf("b"), fromB)).toBe("b");
  });

  it("SEAL-5: a new version at the key service, and a move from the environment to it", async () => {
    const service = new KeyService();
    await service.start();
    try {
      const local = newKek();
      restartWith({ BEDSIDE_KEK: local });
      const sealed = await sealForPatient(db(), visit.patientId, placeOf("a"), "kept");
      const kms = { BEDSIDE_KMS_URL: service.url, BEDSIDE_KMS_TOKEN: service.token };
      restartWith({ ...kms, BEDSIDE_KEK_OLD: local });
      expect(await rotateKeys(Date.now)).toMatchObject({ kekId: "kms:bedside:v1", rewrapped: 1, left: 0 });
      service.rotate();
      restartWith(kms);
      expect(await rotateKeys(Date.now)).toMatchObject({ kekId: "kms:bedside:v2", rewrapped: 1, left: 0 });
      service.destroy(1);
      forgetKeys();
      expect(await openTextForPatient(db(), visit.patientId, placeOf("a"), sealed)).toBe("kept");
    } finally {
      await service.stop();
    }
  });
});

describe("erasing by key", () => {
  const erase = (patientId: string) => db().$transaction((tx) => destroyPatientKey(tx, patientId));

  it("SEAL-7: makes everything of the patient unreadable at once, though it was just read, and nothing of others", async () => {
    const other = await createVisit();
    const sealed = await sealForPatient(db(), visit.patientId, placeOf("a"), "gone");
    const kept = await sealForPatient(db(), other.patientId, placeOf("a"), "stays");
    expect(await openTextForPatient(db(), visit.patientId, placeOf("a"), sealed)).toBe("gone");
    expect(await erase(visit.patientId)).toBe("destroyed");
    await expect(openTextForPatient(db(), visit.patientId, placeOf("a"), sealed)).rejects.toThrow();
    expect(await openTextForPatient(db(), other.patientId, placeOf("a"), kept)).toBe("stays");
    expect(await erase(visit.patientId)).toBe("none");
  });

  it("SEAL-7: a rotation at the same moment brings no destroyed key back", async () => {
    const old = newKek();
    restartWith({ BEDSIDE_KEK: old });
    await sealForPatient(db(), visit.patientId, placeOf("a"), "gone");
    restartWith({ BEDSIDE_KEK: newKek(), BEDSIDE_KEK_OLD: old });
    await Promise.all([rotateKeys(Date.now), erase(visit.patientId)]);
    expect(await db().patientKey.count({ where: { patientId: visit.patientId } })).toBe(0);
  });

  it("SEAL-7: a legal hold blocks it, in the function and in the database", async () => {
    const sealed = await sealForPatient(db(), visit.patientId, placeOf("a"), "held");
    await db().legalHold.create({
      data: { practiceId: visit.practiceId, patientId: visit.patientId, wordsSealed: new Uint8Array([1]), placedBy: randomUUID(), placedAt: new Date() },
    });
    expect(await erase(visit.patientId)).toBe("held");
    await expect(db().patientKey.deleteMany({ where: { patientId: visit.patientId } })).rejects.toThrow();
    expect(await openTextForPatient(db(), visit.patientId, placeOf("a"), sealed)).toBe("held");
    await db().legalHold.updateMany({ where: { patientId: visit.patientId }, data: { liftedAt: new Date(), liftedBy: randomUUID() } });
    expect(await erase(visit.patientId)).toBe("destroyed");
  });
});
