import "server-only";
import { db, type Tx } from "../kit/db";
import { meters } from "../kit/metrics";
import { makeSealHash } from "./audit-mac";

/** Held by the one process that seals: any number may try. */
const SEALER_LOCK = 0x5ea1;
const BATCH = 1_000;
const SWEEP_EVERY_MS = 3_600_000;
const TRANSACTION = { maxWait: 5_000, timeout: 60_000 };

interface Waiting {
  readonly id: bigint;
  readonly mac: Uint8Array;
}

/** How long the chain is and how it ends. */
export interface ChainHead {
  readonly position: bigint;
  /** Empty for a chain without entries. */
  readonly hash: Uint8Array;
}

/** What a round of sealing did; null: another process is at it. */
export type SealOutcome = { readonly sealed: number; readonly head: ChainHead } | null;

/** The chain's end as the database has it. */
export async function readHead(tx: Tx): Promise<ChainHead> {
  const last = await tx.auditSeal.findFirst({ orderBy: { position: "desc" }, select: { position: true, hash: true } });
  return last === null ? { position: 0n, hash: new Uint8Array() } : last;
}

/** Takes the sealer's lock until the transaction ends, if nobody has it. */
export async function tryLockSealer(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ got: boolean }[]>`select pg_try_advisory_xact_lock(${SEALER_LOCK}::bigint) as got`;
  return row?.got === true;
}

/**
 * Chains audit entries in the order in which it finds them committed: that order is their position.
 * Ids are handed out before they commit, so a later round may find a lower id than it has sealed;
 * ids of transactions that were undone are gaps and nothing waits for them.
 *
 * So that a round needn't look at the whole table, it starts at a `floor`: everything up to there is
 * sealed or will never come. A floor counts from the next round on: it is an entry that was sealed
 * before any transaction now open began, and whatever else lies below it this very round finds.
 */
export class AuditSealer {
  private floor = 0n;
  private sweptAtMs = -Infinity;

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Seals everything that waits, unless another process does. */
  async round(): Promise<SealOutcome> {
    if (this.clock() - this.sweptAtMs >= SWEEP_EVERY_MS) {
      this.floor = 0n;
      this.sweptAtMs = this.clock();
    }
    const nextFloor = await findFloor(db());
    let sealed = 0;
    for (;;) {
      const outcome = await db().$transaction((tx) => this.sealBatch(tx), TRANSACTION);
      if (outcome === null) return null;
      sealed += outcome.sealed;
      meters().auditSealed.inc(outcome.sealed);
      if (outcome.sealed === BATCH) continue;
      if (nextFloor > this.floor) this.floor = nextFloor;
      return { sealed, head: outcome.head };
    }
  }

  private async sealBatch(tx: Tx): Promise<SealOutcome> {
    if (!(await tryLockSealer(tx))) return null;
    let head = await readHead(tx);
    const waiting = await tx.$queryRaw<Waiting[]>`
      select e.id, e.mac from audit_entry e
      where e.id > ${this.floor} and not exists (select 1 from audit_seal s where s.entry_id = e.id)
      order by e.id limit ${BATCH}`;
    const positions: bigint[] = [];
    const hashes: Buffer[] = [];
    for (const { id, mac } of waiting) {
      const hash = makeSealHash({ before: head.hash, mac, entryId: id });
      head = { position: head.position + 1n, hash };
      positions.push(head.position);
      hashes.push(hash);
    }
    if (waiting.length > 0) {
      await tx.$executeRaw`
        insert into audit_seal (position, entry_id, sealed_at, hash)
        select p, e, clock_timestamp(), decode(h, 'hex')
        from unnest(${positions.map(String)}::bigint[], ${waiting.map(({ id }) => String(id))}::bigint[], ${hashes.map((hash) => hash.toString("hex"))}::text[]) as t(p, e, h)`;
    }
    return { sealed: waiting.length, head };
  }
}

async function findFloor(tx: Tx): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ floor: bigint | null }[]>`
    select s.entry_id as floor from audit_seal s
    where s.sealed_at < coalesce(
      (select min(xact_start) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()), clock_timestamp()
    ) - interval '1 second'
    order by s.position desc limit 1`;
  return row?.floor ?? 0n;
}

/** How many seconds the oldest entry has waited to be sealed; 0 where none waits. */
export async function sealLagS(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ lag: number | null }[]>`
    select extract(epoch from clock_timestamp() - min(e.at))::float8 as lag from audit_entry e
    where e.id > coalesce((select min(entry_id) from (select entry_id from audit_seal order by position desc limit 1000) as latest), 0)
      and not exists (select 1 from audit_seal s where s.entry_id = e.id)`;
  return Math.max(0, row?.lag ?? 0);
}
