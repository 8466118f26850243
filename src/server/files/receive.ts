import "server-only";
import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import type { FileProblem } from "@/core/files/byte-walk";
import { fileError, type KeptFile, type UploadTicket } from "@/core/files/contract";
import { inspectFile, type Inspected } from "@/core/files/inspect";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, type Result } from "@/core/kit/result";
import { auditApart, auditRow } from "../kit/audit-row";
import { db } from "../kit/db";
import type { Call } from "../kit/operation";
import { KEEP } from "./operations";
import { objectStore } from "./choose-store";
import type { ObjectStore } from "./object-store";
import { beginScan, ScannerError } from "./scanner";
import { sealFile } from "./sealed-stream";
import { openTicket, sealReceipt } from "./tickets";

/** How long nothing may come before an upload is given up. */
const SILENT_MS = 30_000;
/** Uploads that one process reads at once: what is looked at whole (a PDF) takes memory. */
const AT_ONCE = 6;

const under = globalThis as typeof globalThis & { bedsideUploads?: number };

/** Nothing came for too long. */
export class Silence extends Error {}

/** Stops the writing of an object because of what is in it. */
class NotTaken extends Error {
  constructor(readonly problem: FileProblem | "infected") {
    super(problem);
  }
}

function inflate(packed: Uint8Array, maxBytes: number): Uint8Array | null {
  if (maxBytes < 1) return null;
  try {
    return inflateSync(packed, { maxOutputLength: maxBytes });
  } catch {
    // Broken, or larger than it may get: either way it is not looked into.
    return null;
  }
}

/** The body in pieces; gives up where none comes for a while. */
export async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      let timer: NodeJS.Timeout | undefined;
      const silence = new Promise<never>((_done, fail) => {
        timer = setTimeout(() => fail(new Silence("nothing came")), SILENT_MS);
      });
      const part = await Promise.race([reader.read(), silence]).finally(() => clearTimeout(timer));
      if (part.done) return;
      yield part.value;
    }
  } finally {
    await reader.cancel().catch(() => null);
  }
}

interface Taken {
  readonly seen: Extract<Inspected, { ok: true }>;
  readonly sha256: string;
}

/** Reads, looks, has it scanned, hashes, seals and stores in one pass: nothing is there until all of it was right. */
async function takeIn(store: ObjectStore, storageKey: string, ticket: UploadTicket, body: ReadableStream<Uint8Array>): Promise<Taken> {
  const inspection = inspectFile(ticket.purpose, ticket.name, inflate);
  const hash = createHash("sha256");
  const scan = await beginScan();
  let taken: Taken | null = null;
  const looked = async function* () {
    for await (const part of piecesOf(body)) {
      const problem = inspection.push(part);
      if (problem !== null) throw new NotTaken(problem);
      hash.update(part);
      await scan?.push(part);
      yield part;
    }
    const seen = inspection.end();
    if (!seen.ok) throw new NotTaken(seen.problem);
    // The object is whole only after this has ended: until the verdict there is nothing to be had (FILE-19).
    if ((await scan?.end()) === "infected") throw new NotTaken("infected");
    taken = { seen, sha256: hash.digest("hex") };
  };
  try {
    await store.put(storageKey, await sealFile(db(), ticket, looked()));
  } finally {
    scan?.cancel();
  }
  if (taken === null) throw new Error("an object was stored before its source ended");
  return taken;
}

async function refused(call: Omit<Call, "input">, ticket: UploadTicket, error: DomainError): Promise<Result<never, DomainError>> {
  const { resource } = KEEP[ticket.purpose].access;
  const subject = { type: resource, id: ticket.fileId, patientId: ticket.patientId };
  await auditApart({ ...call, input: null }, auditRow({ ...call, input: null }, { action: `${resource}.create`, subject, facts: null, outcome: "refused", code: error.code }));
  return err(error);
}

/** What is told of an upload that was not taken; null: something else broke. */
function errorOf(thrown: unknown, { purpose }: UploadTicket): DomainError | null {
  if (thrown instanceof ScannerError) return domainError("unavailable", "files.no_scan");
  if (thrown instanceof Silence) return domainError("invalid", "files.stopped");
  if (!(thrown instanceof NotTaken)) return null;
  const { problem } = thrown;
  return problem === "infected" ? domainError("invalid", "files.infected") : fileError(problem, purpose);
}

/** Takes the bytes that a ticket allows. Whatever goes wrong, nothing of them stays. */
export async function receiveUpload(call: Omit<Call, "input">, ticketText: string, body: ReadableStream<Uint8Array>): Promise<Result<KeptFile, DomainError>> {
  const ticket = await openTicket(call.actor, ticketText, call.nowMs);
  if (ticket === null) return err(domainError("not_found", "kit.not_found"));
  const store = objectStore();
  if (store === null) return err(domainError("unavailable", "files.no_store"));
  if ((under.bedsideUploads ?? 0) >= AT_ONCE) return err(domainError("rate_limited", "files.busy", { params: { seconds: 10 } }));
  under.bedsideUploads = (under.bedsideUploads ?? 0) + 1;
  // Another try is another object: two at once never write to one.
  const storageKey = `${ticket.practiceId}/${crypto.randomUUID()}`;
  try {
    const { seen, sha256 } = await takeIn(store, storageKey, ticket, body);
    const receipt = await sealReceipt(call.actor, { ...ticket, kind: seen.kind, byteCount: seen.byteCount, sha256, storageKey });
    const answer = await KEEP[ticket.purpose].run({ ...call, input: { receipt }, idempotencyKey: null });
    if (!answer.result.ok) await store.remove(storageKey);
    return answer.result;
  } catch (thrown) {
    const error = errorOf(thrown, ticket);
    if (error === null) throw thrown;
    return refused(call, ticket, error);
  } finally {
    under.bedsideUploads -= 1;
  }
}
