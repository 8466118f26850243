import { type SceneOp, parseOp } from "@/core/room/op";
import { type ReadonlyStore, createStore } from "../store";

/** Where unsaved ops outlive a reload: `sessionStorage`, or a map in tests. */
export type OutboxStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** One's own ops that the server has not acknowledged. */
export interface Outbox {
  /** How many wait. */
  readonly size: ReadonlyStore<number>;
  add(ops: readonly SceneOp[]): void;
  /** Forgets everything up to `seq`: the server has said that it is stored. Nothing else empties it. */
  acknowledge(seq: number): void;
  /** The first `limit` ops after `afterSeq`, oldest first. */
  list(limit: number, afterSeq?: number): readonly SceneOp[];
  /** Writes down at once what was to be written down later: the page may go away. */
  persist(): void;
}

const prefixOf = (visitId: string): string => `bedside-outbox:${visitId}:`;

/** Opens the outbox of one actor; what an earlier run of it left is in it. Storage is written when `later` says so. */
export function createOutbox(visitId: string, actor: number, storage: OutboxStorage | null, later: (write: () => void) => void): Outbox {
  const name = `${prefixOf(visitId)}${actor}`;
  const size = createStore(0);
  let isDue = false;
  let waiting: readonly SceneOp[] = readStored(storage, name, actor);
  size.set(waiting.length);

  const persist = (): void => {
    if (!isDue) return;
    isDue = false;
    try {
      if (waiting.length === 0) storage?.removeItem(name);
      else storage?.setItem(name, JSON.stringify(waiting));
    } catch {
      // Full or forbidden storage: the ops stay in memory.
    }
  };
  const keep = (next: readonly SceneOp[]): void => {
    waiting = next;
    size.set(next.length);
    if (isDue) return;
    isDue = true;
    later(persist);
  };

  return {
    size,
    add: (ops) => keep([...waiting, ...ops]),
    acknowledge: (seq) => {
      if (waiting.some((op) => op.seq <= seq)) keep(waiting.filter((op) => op.seq > seq));
    },
    list: (limit, afterSeq = 0) => waiting.filter(({ seq }) => seq > afterSeq).slice(0, limit),
    persist,
  };
}

/** Actors of earlier page loads in this tab that left unsaved ops in this visit. */
export function listLeftOutboxes(visitId: string, storage: OutboxStorage | null): readonly number[] {
  if (!storage) return [];
  const prefix = prefixOf(visitId);
  const names = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
  return names
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number(name.slice(prefix.length)))
    .filter((actor) => Number.isInteger(actor) && actor > 0);
}

function readStored(storage: OutboxStorage | null, name: string, actor: number): readonly SceneOp[] {
  let stored: unknown;
  try {
    stored = JSON.parse(storage?.getItem(name) ?? "[]");
  } catch {
    // Unreadable leftovers hold nothing that could be sent.
    return [];
  }
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((item) => {
    const parsed = parseOp(item);
    return parsed.ok && parsed.value.actor === actor ? [parsed.value] : [];
  });
}
