import { FRAME_HEADER_BYTES, type FrameValues, MAX_FRAME_BYTES, createFrameValues, encodeFrame } from "@/core/room/frame";
import type { RoomClock } from "../clock";
import type { RoomTransport } from "../transport";

/** Sent again this often when nothing moves, so that a newcomer sees where one stands. */
const KEEP_ALIVE_MS = 1000;

/** Sends one's own presence. */
export interface PresencePublisher {
  /** Write one's pose here in place; `seq` and `sentMs` are filled in when it leaves. */
  readonly own: FrameValues;
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

  const hasMoved = (size: number): boolean => {
    if (size !== lastSize || buffer[0] !== last[0]) return true;
    for (let i = FRAME_HEADER_BYTES; i < size; i += 1) if (buffer[i] !== last[i]) return true;
    return false;
  };

  return {
    own,
    setRate: (hertz) => {
      intervalMs = 1000 / Math.min(Math.max(hertz, 1), 60);
    },
    tick: () => {
      const nowMs = clock.now();
      // Half a picture early is on time: else a 60 Hz loop would turn 30 Hz into 20.
      if (nowMs - lastSentMs < intervalMs - 8 || transport.status.get() !== "connected") return false;
      own.sentMs = Math.floor(nowMs) >>> 0;
      const size = encodeFrame(own, buffer);
      if (!hasMoved(size) && nowMs - lastSentMs < KEEP_ALIVE_MS) return false;
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
