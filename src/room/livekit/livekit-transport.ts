import type { RoomTransport } from "../transport";
import { type LiveKitConnection, TOPICS } from "./connection";

/**
 * The room's transport over LiveKit data packets. Frames go on the lossy channel, which measured the
 * same as data tracks (livekit-real.md §4) and has no streams that end without a word.
 */
export function createLiveKitTransport(connection: LiveKitConnection): RoomTransport {
  return {
    status: connection.status,
    sendReliable: (bytes) => connection.send(bytes, TOPICS.reliable, true),
    sendFrame: (bytes) => {
      if (connection.status.get() !== "connected") return;
      // A frame that gets lost is followed by the next.
      void connection.send(bytes, TOPICS.frame, false).catch(() => undefined);
    },
    onReliable: (handler) =>
      connection.onPacket((from, bytes, topic) => {
        if (topic === TOPICS.reliable) handler(from, bytes, "line");
      }),
    onFrame: (handler) =>
      connection.onPacket((from, bytes, topic) => {
        if (topic === TOPICS.frame) handler(from, bytes);
      }),
    onPresence: (handler) => connection.others.subscribe(() => handler(connection.others.get())),
    close: () => connection.close(),
  };
}
