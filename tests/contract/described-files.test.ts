import fc from "fast-check";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET } from "@/app/api/files/[purpose]/[fileId]/route";
import { POST } from "@/app/api/files/upload/route";
import type { StaffActor } from "@/core/access/actor";
import { FILE_PURPOSES, type FilePurpose } from "@/core/files/purposes";
import { sealTicket } from "@/server/files/tickets";
import { closeDb, db } from "@/server/kit/db";
import { signInAs } from "../support/browser";
import { operationAt, undocumentedIn } from "../support/described";
import { glbFile, glbWithPicture, jpegFile, pdfFile, pdfWithPacked, pngFile, stlFile, textStl, webpFile } from "../support/sample-files";
import { createClinician, createVisit, openAs, type VisitFixture } from "../support/visit-fixture";

/** `BEDSIDE_FUZZ_RUNS=2000 npm test -- contract described-files` tries more, from another seed each time. */
const MORE = Number(process.env.BEDSIDE_FUZZ_RUNS ?? 0);
const RUNS = MORE > 0 ? MORE : 800;
const SEED = MORE > 0 ? Date.now() % 2 ** 31 : 20_261_126;
const UPLOAD = operationAt("/api/files/upload", "post");
const BYTES = operationAt("/api/files/{purpose}/{fileId}", "get");

const folder = mkdtempSync(join(tmpdir(), "bedside-described-"));
process.env.BEDSIDE_FILES_DIR = folder;

let visit: VisitFixture;
let callers: Readonly<Record<string, Record<string, string>>>;
let actors: Readonly<Record<"clinician" | "admin", StaffActor>>;
const fileIds: string[] = [];
const statuses = { upload: new Set<number>(), bytes: new Set<number>() };

