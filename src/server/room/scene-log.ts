import "server-only";
import { isPolicy } from "@/core/room/element-values";
import { canonicalJson, type JsonValue } from "@/core/room/json";
import type { StoredScene } from "@/core/room/admission";
import { type SceneOp, parseOp } from "@/core/room/op";
import { KEPT_BEYOND_NEWEST } from "@/core/room/kept-registers";
import { registers } from "@/core/room/registers";
import { snapshotOf, type Snapshot } from "@/core/room/snapshot";
import { stateFrom } from "@/core/room/snapshot-codec";
import { markSeen, type SceneState } from "@/core/room/state";
import type { Tx } from "../kit/db";
import { patientOpener, patientSealer } from "../kit/sealing";
import type { VisitRow } from "../visits/visit-record";
import { findSnapshot } from "./snapshots";

/** Most ops in one answer; the reader asks again for more. */
export const PAGE_OPS = 1000;

const decoder = new TextDecoder();

const placeOf = (visitId: string, op: { actor: number; seq: number | bigint }) => ({
  table: "scene_op",
  row: `${visitId}/${op.actor}/${op.seq}`,
  field: "value_sealed",
});

/** What is stored, as far as judging one actor's push needs it. */
export async function readStored(tx: Tx, row: VisitRow, actor: number): Promise<StoredScene> {
  const own = await tx.sceneOp.aggregate({ where: { visitId: row.id, actor }, _max: { seq: true } });
  const all = await tx.sceneOp.aggregate({ where: { visitId: row.id }, _max: { lamport: true } });
  return {
    lastSeq: Number(own._max.seq ?? 0n),
    lastLamport: Number(all._max.lamport ?? 0n),
    // One version an op: the newest version is also the count.
    opCount: Number(row.sceneVersion),
  };
}

/** Whether a policy of this visit ever let somebody beside patient and clinicians change the scene. */
export async function wereGuestsLet(tx: Tx, row: VisitRow): Promise<boolean> {
  const policies = await tx.sceneOp.findMany({ where: { visitId: row.id, register: registers.policy }, select: { actor: true, seq: true, valueSealed: true } });
  if (policies.length === 0) return false;
  const open = await patientOpener(tx, row.patientId);
  return policies.some((each) => {
    const value: unknown = JSON.parse(decoder.decode(open(placeOf(row.id, each), each.valueSealed)));
    return isPolicy(value) && value.allow !== "patient" && value.allow !== "clinicians";
  });
}

/**
 * Appends ops under the visit's lock, each with the next version; returns the newest version. `relayedBy`: the
 * page load that hands them in, where it is not their author's.
 */
export async function appendOps(tx: Tx, row: VisitRow, ops: readonly SceneOp[], nowMs: number, relayedBy: number | null = null): Promise<number> {
  const before = Number(row.sceneVersion);
  if (ops.length === 0) return before;
  const seal = await patientSealer(tx, row.patientId);
  const { count } = await tx.sceneOp.createMany({
    data: ops.map((op, index) => ({
      practiceId: row.practiceId,
      visitId: row.id,
      actor: op.actor,
      seq: BigInt(op.seq),
      lamport: BigInt(op.lamport),
      register: op.register,
      valueSealed: seal(placeOf(row.id, op), canonicalJson(op.value)),
      version: BigInt(before + index + 1),
      receivedAt: new Date(nowMs),
      relayedBy,
    })),
  });
  if (count !== ops.length) throw new Error("scene ops were not all stored");
  const version = before + ops.length;
  await tx.visit.update({ where: { id: row.id }, data: { sceneVersion: BigInt(version) } });
  return version;
}

interface LogRow {
  readonly actor: number;
  readonly seq: bigint;
  readonly lamport: bigint;
  readonly register: string;
  readonly valueSealed: Uint8Array;
  readonly version: bigint;
}

/** One page of the log. */
export interface LogPage {
  readonly version: number;
  readonly ops: SceneOp[];
  readonly seen: [actor: number, seq: number][];
  readonly more: boolean;
}

/**
 * The log after a version. From the beginning it leaves out what the same actor wrote over on the
 * same register: the same scene in far fewer rows. Policies, and what never changes, come whole. With a
 * snapshot only what came after it is read.
 */
