import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StaffActor } from "@/core/access/actor";
import { UPLOAD_MS } from "@/core/files/contract";
import { PART_BYTES } from "@/core/files/parts";
import { openBytes } from "@/server/files/give";
import { dropParts, finishParts, receivePart } from "@/server/files/parts";
import { sweepFiles } from "@/server/files/sweep";
import { db } from "@/server/kit/db";
import { value } from "../support/people-fixture";
import { stlFile } from "../support/sample-files";
import { callOf, streamOf, ticketFor } from "../support/uploads";
import { createVisit } from "../support/visit-fixture";

const folder = mkdtempSync(join(tmpdir(), "bedside-parts-"));
process.env.BEDSIDE_FILES_DIR = folder;

let sender: StaffActor;
let other: StaffActor;
const bytes = stlFile(400_000);
bytes.fill(7, 84);
const parts = [0, 1, 2].map((number) => bytes.subarray(number * PART_BYTES, (number + 1) * PART_BYTES));

beforeAll(async () => {
  [sender, other] = [(await createVisit()).clinician, (await createVisit()).clinician];
});
beforeEach(async () => {
  await db().uploadPart.deleteMany({});
  rmSync(join(folder, "objects"), { recursive: true, force: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const objects = (): number => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).length;
const begin = async (given = bytes, name = "large.stl"): Promise<string> => value(await ticketFor(sender, "model", { name, bytes: given })).ticket;
const send = (ticket: string, number: number, part: Uint8Array = parts[number] ?? new Uint8Array(0)) => receivePart(callOf(sender), ticket, number, streamOf(part));

describe("a large file in parts", () => {
  it("FILE-21: parts in any order, one of them twice and one broken off, come to the very file; then they are gone", async () => {
    expect(parts.map(({ length }) => length > 0)).toEqual([true, true, true]);
    const ticket = await begin();
    value(await send(ticket, 0));
    await expect(receivePart(callOf(sender), ticket, 2, streamOf(parts[2] ?? bytes, { breakAt: 1_000_000 }))).rejects.toThrow("went away");
    value(await send(ticket, 2));
    expect(await finishParts(callOf(sender), ticket, 3)).toMatchObject({ error: { code: "files.stopped" } });
    value(await send(ticket, 1));
    expect(value(await send(ticket, 1))).toEqual({ number: 1 });
    const kept = value(await finishParts(callOf(sender), ticket, 3));
    expect(kept).toMatchObject({ byteCount: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
    const stream = await openBytes(kept.fileId);
    expect(Buffer.from(await new Response(stream).arrayBuffer()).equals(bytes)).toBe(true);
    expect([await db().uploadPart.count(), objects()]).toEqual([0, 1]);
  });

  it("FILE-21: what is wrong by its first part is refused there, and what is wrong in the end leaves nothing either", async () => {
    const page = Buffer.from("<svg onload=alert(1)>".padEnd(PART_BYTES));
    expect(await send(await begin(page, "a.stl"), 0, page)).toMatchObject({ error: { code: "files.kind_unknown" } });
    const ticket = await begin();
    for (const number of [0, 1]) value(await send(ticket, number));
    expect(await finishParts(callOf(sender), ticket, 2)).toMatchObject({ error: { code: "files.broken" } });
    expect([await db().uploadPart.count(), objects()]).toEqual([0, 0]);
  });

  it("FILE-21: nobody else adds to it, a part has its number and its size, and its time ends", async () => {
    const ticket = await begin();
    expect(await receivePart(callOf(other), ticket, 0, streamOf(parts[0] ?? bytes))).toMatchObject({ error: { kind: "not_found" } });
    for (const number of [-1, 0.5, 25, NaN]) expect(await send(ticket, number, parts[0])).toMatchObject({ error: { kind: "not_found" } });
    expect(await send(ticket, 0, bytes.subarray(0, PART_BYTES + 1))).toMatchObject({ error: { kind: "too_large" } });
    expect(await send(ticket, 0, new Uint8Array(0))).toMatchObject({ error: { code: "files.empty" } });
    expect(await receivePart({ ...callOf(sender), nowMs: Date.now() + UPLOAD_MS.model }, ticket, 0, streamOf(parts[0] ?? bytes))).toMatchObject({ error: { kind: "not_found" } });
    expect(objects()).toBe(0);
  });

  it("FILE-8, FILE-21: stopped, nothing stays; forgotten, it goes with its ticket and not before", async () => {
    const stopped = await begin();
    value(await send(stopped, 0));
    value(await dropParts(callOf(sender), stopped));
    expect([await db().uploadPart.count(), objects()]).toEqual([0, 0]);
    const ticket = await begin();
    value(await send(ticket, 0));
    await sweepFiles(Date.now() + 90 * 60_000);
    expect([await db().uploadPart.count(), objects()]).toEqual([1, 1]);
    await sweepFiles(Date.now() + UPLOAD_MS.model + 60_000);
    expect([await db().uploadPart.count(), objects()]).toEqual([0, 0]);
  });
});
