import "server-only";
import { wrapContext } from "./data-keys";
import { db } from "./db";
import { kekKeeper } from "./kek";
import { type KekKeeper, type WrappedKey } from "./kek-keeper";
import { KeyServiceError } from "./kek-transit";
import { logger } from "./logger";
import { isOutage } from "./violations";

const BATCH = 200;
/** Name of the fact that says how the last rotation went. */
export const ROTATION_FACT = "keys.rotation";

/** How a rotation went, or goes. */
export interface Rotation {
  /** Id of the key-encryption key that everything is wrapped by in the end. */
  readonly kekId: string;
  readonly startedAtMs: number;
  /** Null while it runs, and where it was cut off: run it again, it goes on where it was. */
  readonly finishedAtMs: number | null;
  readonly rewrapped: number;
  /** Data keys that are still under another key when it ended: their own is not configured. */
  readonly left: number;
}

interface KeyRow extends WrappedKey {
  readonly id: string;
  readonly practiceId: string;
}

/** One of the two tables that hold wrapped keys. */
interface KeyTable {
  readonly scope: "patient" | "practice";
  /** Keys that are not under `kekId`, by id from `after` on. */
  list(kekId: string, after: string): Promise<KeyRow[]>;
  /** Puts the new wrapping in place of just that old one; false where the row is gone or changed. */
  replace(row: KeyRow, made: WrappedKey): Promise<boolean>;
}

const bytes = (given: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(given);

const patientKeys: KeyTable = {
  scope: "patient",
  list: async (kekId, after) => {
    const rows = await db().patientKey.findMany({
      where: { kekId: { not: kekId }, ...(after === "" ? {} : { patientId: { gt: after } }) },
      orderBy: { patientId: "asc" },
      take: BATCH,
    });
    return rows.map(({ patientId, ...row }) => ({ ...row, id: patientId }));
  },
  replace: async (row, made) => {
    const data = { kekId: made.kekId, wrapped: bytes(made.wrapped) };
    const { count } = await db().patientKey.updateMany({ where: { patientId: row.id, kekId: row.kekId, wrapped: bytes(row.wrapped) }, data });
    return count === 1;
  },
};

const practiceKeys: KeyTable = {
  scope: "practice",
  list: async (kekId, after) => {
    const rows = await db().practiceKey.findMany({ where: { kekId: { not: kekId }, owner: { gt: after } }, orderBy: { owner: "asc" }, take: BATCH });
    return rows.map(({ owner, ...row }) => ({ ...row, id: owner, practiceId: owner === "none" ? "" : owner }));
  },
  replace: async (row, made) => {
    const data = { kekId: made.kekId, wrapped: bytes(made.wrapped) };
    const { count } = await db().practiceKey.updateMany({ where: { owner: row.id, kekId: row.kekId, wrapped: bytes(row.wrapped) }, data });
    return count === 1;
  },
};

/**
 * Wraps every data key anew under the present key-encryption key, in batches, while people go on
 * reading and writing: a data key itself never changes, so nothing that is sealed with it does. Each
 * row is exchanged by itself; what was cut off goes on from there. A key that was destroyed meanwhile
 * stays destroyed.
 */
export async function rotateKeys(nowMs: () => number, onProgress?: (rewrapped: number) => void): Promise<Rotation> {
  const keeper = kekKeeper();
  const kekId = await keeper.currentId();
  let state: Rotation = { kekId, startedAtMs: nowMs(), finishedAtMs: null, rewrapped: 0, left: 0 };
  await tell(state);
  // A second pass finds what others wrapped with the old key while the first ran.
  for (let pass = 0; pass < 3; pass++) {
    for (const table of [patientKeys, practiceKeys]) {
      const before = state.rewrapped;
      await rewrapTable(table, keeper, kekId, (count) => {
        state = { ...state, rewrapped: before + count };
        onProgress?.(state.rewrapped);
      });
      await tell(state);
    }
  }
  state = { ...state, finishedAtMs: nowMs(), left: await countLeft(kekId) };
  await tell(state);
  return state;
}

async function rewrapTable(table: KeyTable, keeper: KekKeeper, kekId: string, onCount: (count: number) => void): Promise<void> {
  let count = 0;
  for (let after = ""; ; ) {
    const rows = await table.list(kekId, after);
    for (const row of rows) {
      if (await rewrap(table, keeper, row)) count += 1;
      after = row.id;
    }
    onCount(count);
    if (rows.length < BATCH) return;
  }
}

async function rewrap(table: KeyTable, keeper: KekKeeper, row: KeyRow): Promise<boolean> {
  const context = wrapContext(table.scope, row.id, row.practiceId);
  try {
    return await table.replace(row, await keeper.wrap(await keeper.unwrap(row, context), context));
  } catch (error) {
    if (error instanceof KeyServiceError || isOutage(error)) throw error;
    // Counted as left: the rest must not wait for a key that is not configured, or for a row that was tampered with.
    logger().error({ event: "keys.rewrap", kind: table.scope, err: error });
    return false;
  }
}

async function countLeft(kekId: string): Promise<number> {
  const where = { kekId: { not: kekId } };
  const [patients, practices] = await Promise.all([db().patientKey.count({ where }), db().practiceKey.count({ where })]);
  return patients + practices;
}

async function tell(state: Rotation): Promise<void> {
  const value = { ...state };
  await db().systemFact.upsert({ where: { name: ROTATION_FACT }, create: { name: ROTATION_FACT, value }, update: { value, updatedAt: new Date() } });
}