export async function readLog(tx: Tx, row: VisitRow, sinceVersion: number): Promise<LogPage> {
  const snapshot = sinceVersion === 0 ? await findSnapshot(tx, row) : null;
  if (snapshot === null && sinceVersion === 0) return readFromStart(tx, row);
  const tail = await readTail(tx, row, snapshot?.version ?? sinceVersion);
  if (snapshot === null) return tail;
  const { ops, seen } = snapshotOf(foldLog(snapshot, tail));
  return { ...tail, ops: [...ops], seen: seen.map(([actor, seq]) => [actor, seq]) };
}

/** What a snapshot and the page of log after it come to. */
export function foldLog(snapshot: Snapshot | null, tail: Pick<LogPage, "ops" | "seen">): SceneState {
  // What is kept as it came, from before a rule was tightened, no page draws: it counts as seen, and that is all.
  const settled = tail.ops.flatMap((op) => {
    const parsed = parseOp(op);
    return parsed.ok ? [parsed.value] : [];
  });
  const state = stateFrom(snapshot, settled);
  for (const [actor, seq] of tail.seen) markSeen(state, actor, seq);
  return state;
}

/** Every op after a version, page by page. `seen` names those who wrote in it: what came before was accounted for then. */
export async function readTail(tx: Tx, row: VisitRow, sinceVersion: number, limit = PAGE_OPS): Promise<LogPage> {
  const rows = await rowsAfter(tx, row.id, sinceVersion, row.sceneVersion, limit);
  const page = await openPage(tx, row, rows, limit);
  const seen = new Map<number, number>();
  for (const { actor, seq } of page.ops) seen.set(actor, Math.max(seen.get(actor) ?? 0, seq));
  return { ...page, version: Math.max(page.version, sinceVersion), seen: [...seen] };
}

async function readFromStart(tx: Tx, row: VisitRow): Promise<LogPage> {
  const page = await openPage(tx, row, await newestRows(tx, row.id, row.sceneVersion), PAGE_OPS);
  const seen = await tx.sceneOp.groupBy({ by: ["actor"], where: { visitId: row.id, version: { lte: page.version } }, _max: { seq: true } });
  return { ...page, seen: seen.map(({ actor, _max }) => [actor, Number(_max.seq ?? 0n)]) };
}

async function openPage(tx: Tx, row: VisitRow, rows: readonly LogRow[], limit: number): Promise<Omit<LogPage, "seen">> {
  const page = rows.slice(0, limit);
  const more = rows.length > limit;
  return { version: Number(more ? (page.at(-1)?.version ?? row.sceneVersion) : row.sceneVersion), more, ops: await openRows(tx, row, page) };
}

/** Opens what rows of a visit's log hold, in their order. */
export async function openRows(tx: Tx, row: VisitRow, rows: readonly Omit<LogRow, "version">[]): Promise<SceneOp[]> {
  if (rows.length === 0) return [];
  const open = await patientOpener(tx, row.patientId);
  return rows.map((each) => {
    const value = JSON.parse(decoder.decode(open(placeOf(row.id, each), each.valueSealed))) as JsonValue;
    return { actor: each.actor, seq: Number(each.seq), lamport: Number(each.lamport), register: each.register, value };
  });
}

function newestRows(tx: Tx, visitId: string, upTo: bigint): Promise<LogRow[]> {
  return tx.$queryRaw<LogRow[]>`
    select * from (
      select distinct on (register, actor, kept) actor, seq, lamport, register, value_sealed as "valueSealed", version,
        case when register ~ ${KEPT_BEYOND_NEWEST} then seq else 0 end kept
      from scene_op where visit_id = ${visitId}::uuid and version <= ${upTo}
      order by register, actor, kept, seq desc) newest
    order by version limit ${PAGE_OPS + 1}`;
}

function rowsAfter(tx: Tx, visitId: string, sinceVersion: number, upTo: bigint, limit: number): Promise<LogRow[]> {
  return tx.$queryRaw<LogRow[]>`
    select actor, seq, lamport, register, value_sealed as "valueSealed", version
    from scene_op where visit_id = ${visitId}::uuid and version > ${sinceVersion} and version <= ${upTo}
    order by version limit ${limit + 1}`;
}
