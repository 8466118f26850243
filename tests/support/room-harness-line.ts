// The bottom of a harness page's line: what goes over its data channels and to the server, counted, overheard and broken.
import { Room, RoomEvent } from "livekit-client";
import type { Traffic } from "./room-harness";

// Data alone: a picture that nobody looks at would only keep a small machine busy.
navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("this page has no devices", "NotFoundError"));

const channels = new Set<RTCDataChannel>();
const deaf = new WeakSet<RTCDataChannel>();
const mute = new WeakSet<RTCDataChannel>();
const traffic: Traffic = { lineIn: 0, lineOut: 0, serverIn: 0, serverOut: 0, calls: 0 };
const packets: { from: string; topic: string; bytes: Uint8Array }[] = [];
const KEPT_PACKETS = 400;

let unread: (() => void)[] | null = null;

const sizeOf = (data: unknown): number => {
  if (data instanceof Blob) return data.size;
  if (typeof data === "string") return data.length;
  return data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? data.byteLength : 0;
};

const incoming = Object.getOwnPropertyDescriptor(RTCDataChannel.prototype, "onmessage");
Object.defineProperty(RTCDataChannel.prototype, "onmessage", {
  ...incoming,
  set(this: RTCDataChannel, handler: ((event: MessageEvent) => void) | null) {
    channels.add(this);
    const gated = (event: MessageEvent): void => {
      if (deaf.has(this)) return;
      traffic.lineIn += sizeOf(event.data);
      if (unread === null) handler?.call(this, event);
      else unread.push(() => handler?.call(this, event));
    };
    incoming?.set?.call(this, handler && gated);
  },
});

const send: (this: RTCDataChannel, data: ArrayBuffer) => void = RTCDataChannel.prototype.send;
RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown) {
  channels.add(this);
  if (mute.has(this)) return;
  traffic.lineOut += sizeOf(data);
  send.call(this, data as ArrayBuffer);
};

let enteredAtMs = Number.NaN;
/** When the server last answered that this page may come in. */
export const enteredAt = (): number => enteredAtMs;

const ask = window.fetch.bind(window);
window.fetch = async (input, init) => {
  const path = new URL(input instanceof Request ? input.url : input, location.href).pathname;
  const isScene = path === "/api/room/push-ops" || path === "/api/room/scene";
  if (isScene) traffic.serverOut += sizeOf(init?.body);
  const response = await ask(input, init);
  if (path === "/api/room/enter") enteredAtMs = performance.now();
  if (isScene) {
    traffic.calls += 1;
    traffic.serverIn += (await response.clone().arrayBuffer()).byteLength;
  }
  return response;
};

/**
 * Breaks every data channel that is open now, in one direction and for good, without a word to anybody: nothing that
 * comes in is heard, or what is sent goes nowhere while every promise resolves. Channels of a fresh room are whole.
 */
export function breakChannels(direction: "in" | "out"): void {
  for (const channel of channels) (direction === "in" ? deaf : mute).add(channel);
}

/** A slow reader: what comes in is left lying for so long, and then read in order. */
export function holdReads(forMs: number): void {
  unread ??= [];
  setTimeout(() => {
    const late = unread ?? [];
    unread = null;
    for (const read of late) read();
  }, forMs);
}

/** Bytes since the page was opened. */
export const countTraffic = (): Traffic => ({ ...traffic });

const watchers = new Set<(room: Room) => void>();
const known = new WeakSet<Room>();
const once: Room["once"] = Room.prototype.once;
// Whoever connects a room listens to it first, which is the one step that every room takes through its prototype.
Room.prototype.once = function (this: Room, ...how: Parameters<Room["once"]>) {
  if (!known.has(this)) {
    known.add(this);
    for (const watcher of watchers) watcher(this);
  }
  return once.apply(this, how);
} as Room["once"];

/** Hears of each fresh room of this page before it connects. */
export function onEachRoom(watcher: (room: Room) => void): void {
  watchers.add(watcher);
}

/** Keeps the last packets that a room brings, as they came. */
export function listenTo(room: Room): void {
  room.on(RoomEvent.DataReceived, (bytes: Uint8Array, participant?: { identity: string }, _kind?: unknown, topic?: string) => {
    packets.push({ from: participant?.identity ?? "", topic: topic ?? "", bytes: bytes.slice() });
    if (packets.length > KEPT_PACKETS) packets.shift();
  });
}

/** Packets that were overheard, oldest first. */
export const overheard = (): readonly { readonly from: string; readonly topic: string; readonly bytes: Uint8Array }[] => packets;
