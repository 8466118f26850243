import type { DomainError } from "@/core/kit/errors";
import { splitBatches } from "@/core/room/batch";
import type { PushAnswer } from "@/core/room/contract";
import { MAX_PUSH_OPS } from "@/core/room/limits";
import type { RoomClock } from "../clock";
import { type ReadonlyStore, createStore } from "../store";
import type { Outbox } from "./outbox";
import type { SceneSync } from "./sync";

/** Ops wait at most this long for company before they go to the server. */
export const PUSH_DELAY_MS = 1000;
/** A post stays below what a browser lets a closing page send (64 KiB in all). */
const MAX_PUSH_BYTES = 48_000;
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 5000;

/** How saving goes. `offline`: it will be tried again. `refused`: the server will not have it, see `error`. */
export interface SaveState {
  readonly state: "saved" | "saving" | "offline" | "refused";
  readonly error: DomainError | null;
}

/** Carries an outbox to the server. */
export interface Pusher {
  readonly save: ReadonlyStore<SaveState>;
  /** There is something to save: at once, or with what comes within a second. */
  nudge(now: boolean): void;
  /** Something changed that may have ended an outage: tries again without waiting. */
  retry(): void;
  /** The page is going away: sends what fits, without waiting for an answer. */
  lastCall(): void;
  close(): void;
}

interface Options {
  readonly actor: number;
  readonly outbox: Outbox;
  readonly sync: SceneSync;
  readonly clock: RoomClock;
  readonly onAnswer: (answer: PushAnswer) => void;
}

const isTemporary = (error: DomainError): boolean =>
  error.kind === "unavailable" || error.kind === "rate_limited" || error.kind === "conflict";

/** Creates a pusher; one post is on its way at a time, so that the server sees ops in order. */
export function createPusher({ actor, outbox, sync, clock, onAnswer }: Options): Pusher {
  const save = createStore<SaveState>({ state: "saved", error: null });
  let cancelTimer: (() => void) | null = null;
  let dueAtMs = Infinity;
  let busy = false;
  let closed = false;
  let retryMs = RETRY_MIN_MS;

  const batch = () => splitBatches(outbox.list(MAX_PUSH_OPS), MAX_PUSH_OPS, MAX_PUSH_BYTES)[0] ?? [];
  const isRefused = (): boolean => save.get().state === "refused";

  const schedule = (delayMs: number): void => {
    if (closed || isRefused()) return;
    const atMs = clock.now() + delayMs;
    if (cancelTimer && dueAtMs <= atMs) return;
    cancelTimer?.();
    dueAtMs = atMs;
    cancelTimer = clock.after(delayMs, () => {
      cancelTimer = null;
      void send();
    });
  };

  const settle = (error: DomainError | null): void => {
    if (!error) {
      retryMs = RETRY_MIN_MS;
      save.set({ state: outbox.size.get() === 0 ? "saved" : "saving", error: null });
      if (outbox.size.get() > 0) schedule(0);
    } else if (isTemporary(error)) {
      save.set({ state: "offline", error });
      schedule(retryMs * (0.75 + clock.random() / 2));
      retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
    } else save.set({ state: "refused", error });
  };

  const send = async (): Promise<void> => {
    const ops = batch();
    if (busy || closed || isRefused() || ops.length === 0) return;
    busy = true;
    const firstBefore = ops[0]?.seq ?? 0;
    if (save.get().state === "saved") save.set({ state: "saving", error: null });
    const result = await sync.push(actor, ops, false);
    busy = false;
    if (result.ok) {
      outbox.acknowledge(result.value.ackedSeq);
      onAnswer(result.value);
    }
    if (closed) return;
    const stuck = result.ok && (outbox.list(1)[0]?.seq ?? Infinity) <= firstBefore;
    // An answer that acknowledges nothing is no reason to ask again at full speed.
    settle(result.ok ? (stuck ? { kind: "unavailable", code: "room.not_stored" } : null) : result.error);
  };

  return {
    save,
    nudge: (now) => {
      if (outbox.size.get() === 0) return;
      if (save.get().state === "offline") return;
      if (now || outbox.size.get() >= MAX_PUSH_OPS) schedule(0);
      else schedule(PUSH_DELAY_MS);
    },
    retry: () => {
      if (outbox.size.get() > 0) schedule(0);
    },
    lastCall: () => {
      outbox.persist();
      const ops = batch();
      if (ops.length === 0 || isRefused()) return;
      // The answer, if the page lives to see it, still counts.
      void sync.push(actor, ops, true).then((result) => {
        if (result.ok) outbox.acknowledge(result.value.ackedSeq);
      });
    },
    close: () => {
      closed = true;
      cancelTimer?.();
    },
  };
}
