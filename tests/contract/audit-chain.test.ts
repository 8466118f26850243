import { randomBytes } from "node:crypto";
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "@/core/audit/findings";
import { checkpointPublicKey } from "@/server/audit/checkpoint-key";
import { folderCheckpoints } from "@/server/audit/checkpoint-store";
import { publishCheckpoints, takeCheckpoint } from "@/server/audit/checkpoints";
import { closeChain, pruneSources } from "@/server/audit/keep-chain";
import { AuditSealer, sealLagS } from "@/server/audit/seal";
import { verifyAudit } from "@/server/audit/verify";
import { writeAudit } from "@/server/audit/write-audit";
import { db } from "@/server/kit/db";
import { someEntry, withTampering, writeEntries } from "../support/audit-tamper";

const folder = mkdtempSync(join(tmpdir(), "bedside-checkpoints-"));
const store = folderCheckpoints(folder);
const holder = globalThis as typeof globalThis & { bedsideConfig?: unknown };
const auditKey = process.env.BEDSIDE_AUDIT_KEY;
const checkpointKey = process.env.BEDSIDE_CHECKPOINT_KEY;

const verify = () => verifyAudit({ nowMs: Date.now(), store });
const findingAfter = (sql: () => Promise<unknown>): Promise<Finding | null> => withTampering(sql, async () => (await verify()).finding);
const lastPosition = async () => Number((await db().auditSeal.findFirstOrThrow({ orderBy: { position: "desc" } })).position);
const entryAt = async (position: number) => (await db().auditSeal.findUniqueOrThrow({ where: { position: BigInt(position) } })).entryId;

async function sealAll(): Promise<void> {
  await new AuditSealer().round();
}

async function checkpointNow(): Promise<void> {
  await takeCheckpoint(Date.now(), true);
  await publishCheckpoints(Date.now());
}

