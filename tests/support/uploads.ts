// Sends files as the browser does, past HTTP: asks for a ticket, then gives the bytes.
import { randomUUID } from "node:crypto";
import type { Actor } from "@/core/access/actor";
import type { KeptFile } from "@/core/files/contract";
import type { FilePurpose } from "@/core/files/purposes";
import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import { fileCommands } from "@/server/files/operations";
import { receiveUpload } from "@/server/files/receive";
import type { Command } from "@/server/kit/operation";
import { value } from "./people-fixture";
import { act } from "./visit-fixture";

/** A command about files, by the second half of its name. */
export const fileCommand = (name: string) => fileCommands.find((each) => each.name === `files/${name}`) as Command<{ ticket: string }>;

/** Bytes in pieces; `breakAt`: where the sender goes away. */
export function streamOf(bytes: Uint8Array, { step = 64 * 1024, breakAt = Infinity } = {}): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= breakAt) return controller.error(new Error("the sender went away"));
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + step));
      at += step;
    },
  });
}

/** What a request brings beside its bytes. */
export const callOf = (actor: Actor) => ({ actor, requestId: randomUUID(), nowMs: Date.now(), source: randomUUID(), cookie: () => null });

/** A file as somebody holds it. */
export interface Given {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly patientId?: string;
}

/** Asks whether it may come. */
export async function ticketFor(actor: Actor, purpose: FilePurpose, { name, bytes, patientId }: Given): Promise<Result<{ ticket: string }, DomainError>> {
  return act(fileCommand(`prepare-${purpose}`), actor, { name, byteCount: bytes.length, ...(patientId === undefined ? {} : { patientId }) });
}

/** Sends it. */
export async function upload(actor: Actor, purpose: FilePurpose, given: Given, body = streamOf(given.bytes)): Promise<Result<KeptFile, DomainError>> {
  const { ticket } = value(await ticketFor(actor, purpose, given));
  return receiveUpload(callOf(actor), ticket, body);
}
