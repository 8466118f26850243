/**
 * A pain map as one window holds it: what is on the screen and what the server has. "Saved" is said only when the server
 * has the very map that is on the screen (PAIN-5). No React, so that it can be tested with a clock of the test's own.
 */
import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import type { PainMapContent, PainMapSaved } from "@/core/pain/map";
import { createStore, type ReadonlyStore } from "@/room/store";

/** How long after the last change a save begins. */
export const SAVE_AFTER_MS = 1_000;
const RETRY_FIRST_MS = 2_000;
const RETRY_MAX_MS = 30_000;

/** `elsewhere`: another window saved, and nothing is sent until a person chose; `refused`: the server says no for good. */
export type PainStatus = "saved" | "unsaved" | "saving" | "failed" | "elsewhere" | "refused";

export interface PainDraftState {
  readonly map: PainMapContent;
  /** The version on the server that this map comes after. */
  readonly version: number;
  readonly status: PainStatus;
  readonly savedAtMs: number | null;
  readonly error: DomainError | null;
}

/** What a draft needs from outside. */
export interface PainDraftPorts {
  save(map: PainMapContent, baseVersion: number, last: boolean): Promise<Result<PainMapSaved, DomainError>>;
  newest(): Promise<Result<{ readonly version: number; readonly map: PainMapContent }, DomainError>>;
  after(ms: number, run: () => void): () => void;
}

export interface PainDraft {
  readonly state: ReadonlyStore<PainDraftState>;
  change(map: PainMapContent): void;
  /** Saves at once what is unsaved; true when the server has it all. */
  flush(last?: boolean): Promise<boolean>;
  /** After `elsewhere`: this map comes after the other window's. */
  saveOver(): Promise<boolean>;
  /** After `elsewhere`: the other window's map; null where it could not be had. */
  takeTheirs(): Promise<PainMapContent | null>;
  dispose(): void;
}

export function createPainDraft(initial: Pick<PainDraftState, "map" | "version" | "savedAtMs">, ports: PainDraftPorts): PainDraft {
  const state = createStore<PainDraftState>({ ...initial, status: "saved", error: null });
  const set = (change: Partial<PainDraftState>): void => state.set({ ...state.get(), ...change });
  let cancel: (() => void) | null = null;
  let running: Promise<boolean> | null = null;
  let retryMs = RETRY_FIRST_MS;

  function schedule(ms: number): void {
    cancel?.();
    cancel = ports.after(ms, () => void flush());
  }

  function change(map: PainMapContent): void {
    if (JSON.stringify(map) === JSON.stringify(state.get().map)) return;
    const { status } = state.get();
    const isHeld = status === "elsewhere" || status === "refused";
    set({ map, status: isHeld ? status : "unsaved" });
    if (!isHeld) schedule(SAVE_AFTER_MS);
  }

  function settle(answer: Result<PainMapSaved, DomainError>, sent: PainMapContent): boolean {
    if (answer.ok) {
      retryMs = RETRY_FIRST_MS;
      const isNewest = state.get().map === sent;
      set({ version: answer.value.version, savedAtMs: answer.value.savedAtMs, status: isNewest ? "saved" : "unsaved", error: null });
      if (!isNewest) schedule(SAVE_AFTER_MS);
      return isNewest;
    }
    const { kind } = answer.error;
    if (kind === "stale") set({ status: "elsewhere", error: answer.error });
    else if (kind === "unavailable" || kind === "rate_limited") {
      set({ status: "failed", error: answer.error });
      schedule(retryMs);
      retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
    } else set({ status: "refused", error: answer.error });
    return false;
  }

  async function send(last: boolean): Promise<boolean> {
    const { map, version } = state.get();
    set({ status: "saving" });
    return settle(await ports.save(map, version, last), map);
  }

  async function flush(last = false): Promise<boolean> {
    cancel?.();
    cancel = null;
    if (running !== null) {
      await running;
      return flush(last);
    }
    const { status } = state.get();
    if (status === "saved") return true;
    if (status === "elsewhere" || status === "refused") return false;
    running = send(last).finally(() => {
      running = null;
    });
    return running;
  }

  async function saveOver(): Promise<boolean> {
    const newest = await ports.newest();
    if (!newest.ok) return false;
    set({ version: newest.value.version, status: "unsaved", error: null });
    return flush();
  }

  async function takeTheirs(): Promise<PainMapContent | null> {
    const newest = await ports.newest();
    if (!newest.ok) return null;
    set({ ...newest.value, status: "saved", error: null });
    return newest.value.map;
  }

  return { state, change, flush, saveOver, takeTheirs, dispose: () => cancel?.() };
}
