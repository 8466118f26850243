import { randomBytes, randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { forgetKeys } from "@/server/kit/data-keys";
import { db } from "@/server/kit/db";
import { openForPatient, openForPractice, openTextForPatient, sealForPatient, sealForPractice, SealBrokenError } from "@/server/kit/sealing";
import { createVisit } from "../support/visit-fixture";

const holder = globalThis as typeof globalThis & { bedsideConfig?: unknown };
const kek = process.env.BEDSIDE_KEK;
const place = { table: "encounter_note", row: randomUUID(), field: "text_sealed" };
let patient: { id: string; practiceId: string };
let other: { id: string; practiceId: string };

beforeAll(async () => {
  const [a, b] = [await createVisit(), await createVisit()];
  patient = { id: a.patientId, practiceId: a.practiceId };
  other = { id: b.patientId, practiceId: b.practiceId };
});

afterEach(() => {
  process.env.BEDSIDE_KEK = kek;
  delete process.env.BEDSIDE_KEK_OLD;
  delete holder.bedsideConfig;
  forgetKeys();
});

describe("sealing", () => {
  it("ACC-22: opens where it was sealed, and the bytes hold none of the text", async () => {
    const sealed = await sealForPatient(db(), patient.id, place, "Amira’s heart");
    expect(await openTextForPatient(db(), patient.id, place, sealed)).toBe("Amira’s heart");
    expect(Buffer.from(sealed).includes("heart")).toBe(false);
  });

  it("ACC-22: the same text sealed twice gives different bytes", async () => {
    const [a, b] = [await sealForPatient(db(), patient.id, place, "x"), await sealForPatient(db(), patient.id, place, "x")];
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(false);
  });

  it("ACC-22: opens in no other row, column, table or patient", async () => {
    const sealed = await sealForPatient(db(), patient.id, place, "x");
    for (const wrong of [{ ...place, row: randomUUID() }, { ...place, field: "x" }, { ...place, table: "visit" }]) {
      await expect(openForPatient(db(), patient.id, wrong, sealed)).rejects.toThrow(SealBrokenError);
    }
    await sealForPatient(db(), other.id, place, "y");
    await expect(openForPatient(db(), other.id, place, sealed)).rejects.toThrow(SealBrokenError);
  });

  it("ACC-22: any changed byte fails it", async () => {
    const sealed = await sealForPatient(db(), patient.id, place, "abc");
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(openForPatient(db(), patient.id, place, changed)).rejects.toThrow(SealBrokenError);
    }
    await expect(openForPatient(db(), patient.id, place, new Uint8Array())).rejects.toThrow(SealBrokenError);
  });

  it("makes one key for a patient, however many first writes meet", async () => {
    const visit = await createVisit();
    const sealed = await Promise.all(Array.from({ length: 6 }, (_, n) => sealForPatient(db(), visit.patientId, place, String(n))));
    expect(await db().patientKey.count({ where: { patientId: visit.patientId } })).toBe(1);
    for (const [n, each] of sealed.entries()) expect(await openTextForPatient(db(), visit.patientId, place, each)).toBe(String(n));
  });

  it("opens under an older key-encryption key while that is configured, and not after", async () => {
    const sealed = await sealForPatient(db(), patient.id, place, "kept");
    const forPractice = await sealForPractice(patient.practiceId, place, "kept");
    process.env.BEDSIDE_KEK = randomBytes(32).toString("base64");
    process.env.BEDSIDE_KEK_OLD = kek;
    delete holder.bedsideConfig;
    expect(await openTextForPatient(db(), patient.id, place, sealed)).toBe("kept");
    expect(new TextDecoder().decode(await openForPractice(patient.practiceId, place, forPractice))).toBe("kept");
    delete process.env.BEDSIDE_KEK_OLD;
    delete holder.bedsideConfig;
    forgetKeys();
    await expect(openForPatient(db(), patient.id, place, sealed)).rejects.toThrow();
    await expect(openForPractice(patient.practiceId, place, forPractice)).rejects.toThrow();
  });

  it("ACC-22: what is sealed for a practice opens for it alone", async () => {
    const sealed = await sealForPractice(patient.practiceId, place, "mail");
    expect(new TextDecoder().decode(await openForPractice(patient.practiceId, place, sealed))).toBe("mail");
    await expect(openForPractice(other.practiceId, place, sealed)).rejects.toThrow(SealBrokenError);
    await expect(openForPractice(null, place, sealed)).rejects.toThrow(SealBrokenError);
  });

  it("ACC-23: without the patient's key nothing opens again", async () => {
    const visit = await createVisit();
    const sealed = await sealForPatient(db(), visit.patientId, place, "gone");
    await db().patientKey.delete({ where: { patientId: visit.patientId } });
    await expect(openForPatient(db(), visit.patientId, place, sealed)).rejects.toThrow(SealBrokenError);
    await sealForPatient(db(), visit.patientId, place, "new");
    await expect(openForPatient(db(), visit.patientId, place, sealed)).rejects.toThrow(SealBrokenError);
  });
});
