/**
 * Something that is being written, as one window holds it: what is on the screen, what the server has, and how the two
 * come together. "Saved" is said only when the server has the very content that is on the screen. No React, so that it
 * can be tested with a clock of the test's own. Rules NOTE-1 and NOTE-3 of docs/specs/notes.md, PAIN-5 of pain.md.
 */
import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import { createStore, type ReadonlyStore } from "./store";

/** How long after the last change a save begins. */
export const SAVE_AFTER_MS = 1_200;
/** How long somebody who never stops goes without a save. */
export const SAVE_AT_LATEST_MS = 8_000;
const RETRY_FIRST_MS = 2_000;
const RETRY_MAX_MS = 30_000;

/**
 * What the content is worth at this moment. `elsewhere`: another window saved, and nothing is sent until a person chose;
 * `refused`: the server says no, and nothing is sent unless a person asks.
 */
export type DraftStatus = "saved" | "unsaved" | "saving" | "failed" | "elsewhere" | "refused";

/** What the page shows. */
export interface DraftState<Content> {
  readonly content: Content;
  /** The version on the server that this content comes after. */
  readonly version: number;
  readonly status: DraftStatus;
  readonly savedAtMs: number | null;
  /** Set with `failed`, `elsewhere` and `refused`. */
  readonly error: DomainError | null;
}

/** What the server had when the page was opened. */
export type DraftStart<Content> = Pick<DraftState<Content>, "content" | "version" | "savedAtMs">;

/** What a draft needs from the server. */
export interface DraftServer<Content> {
  /** Sends the content, written over version `baseVersion`; `last` when the page is going away. */
  save(content: Content, baseVersion: number, last: boolean): Promise<Result<{ readonly version: number; readonly savedAtMs: number }, DomainError>>;
  /** What the server has now. */
  newest(): Promise<Result<{ readonly version: number; readonly content: Content }, DomainError>>;
}

/** The time that a draft goes by. */
export interface DraftClock {
  nowMs(): number;
  /** Runs something later, unless the function that it returns is called before. */
  after(ms: number, run: () => void): () => void;
}

/** A draft; `dispose` stops its clocks. */
export interface SelfSavingDraft<Content> {
  readonly state: ReadonlyStore<DraftState<Content>>;
  change(content: Content): void;
  /** Saves at once what is unsaved. Resolves to true when the server has it all; else the reason is in the state. */
  flush(last?: boolean): Promise<boolean>;
  /** After `elsewhere`: puts this content over the other window's, on purpose. */
  saveOver(): Promise<boolean>;
  /** After `elsewhere`: shows the other window's content, which it answers with; null where it could not be had. */
  takeTheirs(): Promise<Content | null>;
  dispose(): void;
}

/** The clock of the page. */
export const pageClock: DraftClock = {
  nowMs: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Makes a draft from what the server had when the page was opened. */
export function createSelfSavingDraft<Content>(start: DraftStart<Content>, server: DraftServer<Content>, clock: DraftClock = pageClock): SelfSavingDraft<Content> {
  const state = createStore<DraftState<Content>>({ ...start, status: "saved", error: null });
  const set = (change: Partial<DraftState<Content>>): void => state.set({ ...state.get(), ...change });
  let cancel: (() => void) | null = null;
  let unsavedSinceMs: number | null = null;
  let running: Promise<boolean> | null = null;
  let retryMs = RETRY_FIRST_MS;

  function schedule(ms: number): void {
    cancel?.();
    cancel = clock.after(ms, () => void flush());
  }

  function change(content: Content): void {
    if (JSON.stringify(content) === JSON.stringify(state.get().content)) return;
    unsavedSinceMs ??= clock.nowMs();
    const { status } = state.get();
    const isHeld = status === "elsewhere" || status === "refused";
    set({ content, status: isHeld ? status : "unsaved" });
    if (!isHeld) schedule(Math.max(0, Math.min(SAVE_AFTER_MS, unsavedSinceMs + SAVE_AT_LATEST_MS - clock.nowMs())));
  }

  function refused(error: DomainError): false {
    const { kind } = error;
    if (kind === "unavailable" || kind === "rate_limited") {
      set({ status: "failed", error });
      schedule(retryMs);
      retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
    } else set({ status: kind === "stale" ? "elsewhere" : "refused", error });
    return false;
  }

  async function send(last: boolean): Promise<boolean> {
    const { content, version } = state.get();
    set({ status: "saving" });
    const answer = await server.save(content, version, last);
    if (!answer.ok) return refused(answer.error);
    retryMs = RETRY_FIRST_MS;
    const isNewest = state.get().content === content;
    unsavedSinceMs = isNewest ? null : clock.nowMs();
    set({ version: answer.value.version, savedAtMs: answer.value.savedAtMs, status: isNewest ? "saved" : "unsaved", error: null });
    if (!isNewest) schedule(SAVE_AFTER_MS);
    return isNewest;
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
    if (status === "elsewhere") return false;
    running = send(last).finally(() => {
      running = null;
    });
    return running;
  }

  async function newest() {
    const answer = await server.newest();
    if (answer.ok) return answer.value;
    set({ error: answer.error });
    return null;
  }

  async function saveOver(): Promise<boolean> {
    const theirs = await newest();
    if (theirs === null) return false;
    set({ version: theirs.version, status: "unsaved", error: null });
    return flush();
  }

  async function takeTheirs(): Promise<Content | null> {
    const theirs = await newest();
    if (theirs === null) return null;
    unsavedSinceMs = null;
    set({ ...theirs, status: "saved", error: null });
    return theirs.content;
  }

  return { state, change, flush, saveOver, takeTheirs, dispose: () => cancel?.() };
}
