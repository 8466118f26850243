/**
 * The clinician's draft as one window holds it: what is on the screen, what the server has, and how
 * the two come together. No React, so that it can be tested with a clock of the test's own.
 * Rules NOTE-1 and NOTE-3 of docs/specs/notes.md.
 */
import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import type { NoteSaved, NoteText, NoteViewRef } from "@/core/record/note";
import { createStore, type ReadonlyStore } from "@/room/store";

/** How long after the last key a save begins. */
export const SAVE_AFTER_MS = 1_200;
/** How long somebody who never stops typing goes without a save. */
export const SAVE_AT_LATEST_MS = 8_000;
const RETRY_FIRST_MS = 2_000;
const RETRY_MAX_MS = 30_000;

/** What the words are worth at this moment. `elsewhere`: another window saved; nothing is sent until a person chose. */
export type DraftStatus = "saved" | "unsaved" | "saving" | "failed" | "elsewhere" | "refused";

/** What the page shows. */
export interface DraftState {
  readonly text: NoteText;
  readonly views: readonly NoteViewRef[];
  /** The version on the server that these words come after. */
  readonly version: number;
  readonly status: DraftStatus;
  readonly savedAtMs: number | null;
  /** Set with `failed`, `elsewhere` and `refused`. */
  readonly error: DomainError | null;
}

/** What a draft needs from outside. */
export interface DraftPorts {
  /** Sends the words; `last` when the page is going away. */
  save(words: Pick<DraftState, "text" | "views" | "version">, last: boolean): Promise<Result<NoteSaved, DomainError>>;
  /** The version that the server has now. */
  newestVersion(): Promise<Result<number, DomainError>>;
  nowMs(): number;
  after(ms: number, run: () => void): () => void;
}

/** A draft; `dispose` stops its clocks. */
export interface NoteDraft {
  readonly state: ReadonlyStore<DraftState>;
  edit(change: Partial<Pick<DraftState, "text" | "views">>): void;
  /** Saves at once what is unsaved. Resolves when the server has every word, or the reason is in the state. */
  flush(last?: boolean): Promise<boolean>;
  /** After `elsewhere`: puts these words over the other window's, on purpose. */
  saveOver(): Promise<boolean>;
  dispose(): void;
}

/** Makes a draft from what the server had when the page was opened. */
export function createNoteDraft(initial: Pick<DraftState, "text" | "views" | "version" | "savedAtMs">, ports: DraftPorts): NoteDraft {
  const state = createStore<DraftState>({ ...initial, status: "saved", error: null });
  let cancelTimer: (() => void) | null = null;
  let unsavedSinceMs: number | null = null;
  let running: Promise<boolean> | null = null;
  let retryMs = RETRY_FIRST_MS;
  /** Counts edits, so that a save knows whether its words are still the newest. */
  let edits = 0;

  const set = (change: Partial<DraftState>) => state.set({ ...state.get(), ...change });

  function schedule(ms: number) {
    cancelTimer?.();
    cancelTimer = ports.after(ms, () => void flush());
  }

  function edit(change: Partial<Pick<DraftState, "text" | "views">>) {
    edits += 1;
    unsavedSinceMs ??= ports.nowMs();
    const { status } = state.get();
    const isHeld = status === "elsewhere" || status === "refused";
    set({ ...change, status: isHeld ? status : "unsaved" });
    if (isHeld) return;
    const waitedMs = ports.nowMs() - unsavedSinceMs;
    schedule(Math.max(0, Math.min(SAVE_AFTER_MS, SAVE_AT_LATEST_MS - waitedMs)));
  }

  function settle(answer: Result<NoteSaved, DomainError>, sentEdits: number): boolean {
    if (answer.ok) {
      retryMs = RETRY_FIRST_MS;
      const isNewest = edits === sentEdits;
      unsavedSinceMs = isNewest ? null : ports.nowMs();
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
    const sentEdits = edits;
    const { text, views, version } = state.get();
    set({ status: "saving" });
    return settle(await ports.save({ text, views, version }, last), sentEdits);
  }

  async function flush(last = false): Promise<boolean> {
    cancelTimer?.();
    cancelTimer = null;
    if (running !== null) {
      await running;
      return flush(last);
    }
    const { status } = state.get();
    if (status === "saved") return true;
    if (status === "elsewhere") return false;
    running = send(last).finally(() => {
      running = null;
    });
    return running;
  }

  async function saveOver(): Promise<boolean> {
    const newest = await ports.newestVersion();
    if (!newest.ok) {
      set({ error: newest.error });
      return false;
    }
    set({ version: newest.value, status: "unsaved", error: null });
    return flush();
  }

  return { state, edit, flush, saveOver, dispose: () => cancelTimer?.() };
}
