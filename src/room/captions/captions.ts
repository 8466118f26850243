import { captionText, type Caption } from "@/core/room/caption";
import type { RosterEntry } from "@/core/room/contract";
import { CAPTIONS_BURST, CAPTIONS_PER_SECOND } from "@/core/room/limits";
import { decodeMessage, encodeMessage, isCaption } from "@/core/room/message";
import { type Budget, type Rate, createBudget, takeFrom } from "@/core/room/rate";
import type { RoomClock } from "../clock";
import { type ReadonlyStore, createStore } from "../store";
import type { RoomTransport } from "../transport";

/** While somebody types, the others see the line anew this often. */
export const CAPTION_GAP_MS = 250;
/** How many lines a page keeps to look back at. */
export const KEPT_LINES = 200;
/** How many of one's own lines are said again when the line to the others is back. */
const SAID_AGAIN = 5;
const RATE: Rate = { perSecond: CAPTIONS_PER_SECOND, burst: CAPTIONS_BURST };

/** A line as this page shows it. */
export interface ShownLine {
  readonly key: string;
  /** By the roster; oneself too. */
  readonly name: string;
  readonly isSelf: boolean;
  readonly text: string;
  readonly done: boolean;
}

/** Captions of one room on one page. Nothing of them is stored anywhere (CAP-1). */
export interface Captions {
  /** Oldest first. */
  readonly lines: ReadonlyStore<readonly ShownLine[]>;
  /** The own line that is being typed, whole. */
  type(text: string): void;
  /** Ends the own line; without words in it, does nothing. */
  finish(): void;
  /** True while what was typed has not left this page (CAP-5). */
  readonly isHeldUp: ReadonlyStore<boolean>;
  close(): void;
}

/** What captions are made of. */
export interface CaptionsParts {
  readonly transport: Pick<RoomTransport, "status" | "sendReliable" | "onReliable">;
  readonly roster: ReadonlyStore<readonly RosterEntry[]>;
  readonly identity: string;
  readonly clock: Pick<RoomClock, "now" | "after">;
}

/** Starts listening. */
export function createCaptions({ transport, roster, identity, clock }: CaptionsParts): Captions {
  const lines = createStore<readonly ShownLine[]>([]);
  const isHeldUp = createStore(false);
  const budgets = new Map<string, Budget>();
  let own: Caption = { line: 1, text: "", done: false };
  let said: readonly Caption[] = [];
  /** Ended lines of which no send went through. */
  let owed: readonly Caption[] = [];
  let cancelTimer: (() => void) | null = null;

  const nameOf = (who: string): string | null => roster.get().find((entry) => entry.identity === who)?.name ?? null;
  const show = (who: string, { line, text, done }: Caption): void => {
    const name = nameOf(who);
    if (name === null) return;
    const key = `${who} ${line}`;
    const known = lines.get();
    const at = known.findIndex((each) => each.key === key);
    const before = known[at];
    if (before?.done) return;
    const shown = { key, name, isSelf: who === identity, text, done };
    // Taken back before it was ended: there is nothing to read.
    if (text.trim() === "") return lines.set(known.filter((each) => each !== before));
    lines.set(before ? known.with(at, shown) : [...known, shown].slice(-KEPT_LINES));
  };

  const send = async (caption: Caption): Promise<void> => {
    try {
      if (transport.status.get() !== "connected") throw new Error("no line to the others");
      await transport.sendReliable(encodeMessage({ kind: "caption", caption }), { sign: true });
    } catch {
      // It stays on the page, and goes out with what goes out next.
      if (caption.done && !owed.includes(caption)) owed = [...owed, caption].slice(-SAID_AGAIN);
      isHeldUp.set(true);
      return;
    }
    const again = owed.filter((each) => each !== caption);
    owed = [];
    isHeldUp.set(false);
    for (const each of again) await send(each);
  };
  const sendOwn = (): void => {
    cancelTimer = null;
    void send(own);
  };

  const stops = [
    transport.onReliable((from, bytes, proof) => {
      if (!isCaption(bytes) || proof !== "signed") return;
      const budget = budgets.get(from) ?? createBudget(RATE, clock.now());
      budgets.set(from, budget);
      if (!takeFrom(budget, RATE, 1, clock.now())) return;
      const message = decodeMessage(bytes);
      if (message?.kind === "caption") show(from, message.caption);
    }),
    transport.status.subscribe(() => {
      if (transport.status.get() !== "connected") return;
      for (const caption of said) void send(caption);
      if (own.text !== "") void send(own);
    }),
  ];

  return {
    lines,
    isHeldUp,
    type: (text) => {
      own = { ...own, text: captionText(text) };
      show(identity, own);
      cancelTimer ??= clock.after(CAPTION_GAP_MS, sendOwn);
    },
    finish: () => {
      if (own.text.trim() === "") return;
      cancelTimer?.();
      cancelTimer = null;
      const ended = { ...own, done: true };
      show(identity, ended);
      said = [...said, ended].slice(-SAID_AGAIN);
      own = { line: own.line + 1, text: "", done: false };
      void send(ended);
    },
    close: () => {
      cancelTimer?.();
      for (const stop of stops) stop();
    },
  };
}
