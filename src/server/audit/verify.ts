import "server-only";
import { type Finding, type FindingKind, type Verification } from "@/core/audit/findings";
import type { Checkpoint } from "@/core/audit/checkpoint";
import { db, type Tx } from "../kit/db";
import { auditMacHolds, sealHolds } from "./audit-mac";
import { checkpointHolds } from "./checkpoint-key";
import type { CheckpointStore } from "./checkpoint-port";
import { entryOfRow, type AuditRow } from "./rows";

const BATCH = 5_000;
/** How long an entry may wait for its seal before that is told. */
const SEAL_WITHIN_S = 60;
const CLOCK_SLACK_MS = 60_000;

interface SealedRow extends Omit<AuditRow, "id" | "at"> {
  readonly position: bigint;
  readonly entryId: bigint;
  readonly sealedAt: Date;
  readonly hash: Uint8Array;
  /** Null where the entry is gone. */
  readonly id: bigint | null;
  readonly at: Date | null;
}

/** What {@link verifyAudit} is told while it runs. */
export interface VerifyOptions {
  readonly nowMs: number;
  /** Where checkpoints are kept; null: the chain alone is checked, and a cut-off end doesn't show. */
  readonly store: CheckpointStore | null;
  /** Called after every batch. */
  readonly onProgress?: (checked: number, total: number) => void;
}

interface Walk {
  checked: number;
  position: bigint;
  hash: Uint8Array;
  clockNotes: number;
}

class Found extends Error {
  constructor(readonly finding: Finding) {
    super(finding.kind);
  }
}

function tell(kind: FindingKind, position: bigint | number | null, entryId: bigint | null): never {
  throw new Found({ kind, position: position === null ? null : Number(position), entryId: entryId === null ? null : String(entryId) });
}

/**
 * Goes over the whole audit in the order of sealing and stops at the first thing that is wrong. Holds
 * a batch of rows and the checkpoints' heads in memory, however long the audit is. What is written
 * while it runs is left for the next time.
 */
export async function verifyAudit({ nowMs, store, onProgress }: VerifyOptions): Promise<Verification> {
  const walk: Walk = { checked: 0, position: 0n, hash: new Uint8Array(), clockNotes: 0 };
  let finding: Finding | null = null;
  let checkpoints = new Map<number, Checkpoint>();
  try {
    const read = await readCheckpoints(store);
    checkpoints = read.byPosition;
    walk.clockNotes += read.clockNotes;
    const total = Number((await db().auditSeal.findFirst({ orderBy: { position: "desc" }, select: { position: true } }))?.position ?? 0n);
    while (await verifyBatch(walk, checkpoints)) onProgress?.(walk.checked, total);
    verifyEnd(walk, checkpoints);
    await verifyCopies(db());
    await verifyUnsealed(db());
  } catch (thrown) {
    if (!(thrown instanceof Found)) throw thrown;
    finding = thrown.finding;
  }
  return { atMs: nowMs, checked: walk.checked, position: Number(walk.position), checkpoints: checkpoints.size, clockNotes: walk.clockNotes, finding };
}

async function readCheckpoints(store: CheckpointStore | null): Promise<{ byPosition: Map<number, Checkpoint>; clockNotes: number }> {
  const byPosition = new Map<number, Checkpoint>();
  let clockNotes = 0;
  let latest: Checkpoint | null = null;
  for await (const checkpoint of store?.read() ?? []) {
    if (checkpoint === null) tell("checkpoint_forged", null, null);
    if (!checkpointHolds(checkpoint)) tell("checkpoint_forged", checkpoint.position, null);
    const other = byPosition.get(checkpoint.position);
    // Two genuine statements about one place that differ: the chain was another then.
    if (other !== undefined && other.head !== checkpoint.head) tell("cut_off", checkpoint.position, null);
    byPosition.set(checkpoint.position, checkpoint);
    if (latest !== null && checkpoint.position > latest.position && checkpoint.atMs < latest.atMs) clockNotes += 1;
    latest = checkpoint;
  }
  return { byPosition, clockNotes };
}

async function verifyBatch(walk: Walk, checkpoints: ReadonlyMap<number, Checkpoint>): Promise<boolean> {
  const rows = await db().$queryRaw<SealedRow[]>`
    select s.position, s.entry_id as "entryId", s.sealed_at as "sealedAt", s.hash,
      e.id, e.at, e.practice_id as "practiceId", e.actor_kind as "actorKind", e.actor_id as "actorId", e.action,
      e.subject_type as "subjectType", e.subject_id as "subjectId", e.patient_id as "patientId", e.outcome, e.code,
      e.request_id as "requestId", e.text_version as "textVersion", e.session_id as "sessionId", e.actor_roles as "actorRoles",
      e.purpose, e.break_glass_id as "breakGlassId", e.source_hash as "sourceHash", e.mac
    from (select * from audit_seal where position > ${walk.position} order by position limit ${BATCH}) s
    left join audit_entry e on e.id = s.entry_id order by s.position`;
  for (const row of rows) verifyRow(walk, row, checkpoints);
  return rows.length === BATCH;
}

function verifyRow(walk: Walk, row: SealedRow, checkpoints: ReadonlyMap<number, Checkpoint>): void {
  const expected = walk.position + 1n;
  if (row.position !== expected) tell("seal_missing", expected, null);
  if (row.id === null || row.at === null) tell("deleted", row.position, row.entryId);
  const entry = { ...row, id: row.id, at: row.at };
  if (!auditMacHolds(entryOfRow(entry), row.mac, row.textVersion === 1 ? 1 : 2)) tell("edited", row.position, row.entryId);
  if (!sealHolds({ before: walk.hash, mac: row.mac, entryId: row.entryId }, row.hash)) tell("moved", row.position, row.entryId);
  if (row.at.getTime() > row.sealedAt.getTime() + CLOCK_SLACK_MS) walk.clockNotes += 1;
  const checkpoint = checkpoints.get(Number(row.position));
  if (checkpoint !== undefined && checkpoint.head !== Buffer.from(row.hash).toString("hex")) tell("cut_off", row.position, row.entryId);
  walk.position = row.position;
  walk.hash = row.hash;
  walk.checked += 1;
}

/** A signed checkpoint says that the chain was longer once. */
function verifyEnd(walk: Walk, checkpoints: ReadonlyMap<number, Checkpoint>): void {
  const beyond = [...checkpoints.keys()].filter((position) => position > Number(walk.position));
  if (beyond.length > 0) tell("cut_off", walk.position + 1n, null);
}

/** No two entries share a MAC, as each has a nonce of its own: one that does is a copy. */
async function verifyCopies(tx: Tx): Promise<void> {
  const [copy] = await tx.$queryRaw<{ id: bigint; position: bigint | null }[]>`
    select c.id, s.position from (select max(id) as id from audit_entry where text_version = 2 group by mac having count(*) > 1 order by 1 limit 1) c
    left join audit_seal s on s.entry_id = c.id`;
  if (copy !== undefined) tell("duplicated", copy.position, copy.id);
}

async function verifyUnsealed(tx: Tx): Promise<void> {
  const [left] = await tx.$queryRaw<{ id: bigint }[]>`
    select e.id from audit_entry e
    where e.at < clock_timestamp() - make_interval(secs => ${SEAL_WITHIN_S})
      and not exists (select 1 from audit_seal s where s.entry_id = e.id) order by e.id limit 1`;
  if (left !== undefined) tell("unsealed", null, left.id);
}
