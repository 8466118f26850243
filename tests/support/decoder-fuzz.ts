import { readEnvelope } from "@/core/room/envelope";
import { createFrameValues, decodeFrame } from "@/core/room/frame";
import { MAX_MESSAGE_BYTES } from "@/core/room/limits";
import { MESSAGE_VERSION, decodeMessage, encodeOps } from "@/core/room/message";
import { type SceneOp, parseOp } from "@/core/room/op";
import { createSeededRandom } from "@/room/manual-clock";

const frame = createFrameValues();

// What honest pages send, to be bent: random bytes alone seldom get past the first one.
const honest: readonly SceneOp[] = [
  { actor: 1, seq: 9, lamport: 12, register: "model/heart/transform", value: { p: [0.1, 0, -1], q: [0, 0, 0, 1], s: 1.5 } },
  { actor: 1, seq: 10, lamport: 13, register: "model/heart/s/aorta/opacity", value: 0.4 },
  { actor: 1, seq: 11, lamport: 14, register: "room/policy", value: { allow: [2, 3], fence: [[2, 7]] } },
  { actor: 1, seq: 12, lamport: 20, register: "stroke/1-2/part/0", value: [0, 0.1, 0.2] },
  { actor: 1, seq: 13, lamport: 21, register: "later/kind", value: { a: ["é"] } },
];
const bases = [encodeOps(honest)[0], encodeOps(honest, [[1, 13]])[0]];

function bytesFor(random: () => number): Uint8Array<ArrayBuffer> {
  const any = (below: number): number => Math.floor(random() * below);
  const base = bases[any(4)];
  if (!base) {
    const bytes = Uint8Array.from({ length: any(64) }, () => any(256));
    if (random() < 0.6 && bytes.length > 0) bytes[0] = [(MESSAGE_VERSION << 4) | (1 + any(5)), 0xe1, 0x40 | any(32)][any(3)] ?? 0;
    return bytes;
  }
  const bent = base.slice(0, base.length - (random() < 0.3 ? any(base.length) : 0));
  for (let times = 1 + any(3); times > 0 && bent.length > 0; times -= 1) bent[any(bent.length)] = any(256);
  return bent;
}

/** Gives `count` seeded byte strings to every decoder. Returns how many were read as something unsettled; a throw is the caller's. */
export function fuzzDecoders(count: number, seed: number): number {
  const random = createSeededRandom(seed);
  let bad = 0;
  for (let done = 0; done < count; done += 1) {
    const bytes = bytesFor(random);
    readEnvelope(bytes, MAX_MESSAGE_BYTES);
    decodeFrame(bytes, frame);
    const message = decodeMessage(bytes);
    if (message?.kind !== "ops" && message?.kind !== "delta") continue;
    // Whatever is read has to be what an honest page could have written.
    for (const op of message.ops) {
      const again = parseOp(op);
      if (!again.ok || JSON.stringify(again.value) !== JSON.stringify(op)) bad += 1;
    }
  }
  return bad;
}
