import "server-only";
import type { ObjectStore } from "./object-store";

const BATCH = 500;

interface Judge {
  /** Its row says that it was removed. */
  isRemoved(key: string): boolean;
  /** Which of these no row knows. */
  isOrphan(keys: readonly string[]): Promise<readonly string[]>;
  readonly orphansBeforeMs: number;
}

/** Walks a store once and takes away what the judge gives up. */
export async function keepNothingOf(store: ObjectStore, judge: Judge): Promise<{ removed: number; orphans: number }> {
  let [removed, orphans, batch]: [number, number, string[]] = [0, 0, []];
  const settle = async () => {
    for (const key of await judge.isOrphan(batch)) {
      await store.remove(key);
      orphans += 1;
    }
    batch = [];
  };
  for await (const { key, modifiedAtMs } of store.list()) {
    if (judge.isRemoved(key)) {
      await store.remove(key);
      removed += 1;
    } else if (modifiedAtMs < judge.orphansBeforeMs) batch.push(key);
    if (batch.length >= BATCH) await settle();
  }
  await settle();
  return { removed, orphans };
}
