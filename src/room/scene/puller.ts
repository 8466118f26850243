import type { DomainError } from "@/core/kit/errors";
import type { PullAnswer, PushAnswer } from "@/core/room/contract";
import type { RoomClock } from "../clock";
import { type ReadonlyStore, createStore } from "../store";
import type { SceneSync } from "./sync";

/** While no transport carries edits, the server is asked this often. */
export const POLL_INTERVAL_MS = 2000;
const FULL_PULL_GAP_MS = 10_000;

/** Brings the server's ops in. */
export interface Puller {
  /** The last failure, or null after a success. */
  readonly error: ReadonlyStore<DomainError | null>;
  /** True once the scene as it stood at some time after opening is in. */
  readonly loaded: ReadonlyStore<boolean>;
  /** Asks for what is new, within `delayMs`. */
  request(delayMs?: number): void;
  /** Asks for everything: something is missing that versions do not show. */
  requestAll(): void;
  /** A push was answered: knows when nobody else wrote in between. */
  observePush(answer: PushAnswer): void;
  version(): number;
  close(): void;
}

interface Options {
  readonly sync: SceneSync;
  readonly clock: RoomClock;
  readonly onAnswer: (answer: PullAnswer) => void;
}

/** Creates a puller; one question is on its way at a time. */
export function createPuller({ sync, clock, onAnswer }: Options): Puller {
  const error = createStore<DomainError | null>(null);
  const loaded = createStore(false);
  let version = 0;
  let cancelTimer: (() => void) | null = null;
  let dueAtMs = Infinity;
  let busy = false;
  let again = false;
  let closed = false;
  let askAll = false;
  let lastFullMs = -Infinity;

  const request = (delayMs = 0): void => {
    if (closed) return;
    if (busy) {
      again = true;
      return;
    }
    const atMs = clock.now() + delayMs;
    if (cancelTimer && dueAtMs <= atMs) return;
    cancelTimer?.();
    dueAtMs = atMs;
    cancelTimer = clock.after(delayMs, () => {
      cancelTimer = null;
      void pull();
    });
  };

  const pull = async (): Promise<void> => {
    busy = true;
    again = false;
    const since = askAll ? 0 : version;
    askAll = false;
    const result = await sync.pull(since);
    busy = false;
    if (closed) return;
    if (result.ok) {
      onAnswer(result.value);
      version = Math.max(version, result.value.version);
      error.set(null);
      if (!result.value.more) loaded.set(true);
      if (result.value.more || again) request(0);
    } else {
      error.set(result.error);
      if (result.error.kind === "unavailable") request(POLL_INTERVAL_MS * (0.75 + clock.random() / 2));
    }
  };

  return {
    error,
    loaded,
    request,
    requestAll: () => {
      if (clock.now() - lastFullMs < FULL_PULL_GAP_MS) return;
      lastFullMs = clock.now();
      askAll = true;
      request(0);
    },
    observePush: (answer) => {
      if (answer.version === version + answer.stored) version = answer.version;
      else if (answer.version > version) request(0);
    },
    version: () => version,
    close: () => {
      closed = true;
      cancelTimer?.();
    },
  };
}
