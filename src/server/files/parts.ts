import "server-only";
import { randomUUID } from "node:crypto";
import type { UploadTicket, KeptFile } from "@/core/files/contract";
import { fileError } from "@/core/files/contract";
import { inspectFile } from "@/core/files/inspect";
import { PART_BYTES, partsOf } from "@/core/files/parts";
import { PURPOSE_RULES } from "@/core/files/purposes";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { db } from "../kit/db";
import type { Call } from "../kit/operation";
import { objectStore } from "./choose-store";
import { keptBytes, quotaBytes } from "./file-record";
import type { ObjectStore } from "./object-store";
import { piecesOf, receiveUpload, Silence } from "./receive";
import { findOpener, sealFile } from "./sealed-stream";
import { openTicket } from "./tickets";

type Bytes = Omit<Call, "input">;
const NOT_FOUND = domainError("not_found", "kit.not_found");

/** Sealed as a file of its own: a part opens under no other number and no other upload. */
const placeOf = ({ practiceId, patientId, fileId }: UploadTicket, number: number) => ({ practiceId, patientId, fileId: `${fileId}/part/${number}` });

/** One part whole in memory: it is small, and nothing is stored of one that broke off. */
async function readPart(body: ReadableStream<Uint8Array>): Promise<Result<Buffer, DomainError>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of piecesOf(body)) {
      length += piece.length;
      if (length > PART_BYTES) return err(domainError("too_large", "kit.too_large"));
      pieces.push(piece);
    }
  } catch (thrown) {
    if (thrown instanceof Silence) return err(domainError("invalid", "files.stopped"));
    throw thrown;
  }
  return length === 0 ? err(domainError("invalid", "files.empty")) : ok(Buffer.concat(pieces));
}

/** What is known to be wrong by the first part: nobody should send the rest of it. */
function wrongAtFirst({ purpose, name }: UploadTicket, bytes: Buffer): DomainError | null {
  // What would need unpacking to be judged is judged at the end.
  const problem = inspectFile(purpose, name, () => null).push(bytes);
  return problem === null ? null : fileError(problem, purpose);
}

async function hasRoom({ practiceId, purpose, fileId }: UploadTicket, byteCount: number): Promise<DomainError | null> {
  const [kept, underway, own] = await Promise.all([
    keptBytes(db(), practiceId),
    db().uploadPart.aggregate({ where: { practiceId }, _sum: { byteCount: true } }),
    db().uploadPart.aggregate({ where: { practiceId, fileId }, _sum: { byteCount: true } }),
  ]);
  if ((own._sum.byteCount ?? 0) + byteCount > PURPOSE_RULES[purpose].maxBytes) return fileError("too_large", purpose);
  return kept + (underway._sum.byteCount ?? 0) + byteCount > quotaBytes() ? domainError("conflict", "files.quota") : null;
}

async function* whole(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function isThere({ practiceId, fileId }: UploadTicket, number: number): Promise<boolean> {
  return (await db().uploadPart.count({ where: { practiceId, fileId, number } })) > 0;
}

async function storePart(store: ObjectStore, ticket: UploadTicket, number: number, bytes: Buffer, nowMs: number): Promise<void> {
  const { practiceId, fileId } = ticket;
  const storageKey = `${practiceId}/${randomUUID()}`;
  await store.put(storageKey, await sealFile(db(), placeOf(ticket, number), whole(bytes)));
  const { count } = await db().uploadPart.createMany({ data: [{ practiceId, fileId, number, byteCount: bytes.length, storageKey, createdAt: new Date(nowMs) }], skipDuplicates: true });
  // The same part came twice at once: the first is kept.
  if (count === 0) await store.remove(storageKey);
}

/**
 * Takes one part of a large file (FILE-21). One that is there already is answered as taken: who lost the answer sends it
 * again. Parts are kept sealed and read by nothing but the end of their own upload.
 */
export async function receivePart(call: Bytes, ticketText: string, number: number, body: ReadableStream<Uint8Array>): Promise<Result<{ number: number }, DomainError>> {
  const ticket = await openTicket(call.actor, ticketText, call.nowMs);
  if (ticket === null || !Number.isInteger(number) || number < 0 || number >= partsOf(PURPOSE_RULES[ticket.purpose].maxBytes)) return err(NOT_FOUND);
  const store = objectStore();
  if (store === null) return err(domainError("unavailable", "files.no_store"));
  if (await isThere(ticket, number)) {
    await body.cancel();
    return ok({ number });
  }
  const read = await readPart(body);
  if (!read.ok) return read;
  const wrong = (number === 0 ? wrongAtFirst(ticket, read.value) : null) ?? (await hasRoom(ticket, read.value.length));
  if (wrong !== null) {
    await forget(store, ticket);
    return err(wrong);
  }
  await storePart(store, ticket, number, read.value, call.nowMs);
  return ok({ number });
}

async function* opened(store: ObjectStore, ticket: UploadTicket, keys: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const [number, storageKey] of keys.entries()) {
    const open = await findOpener(db(), placeOf(ticket, number));
    const sealed = await store.get(storageKey);
    if (open === null || sealed === null) throw new Error("a part that is on record is not in storage");
    yield* open(sealed);
  }
}

async function forget(store: ObjectStore, { practiceId, fileId }: UploadTicket): Promise<void> {
  const rows = await db().uploadPart.findMany({ where: { practiceId, fileId }, select: { storageKey: true } });
  for (const { storageKey } of rows) await store.remove(storageKey);
  await db().uploadPart.deleteMany({ where: { practiceId, fileId } });
}

/** All parts are in: they become one file by the same way as one that came at once, and are gone. `parts`: how many there were to be. */
export async function finishParts(call: Bytes, ticketText: string, parts: number): Promise<Result<KeptFile, DomainError>> {
  const ticket = await openTicket(call.actor, ticketText, call.nowMs);
  const store = objectStore();
  if (ticket === null || store === null) return err(ticket === null ? NOT_FOUND : domainError("unavailable", "files.no_store"));
  const rows = await db().uploadPart.findMany({ where: { practiceId: ticket.practiceId, fileId: ticket.fileId }, orderBy: { number: "asc" } });
  if (rows.length === 0 || rows.length !== parts || rows.some(({ number }, at) => number !== at)) return err(domainError("conflict", "files.stopped"));
  const source = opened(store, ticket, rows.map(({ storageKey }) => storageKey));
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await source.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await source.return(undefined)),
  });
  const result = await receiveUpload(call, ticketText, body);
  // Too many at once is no end: the sender asks again in a while, and sends nothing anew.
  if (result.ok || result.error.kind !== "rate_limited") await forget(store, ticket);
  return result;
}

/** The sender has stopped: nothing stays. */
export async function dropParts(call: Bytes, ticketText: string): Promise<Result<null, DomainError>> {
  const ticket = await openTicket(call.actor, ticketText, call.nowMs);
  const store = objectStore();
  if (ticket === null || store === null) return err(NOT_FOUND);
  await forget(store, ticket);
  return ok(null);
}

/** Takes away parts whose upload nobody ended, once their ticket is over for good. */
export async function sweepParts(store: ObjectStore, beforeMs: number): Promise<void> {
  const rows = await db().uploadPart.findMany({ where: { createdAt: { lt: new Date(beforeMs) } }, select: { id: true, storageKey: true }, take: 1_000 });
  for (const { storageKey } of rows) await store.remove(storageKey);
  await db().uploadPart.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
}