beforeAll(async () => {
  visit = await createVisit();
  const office = await createClinician(visit.practiceId);
  await db().staffMember.update({ where: { id: office.staffId }, data: { roles: ["admin"] } });
  actors = { clinician: visit.clinician, admin: { ...office, roles: ["admin"] } };
  const { cookies } = await openAs(visit.token);
  callers = {
    clinician: { cookie: (await signInAs(visit.clinician)).cookie },
    admin: { cookie: (await signInAs(office)).cookie },
    visitor: { cookie: [...cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; "), "x-bedside-actor": `visit:${visit.visitId}` },
    nobody: { "x-bedside-actor": "public" },
    nonsense: { "x-bedside-actor": "somebody:else" },
  };
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await closeDb();
});

const GOOD = [pngFile(), jpegFile(), webpFile(), pdfFile(), stlFile(), textStl(), glbFile(), glbWithPicture(pngFile())];
const WICKED = [pngFile({ width: 60_000, height: 60_000 }), pdfFile("<< /S /JavaScript /JS (x) >>"), pdfWithPacked("<< /Launch >>"), Buffer.from("<svg onload=alert(1)>".padEnd(99)), Buffer.from("PK\x03\x04"), Buffer.from("MZ")];

/** Whole files, files with a byte changed, cut off, doubled or with something behind their end, and noise. */
const bodies: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.constantFrom(...GOOD),
  fc.constantFrom(...WICKED),
  fc.tuple(fc.constantFrom(...GOOD, ...WICKED), fc.nat(400), fc.integer({ min: 1, max: 255 })).map(([file, at, by]) => Uint8Array.from(file, (byte, index) => (index === at % file.length ? byte ^ by : byte))),
  fc.tuple(fc.constantFrom(...GOOD), fc.nat(400)).map(([file, length]) => file.subarray(0, length % file.length)),
  fc.tuple(fc.constantFrom(...GOOD), fc.uint8Array({ minLength: 1, maxLength: 40 })).map((parts) => Buffer.concat(parts)),
  fc.uint8Array({ maxLength: 300 }),
);

type TicketKind = "own" | "other" | "old" | "noise" | "none";

async function ticketFor(kind: TicketKind, who: string, purpose: FilePurpose, name: string, noise: string): Promise<string | null> {
  if (kind === "none") return null;
  if (kind === "noise") return noise;
  const owner = kind === "other" || !(who in actors) ? actors.admin : actors[who as keyof typeof actors];
  const untilMs = Date.now() + (kind === "old" ? -1 : 60_000);
  const patientId = purpose === "document" ? visit.patientId : null;
  return sealTicket(owner, { fileId: randomUUID() as never, practiceId: visit.practiceId, patientId, purpose, name, untilMs });
}

function requestOf(who: string, ticket: string | null, body: Uint8Array): Request {
  const headers = new Headers({ "content-type": "application/octet-stream", "x-forwarded-for": randomUUID(), ...callers[who] });
  if (ticket !== null) headers.set("x-bedside-upload", ticket);
  return new Request("http://localhost:3000/api/files/upload", { method: "POST", headers, body: body as BodyInit });
}

async function judge(what: keyof typeof statuses, response: Response): Promise<unknown> {
  const mediaType = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
  const body: unknown = mediaType === "application/json" ? await response.json() : await response.arrayBuffer();
  if (response.status >= 500) throw new Error(`${response.status}: ${JSON.stringify(body)}`);
  const wrong = undocumentedIn(what === "upload" ? UPLOAD : BYTES, response.status, mediaType, body);
  if (wrong !== null) throw new Error(`${response.status}: ${wrong}`);
  statuses[what].add(response.status);
  return body;
}

describe("the routes of bytes are as they are described", () => {
  it("IN-8: an upload of whatever bytes, with whatever ticket, gets an answer that the description names", async () => {
    const drawn = fc.record({
      who: fc.constantFrom("clinician", "admin", "visitor", "nobody", "nonsense"),
      ticket: fc.constantFrom<TicketKind>("own", "own", "own", "other", "old", "noise", "none"),
      purpose: fc.constantFrom(...FILE_PURPOSES),
      name: fc.oneof(fc.constantFrom("a.png", "skull.stl", "../../etc/passwd", ""), fc.string({ maxLength: 60 })),
      noise: fc.stringMatching(/^[A-Za-z0-9_-]{1,200}$/),
      body: bodies,
    });
    await fc.assert(
      fc.asyncProperty(drawn, async ({ who, ticket, purpose, name, noise, body }) => {
        const sent = await ticketFor(ticket, who, purpose, name, noise);
        const answer = (await judge("upload", await POST(requestOf(who, sent, body)))) as { value?: { fileId: string } };
        if (answer.value !== undefined) fileIds.push(answer.value.fileId);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: MORE === 0 },
    );
    // Both what is taken and every kind of refusal were judged.
    expect([...statuses.upload].sort()).toEqual(expect.arrayContaining([200, 400, 404]));
    expect(fileIds.length).toBeGreaterThan(5);
  });

  it("IN-8: the bytes of whatever file, for whoever asks, come under a type that the description names", async () => {
    const drawn = fc.record({
      who: fc.constantFrom("clinician", "admin", "visitor", "nobody", "nonsense"),
      purpose: fc.oneof({ arbitrary: fc.constantFrom<string>(...FILE_PURPOSES), weight: 9 }, { arbitrary: fc.constantFrom("documents", "..", ""), weight: 1 }),
      fileId: fc.oneof({ arbitrary: fc.constantFrom(...fileIds), weight: 6 }, { arbitrary: fc.uuid(), weight: 1 }, { arbitrary: fc.string({ maxLength: 40 }), weight: 1 }),
      query: fc.constantFrom("", "?show=1", "?as=public", "?as=rubbish", "?show=2"),
    });
    await fc.assert(
      fc.asyncProperty(drawn, async ({ who, purpose, fileId, query }) => {
        const request = new Request(`http://localhost:3000/api/files/${encodeURIComponent(purpose)}/${encodeURIComponent(fileId)}${query}`, { headers: { "x-forwarded-for": randomUUID(), ...callers[who] } });
        await judge("bytes", await GET(request, { params: Promise.resolve({ purpose, fileId }) }));
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: MORE === 0 },
    );
    expect([...statuses.bytes].sort()).toEqual(expect.arrayContaining([200, 400, 404]));
  });

  it("IN-8, FILE-6: bytes that are gone are told as gone", async () => {
    // A logo that another one has replaced is not found at all.
    const { id: fileId, purpose, storageKey } = await db().storedFile.findFirstOrThrow({ where: { id: { in: fileIds }, deletedAt: null } });
    rmSync(join(folder, "objects", storageKey));
    const who = purpose === "document" ? "clinician" : "admin";
    const answer = await GET(new Request(`http://localhost:3000/api/files/${purpose}/${fileId}`, { headers: callers[who] }), { params: Promise.resolve({ purpose, fileId }) });
    expect(answer.status).toBe(410);
    await judge("bytes", answer);
  });
});
