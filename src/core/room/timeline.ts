import { createByteReader, createByteWriter } from "./bytes";
import { createOpContext, readOp, writeOp } from "./op-codec";
import type { SceneOp } from "./op";

/** One op of a visit's log: who wrote what is in the op, the rest is the server's word. */
export interface TimelineEntry {
  readonly op: SceneOp;
  /** When the server had it, epoch ms. */
  readonly atMs: number;
  /** The policies of the whole visit do not let it count (ROOM-41): nobody saw it stay. */
  readonly isVoid: boolean;
  /** The page load that handed it in for an author who had gone; null when the author did. */
  readonly relayedBy: number | null;
}

/** How a timeline is packed. Another number is another packing. */
export const TIMELINE_FORMAT = 1;
/** Longest time between the beginning and an entry that can be packed: 24 days. */
const MAX_OFFSET_MS = 0x7fff_ffff;

const VOID = 1;
const RELAYED = 2;

/**
 * Packs entries in the order given: time since the entry before (in ms, signed, since two servers' clocks may
 * differ), flags, op. A turn of a model takes some 20 bytes. `startMs`: the time that the first counts from.
 */
export function packTimeline(entries: readonly TimelineEntry[], startMs: number): Uint8Array<ArrayBuffer> {
  const out = createByteWriter();
  const context = createOpContext();
  out.byte(TIMELINE_FORMAT);
  let last = 0;
  for (const { op, atMs, isVoid, relayedBy } of entries) {
    const offset = Math.min(Math.max(Math.round(atMs - startMs), -MAX_OFFSET_MS), MAX_OFFSET_MS);
    const step = Math.min(Math.max(offset - last, -MAX_OFFSET_MS), MAX_OFFSET_MS);
    // Small steps either way are small numbers: 0, -1, 1, -2 …
    out.varint(step < 0 ? -2 * step - 1 : 2 * step);
    last += step;
    out.byte((isVoid ? VOID : 0) | (relayedBy === null ? 0 : RELAYED));
    if (relayedBy !== null) out.varint(relayedBy);
    writeOp(out, op, context);
  }
  return out.take();
}

/** Reads what `packTimeline` wrote; null for any other bytes. Never throws. */
export function unpackTimeline(bytes: Uint8Array, startMs: number): TimelineEntry[] | null {
  const from = createByteReader(bytes);
  if (from.byte() !== TIMELINE_FORMAT) return null;
  const context = createOpContext();
  const entries: TimelineEntry[] = [];
  let offset = 0;
  while (from.left > 0) {
    const zigzag = from.varint();
    offset += zigzag % 2 === 1 ? -(zigzag + 1) / 2 : zigzag / 2;
    const flags = from.byte();
    const relayedBy = flags & RELAYED ? from.varint() : null;
    const op = readOp(from, context);
    if (op) entries.push({ op, atMs: startMs + offset, isVoid: (flags & VOID) !== 0, relayedBy });
  }
  return from.failed ? null : entries;
}

/** A page sends what it wrote at most this late. */
const SENT_WITHIN_MS = 1000;

/**
 * When each entry is shown again, in ms after `startMs`. A page sends what it wrote in a second together, so what
 * came together from one author is laid out evenly over the time since that author's ops before, a second at
 * most. For the eye alone: what is said of an entry is the server's time.
 */
export function playTimes(entries: readonly TimelineEntry[], startMs: number): readonly number[] {
  const times = entries.map(({ atMs }) => Math.max(0, atMs - startMs));
  const lastMs = new Map<number, number>();
  for (let first = 0; first < entries.length; ) {
    const head = entries[first];
    if (!head) break;
    let end = first + 1;
    for (let next = entries[end]; next && next.op.actor === head.op.actor && next.atMs === head.atMs; next = entries[end]) end += 1;
    const at = times[first] ?? 0;
    const span = Math.min(SENT_WITHIN_MS, Math.max(0, at - (lastMs.get(head.op.actor) ?? at - SENT_WITHIN_MS)), at);
    const count = end - first;
    for (let each = first; each < end; each += 1) times[each] = at - (span * (end - 1 - each)) / count;
    lastMs.set(head.op.actor, at);
    first = end;
  }
  return times;
}
