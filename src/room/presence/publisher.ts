import { createHandsValues, encodeHands, HANDS_PARTS, type HandsValues, MAX_HANDS_BYTES } from "@/core/room/hands-frame";
import { type Budget, createBudget, type Rate, takeFrom } from "@/core/room/rate";
import { FRAME_HEADER_BYTES, type FrameValues, MAX_FRAME_BYTES, createFrameValues, encodeFrame } from "@/core/room/frame";
import type { RoomClock } from "../clock";
import type { RoomTransport } from "../transport";

/** Sent again this often when nothing moves, so that a newcomer sees where one stands. */
const KEEP_ALIVE_MS = 1000;

/** What the envelope adds to each packet (ROOM-51). */
const ENVELOPE_BYTES = 26;
/** Never more than 3,000 bytes within any second, whatever moves (ANA-606). */
const RATE: Rate = { perSecond: 2750, burst: 240 };
/** How hands are held is told no more often. */
const HANDS_EVERY_MS = 80;

/** Sends one's own presence. */
export interface PresencePublisher {
  /** Write one's pose here in place; `seq` and `sentMs` are filled in when it leaves. */
  readonly own: FrameValues;
  /** How one's own tracked hands are held, written in place, too; without parts nothing is said of them. */
  readonly hands: HandsValues;
  /** Whether the person is in a headset, and whether it is off their head just now: told at once, and again each second. */
  setHeadset(state: "none" | "worn" | "away"): void;
  /** Call in the frame loop: sends when it is time and something has moved. True when a frame left. */
  tick(): boolean;
  /** Frames a second at most: 30 in a headset, 20 on a screen, 10 on a poor connection. */
  setRate(hertz: number): void;
}

/** Creates a publisher. Nothing is allocated for each frame but the copy that leaves. */
export function createPresencePublisher(
  transport: Pick<RoomTransport, "status" | "sendFrame">,
  clock: Pick<RoomClock, "now">,
): PresencePublisher {
  const own = createFrameValues();
  const buffer = new Uint8Array(MAX_FRAME_BYTES);
  const last = new Uint8Array(MAX_FRAME_BYTES);
  let lastSize = 0;
  let lastSentMs = -Infinity;
  let intervalMs = 1000 / 20;

  const hands = createHandsValues();
  const handsBuffer = new Uint8Array(MAX_HANDS_BYTES);
  const lastHands = new Uint8Array(MAX_HANDS_BYTES);
  let lastHandsSize = 0;
  let handsSentMs = -Infinity;
  let budget: Budget | null = null;
  const mayTake = (bytes: number, nowMs: number): boolean => takeFrom((budget ??= createBudget(RATE, nowMs)), RATE, bytes + ENVELOPE_BYTES, nowMs);

  // Goes beside the frames, which every version reads: the place of a hand comes before how it is held.
  const tickHands = (nowMs: number): void => {
    if (hands.parts === 0 && lastHandsSize === 0) return;
    if (nowMs - handsSentMs < HANDS_EVERY_MS) return;
    const size = encodeHands(hands, handsBuffer);
    const isNews = size !== lastHandsSize || handsBuffer[0] !== lastHands[0] || handsBuffer.subarray(3, size).some((byte, i) => byte !== lastHands[i + 3]);
    if ((!isNews && nowMs - handsSentMs < KEEP_ALIVE_MS) || !mayTake(size, nowMs)) return;
    hands.seq = (hands.seq + 1) & 0xffff;
    encodeHands(hands, handsBuffer);
    lastHands.set(handsBuffer);
    // Once all of it was taken back, nothing more is said.
    lastHandsSize = hands.parts === 0 ? 0 : size;
    handsSentMs = nowMs;
    transport.sendFrame(handsBuffer.slice(0, size));
  };

  const hasMoved = (size: number): boolean => {
    if (size !== lastSize || buffer[0] !== last[0]) return true;
    for (let i = FRAME_HEADER_BYTES; i < size; i += 1) if (buffer[i] !== last[i]) return true;
    return false;
  };

  return {
    own,
    hands,
    setHeadset: (state) => {
      const fingers = state === "none" ? 0 : hands.parts & (HANDS_PARTS.left | HANDS_PARTS.right);
      hands.parts = fingers | (state === "none" ? 0 : HANDS_PARTS.worn) | (state === "away" ? HANDS_PARTS.away : 0);
    },
    setRate: (hertz) => {
      intervalMs = 1000 / Math.min(Math.max(hertz, 1), 60);
    },
    tick: () => {
      const nowMs = clock.now();
      if (transport.status.get() === "connected") tickHands(nowMs);
      // Half a picture early is on time: else a 60 Hz loop would turn 30 Hz into 20.
      if (nowMs - lastSentMs < intervalMs - 8 || transport.status.get() !== "connected") return false;
      own.sentMs = Math.floor(nowMs) >>> 0;
      const size = encodeFrame(own, buffer);
      if ((!hasMoved(size) && nowMs - lastSentMs < KEEP_ALIVE_MS) || !mayTake(size, nowMs)) return false;
      own.seq = (own.seq + 1) & 0xffff;
      encodeFrame(own, buffer);
      last.set(buffer);
      lastSize = size;
      lastSentMs = nowMs;
      transport.sendFrame(buffer.slice(0, size));
      return true;
    },
  };
}