beforeAll(async () => {
  process.env.BEDSIDE_CHECKPOINT_DIR = folder;
  delete holder.bedsideConfig;
  await writeEntries(12);
  await sealAll();
  await checkpointNow();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("sealing", () => {
  it("AUD-9: puts every committed entry into the chain, once, without gaps", async () => {
    await Promise.all([writeEntries(15), writeEntries(15)]);
    await sealAll();
    const seals = await db().auditSeal.findMany({ orderBy: { position: "asc" } });
    expect(seals.map((each) => Number(each.position))).toEqual(seals.map((_, index) => index + 1));
    expect(seals).toHaveLength(await db().auditEntry.count());
    expect(await sealLagS(db())).toBe(0);
    expect((await verify()).finding).toBeNull();
  });

  it("AUD-9: an entry that commits late, with a lower id, is sealed behind later ones; an undone one leaves a gap", async () => {
    const sealer = new AuditSealer();
    await sealer.round();
    let lateId = 0n;
    await db().$transaction(
      async (tx) => {
        await writeAudit(tx, someEntry({ action: "test.late" }));
        lateId = (await tx.auditEntry.findFirstOrThrow({ where: { action: "test.late" } })).id;
        await db().$transaction(async (undone) => {
          await writeAudit(undone, someEntry());
          throw new Error("undone");
        }).catch((error: Error) => expect(error.message).toBe("undone"));
        await writeEntries(3);
        for (let n = 0; n < 3; n++) await sealer.round();
        await writeEntries(1);
        await sealer.round();
      },
      { timeout: 60_000 },
    );
    await sealer.round();
    const late = await db().auditSeal.findUniqueOrThrow({ where: { entryId: lateId } });
    const before = await db().auditSeal.findUniqueOrThrow({ where: { position: late.position - 1n } });
    expect(before.entryId > late.entryId).toBe(true);
    expect((await verify()).finding).toBeNull();
  });

  it("AUD-9: two sealers and writers at once make one chain", async () => {
    const [a, b] = [new AuditSealer(), new AuditSealer()];
    const writers = [writeEntries(20), writeEntries(20)];
    for (let n = 0; n < 8; n++) await Promise.all([a.round(), b.round()]);
    await Promise.all(writers);
    await sealAll();
    expect(await db().auditSeal.count()).toBe(await db().auditEntry.count());
    expect((await verify()).finding).toBeNull();
  });

  it("AUD-10: signs at a stop, and what is signed lies outside the database, each line only added", async () => {
    await writeEntries(2);
    const before = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")).join("");
    await closeChain(Date.now());
    const after = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")).join("");
    expect(after.startsWith(before)).toBe(true);
    const newest = JSON.parse(after.trim().split("\n").at(-1)!) as { position: number };
    expect(newest.position).toBe(await lastPosition());
    expect(await db().auditCheckpoint.count({ where: { publishedAt: null } })).toBe(0);
    const { checkpoints, finding } = await verify();
    expect(finding).toBeNull();
    expect(checkpoints).toBeGreaterThan(1);
  });

  it("AUD-10: a checkpoint that could not be put outside is put there by a later round", async () => {
    await writeEntries(1);
    await sealAll();
    await takeCheckpoint(Date.now(), true);
    process.env.BEDSIDE_CHECKPOINT_DIR = "/dev/null/nowhere";
    delete holder.bedsideConfig;
    await expect(publishCheckpoints(Date.now())).rejects.toThrow();
    process.env.BEDSIDE_CHECKPOINT_DIR = folder;
    delete holder.bedsideConfig;
    expect(await publishCheckpoints(Date.now())).toBe(1);
  });

  it("AUD-8: addresses and browsers go after 90 days, and the chain holds as before", async () => {
    const old = Date.now() - 91 * 24 * 3_600_000;
    await writeAudit(db(), someEntry({ action: "test.old", atMs: old }), { address: "192.0.2.7", userAgent: "Old browser" });
    await writeAudit(db(), someEntry({ action: "test.fresh" }), { address: "192.0.2.8", userAgent: "New browser" });
    await sealAll();
    expect(await pruneSources(Date.now())).toBe(1);
    expect((await db().auditSource.findMany()).map((each) => each.address)).toEqual(["192.0.2.8"]);
    expect((await verify()).finding).toBeNull();
  });
});

describe("tampering", () => {
  it("AUD-11: an edited entry is named, whichever column was edited", async () => {
    const entryId = await entryAt(5);
    for (const change of ["action = 'patient.list'", "outcome = 'refused'", "at = at + interval '1 second'", "actor_roles = 'admin'", "purpose = 'emergency'", "source_hash = 'x'", "request_id = 'other'", "text_version = 1"]) {
      const finding = await findingAfter(() => db().$executeRawUnsafe(`update audit_entry set ${change} where id = ${entryId}`));
      expect(finding, change).toEqual({ kind: "edited", position: 5, entryId: String(entryId) });
    }
  });

  it("AUD-11: a deleted entry is named, and so is one that went with its seal", async () => {
    const entryId = await entryAt(7);
    expect(await findingAfter(() => db().$executeRaw`delete from audit_entry where id = ${entryId}`)).toEqual({ kind: "deleted", position: 7, entryId: String(entryId) });
    const withSeal = async () => {
      await db().$executeRaw`delete from audit_entry where id = ${entryId}`;
      await db().$executeRaw`delete from audit_seal where position = 7`;
    };
    expect(await findingAfter(withSeal)).toEqual({ kind: "seal_missing", position: 7, entryId: null });
    const closedUp = async () => {
      await withSeal();
      await db().$executeRaw`update audit_seal set position = -position where position > 7`;
      await db().$executeRaw`update audit_seal set position = -position - 1 where position < 0`;
    };
    expect(await findingAfter(closedUp)).toMatchObject({ kind: "moved", position: 7 });
  });

  it("AUD-11: two exchanged entries are named at the first", async () => {
    const [a, b] = [await entryAt(4), await entryAt(9)];
    const exchange = async () => {
      await db().$executeRaw`update audit_entry set id = -1 where id = ${a}`;
      await db().$executeRaw`update audit_entry set id = ${a} where id = ${b}`;
      await db().$executeRaw`update audit_entry set id = ${b} where id = -1`;
    };
    expect(await findingAfter(exchange)).toEqual({ kind: "moved", position: 4, entryId: String(a) });
  });

  it("AUD-11: a copied entry is named, sealed or not", async () => {
    const entryId = await entryAt(6);
    const columns = "practice_id, at, actor_kind, actor_id, action, subject_type, subject_id, patient_id, outcome, code, request_id, text_version, session_id, actor_roles, purpose, break_glass_id, source_hash, mac";
    const copy = () => db().$executeRawUnsafe(`insert into audit_entry (${columns}) select ${columns} from audit_entry where id = ${entryId}`);
    expect(await findingAfter(copy)).toMatchObject({ kind: "duplicated", position: null });
    const sealed = await findingAfter(async () => {
      await copy();
      await sealAll();
    });
    expect(sealed).toMatchObject({ kind: "duplicated" });
    expect(sealed?.position).toBe((await lastPosition()) + 1);
  });

  it("AUD-11: a cut-off end is named through the checkpoints, also when others were written in its place", async () => {
    await writeEntries(3);
    await sealAll();
    await checkpointNow();
    const last = await lastPosition();
    const cut = async () => {
      await db().$executeRaw`delete from audit_entry where id in (select entry_id from audit_seal where position > ${last - 2})`;
      await db().$executeRaw`delete from audit_seal where position > ${last - 2}`;
      await db().$executeRaw`delete from audit_checkpoint where position > ${last - 2}`;
    };
    expect(await findingAfter(cut)).toEqual({ kind: "cut_off", position: last - 1, entryId: null });
    const writtenOver = await findingAfter(async () => {
      await cut();
      await writeEntries(2);
      await sealAll();
    });
    expect(writtenOver).toMatchObject({ kind: "cut_off", position: last });
  });

  it("AUD-11: an entry that was kept from the chain, and a chain emptied altogether, are named", async () => {
    const slipped = () => writeAudit(db(), someEntry({ atMs: Date.now() - 120_000, action: "test.slipped" }));
    expect(await findingAfter(slipped)).toMatchObject({ kind: "unsealed", position: null });
    const emptied = async () => {
      for (const table of ["audit_entry", "audit_seal", "audit_checkpoint"]) await db().$executeRawUnsafe(`delete from ${table}`);
    };
    expect(await findingAfter(emptied)).toEqual({ kind: "cut_off", position: 1, entryId: null });
  });

  it("AUD-11: a checkpoint that was forged, or is no checkpoint, is named", async () => {
    const file = join(folder, readdirSync(folder)[0]!);
    const text = readFileSync(file, "utf8");
    const first = JSON.parse(text.split("\n")[0]!) as { position: number };
    for (const forged of [JSON.stringify({ ...first, position: first.position + 1 }), "{", JSON.stringify({ position: 1 })]) {
      appendFileSync(file, `${forged}\n`);
      expect((await verify()).finding).toMatchObject({ kind: "checkpoint_forged" });
      writeFileSync(file, text);
    }
    expect((await verify()).finding).toBeNull();
  });

  it("AUD-12: clocks that run backwards are noted and are no tampering", async () => {
    const before = (await verify()).clockNotes;
    await writeEntries(2, { atMs: Date.now() + 3_600_000 });
    await sealAll();
    await takeCheckpoint(Date.now() - 7_200_000, true);
    await publishCheckpoints(Date.now());
    await writeEntries(2, { atMs: Date.now() - 3_600_000 });
    await sealAll();
    const { finding, clockNotes } = await verify();
    expect(finding).toBeNull();
    expect(clockNotes).toBeGreaterThanOrEqual(before + 3);
  });
});

describe("keys of the audit", () => {
  it("AUD-13: after the audit key changed, old and new entries hold as long as the old key is known", async () => {
    const holds = async (): Promise<Finding | null> => {
      delete holder.bedsideConfig;
      return (await verify()).finding;
    };
    process.env.BEDSIDE_AUDIT_KEY = randomBytes(32).toString("base64");
    process.env.BEDSIDE_AUDIT_KEY_OLD = auditKey;
    delete holder.bedsideConfig;
    await writeEntries(3);
    await sealAll();
    expect(await holds()).toBeNull();
    delete process.env.BEDSIDE_AUDIT_KEY_OLD;
    expect(await holds()).toMatchObject({ kind: "edited", position: 1 });
    process.env.BEDSIDE_AUDIT_KEY_OLD = auditKey;
    expect(await holds()).toBeNull();
  });

  it("AUD-13: after the checkpoint key changed, old checkpoints hold by the public half alone", async () => {
    const publicHalf = checkpointPublicKey()!;
    process.env.BEDSIDE_CHECKPOINT_KEY = randomBytes(32).toString("base64");
    delete holder.bedsideConfig;
    expect((await verify()).finding).toMatchObject({ kind: "checkpoint_forged" });
    process.env.BEDSIDE_CHECKPOINT_PUBLIC = publicHalf;
    delete holder.bedsideConfig;
    await writeEntries(1);
    await sealAll();
    await checkpointNow();
    expect((await verify()).finding).toBeNull();
    process.env.BEDSIDE_CHECKPOINT_KEY = checkpointKey;
    delete process.env.BEDSIDE_CHECKPOINT_PUBLIC;
    delete holder.bedsideConfig;
  });
});
