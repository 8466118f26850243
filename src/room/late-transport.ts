import { createStore } from "./store";
import type { RoomTransport, TransportStatus, Unsubscribe } from "./transport";

/** A transport that is there before the one that carries: it connects when that was given. */
export interface LateTransport extends RoomTransport {
  /** Gives the one that carries, once. */
  attach(inner: RoomTransport): void;
}

/** Creates a transport that waits; who listens to it now hears what the later one brings. */
export function createLateTransport(): LateTransport {
  const status = createStore<TransportStatus>("connecting");
  const waiting = new Set<(inner: RoomTransport) => void>();
  let carrier: RoomTransport | null = null;
  let stopStatus: Unsubscribe = () => undefined;

  const once = (subscribe: (inner: RoomTransport) => Unsubscribe): Unsubscribe => {
    let stop: Unsubscribe | null = null;
    const begin = (inner: RoomTransport): void => {
      stop = subscribe(inner);
    };
    if (carrier) begin(carrier);
    else waiting.add(begin);
    return () => {
      waiting.delete(begin);
      stop?.();
    };
  };

  return {
    status,
    attach: (inner) => {
      if (carrier) return;
      carrier = inner;
      for (const begin of waiting) begin(inner);
      waiting.clear();
      stopStatus = inner.status.subscribe(() => status.set(inner.status.get()));
      status.set(inner.status.get());
    },
    sendReliable: async (bytes, how) => {
      if (!carrier) throw new Error("nothing carries yet");
      await carrier.sendReliable(bytes, how);
    },
    sendFrame: (bytes) => carrier?.sendFrame(bytes),
    onReliable: (handler) => once((inner) => inner.onReliable(handler)),
    onFrame: (handler) => once((inner) => inner.onFrame(handler)),
    onPresence: (handler) => once((inner) => inner.onPresence(handler)),
    close: async () => {
      stopStatus();
      await carrier?.close();
    },
  };
}
