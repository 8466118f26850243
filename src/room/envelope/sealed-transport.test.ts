import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { associatedData, nonceOf, senderInfo, signedBytes, writeHeader } from "@/core/room/envelope";
import { ENVELOPE_BYTES } from "@/core/room/envelope";
import { FRAME_VERSION } from "@/core/room/frame";
import { HANDS_VERSION } from "@/core/room/hands-frame";
import { MESSAGE_VERSION, encodeOps } from "@/core/room/message";
import { createManualClock, createSeededRandom } from "../manual-clock";
import { createStore } from "../store";
import type { MessageProof, RoomTransport, TransportStatus } from "../transport";
import { OLD_EPOCH_MS, createRoomKeys } from "./keys";
import { sealTransport } from "./sealed-transport";
import { type Signer, createSigner } from "./signer";
import { createVerifier } from "./verifier";

const ROOM = "room-1";
const secretOf = (fill: number): Uint8Array<ArrayBuffer> => new Uint8Array(32).fill(fill);
const ciphers = { atWork: 0 };
const CIPHER_CALLS = ["encrypt", "decrypt", "sign", "verify", "importKey", "deriveKey"] as const;

// The ciphers of the platform, counted while they work: a loaded machine takes its time for them.
beforeAll(() => {
  for (const name of CIPHER_CALLS) {
    const real = crypto.subtle[name].bind(crypto.subtle) as (...given: unknown[]) => Promise<unknown>;
    const counted = async (...given: unknown[]): Promise<unknown> => {
      ciphers.atWork += 1;
      return real(...given).finally(() => (ciphers.atWork -= 1));
    };
    vi.spyOn(crypto.subtle, name).mockImplementation(counted as never);
  }
});
afterAll(() => vi.restoreAllMocks());

const QUIET_TURNS = 5;
/** Until nothing is being sealed, opened or checked any more, for some turns in a row. */
async function settle(): Promise<void> {
  for (let quiet = 0; quiet < QUIET_TURNS; quiet = ciphers.atWork === 0 ? quiet + 1 : 0) await new Promise((resolve) => setTimeout(resolve, 1));
}
const policy = encodeOps([{ actor: 1, seq: 1, lamport: 1, register: "room/policy", value: { allow: "all", fence: [] } }])[0] ?? new Uint8Array();
const move = encodeOps([{ actor: 1, seq: 2, lamport: 2, register: "model/heart/xray", value: true }])[0] ?? new Uint8Array();

interface Line extends RoomTransport {
  readonly out: Uint8Array<ArrayBuffer>[];
  readonly frames: Uint8Array[];
  come(from: string, bytes: Uint8Array): void;
}

// A network in the hands of whoever tests it.
function createLine(): Line {
  const handlers = new Set<(from: string, bytes: Uint8Array, proof: MessageProof) => void>();
  const frameHandlers = new Set<(from: string, bytes: Uint8Array) => void>();
  const out: Uint8Array<ArrayBuffer>[] = [];
  const frames: Uint8Array[] = [];
  return {
    status: createStore<TransportStatus>("connected"),
    out,
    frames,
    sendReliable: async (bytes) => void out.push(new Uint8Array(bytes)),
    sendFrame: (bytes) => void frames.push(bytes),
    onReliable: (handler) => (handlers.add(handler), () => void handlers.delete(handler)),
    onFrame: (handler) => (frameHandlers.add(handler), () => void frameHandlers.delete(handler)),
    onPresence: () => () => undefined,
    close: async () => undefined,
    come: (from, bytes) => {
      for (const handler of handlers) handler(from, bytes, "line");
      for (const handler of frameHandlers) handler(from, bytes);
    },
  };
}

async function createRoom(names: readonly string[], hasKey = true) {
  const clock = createManualClock();
  const signers = new Map<string, Signer>();
  for (const name of names) {
    const signer = await createSigner();
    if (signer) signers.set(name, signer);
  }
  const verifier = createVerifier((sender) => signers.get(sender)?.publicKey ?? null);
  const open = async (identity: string, room = ROOM) => {
    const line = createLine();
    const keys = createRoomKeys(room, clock);
    if (hasKey) await keys.add(0, secretOf(7));
    const signer = signers.get(identity);
    if (!signer) throw new Error("nobody of that name");
    let unknown = 0;
    const transport = sealTransport(line, { room, identity, keys, signer, verifier, onUnknownEpoch: () => (unknown += 1) });
    const heard: [from: string, text: string, proof: MessageProof][] = [];
    transport.onReliable((from, bytes, proof) => heard.push([from, String(bytes), proof]));
    const frames: [from: string, text: string][] = [];
    transport.onFrame((from, bytes) => frames.push([from, String(bytes)]));
    return { line, keys, transport, heard, signer, frames, unknown: () => unknown };
  };
  return { clock, open };
}

// What a member can do who knows the room's key and builds packets by hand.
async function forge(room: string, sender: string, counter: number, content: Uint8Array<ArrayBuffer>, signer: Signer | null, epoch = 0): Promise<Uint8Array> {
  const root = await crypto.subtle.importKey("raw", secretOf(7), "HKDF", false, ["deriveKey"]);
  const salt = new TextEncoder().encode(room);
  const key = await crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info: senderInfo(sender, "scene") }, root, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const head = writeHeader({ epoch, counter, isSigned: signer !== null, channel: "scene" }) ?? new Uint8Array();
  const additionalData = associatedData(room, sender, head);
  const signature = (await signer?.sign(signedBytes(additionalData, content))) ?? new Uint8Array();
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonceOf(counter), additionalData }, key, content));
  return new Uint8Array([...head, ...signature, ...sealed]);
}

describe("sealed transport", () => {
  it("ROOM-50 ROOM-51: carries messages in order, says who signed, and adds 26 bytes to one that is not signed", async () => {
    const { open } = await createRoom(["a", "b"]);
    const [a, b] = [await open("a"), await open("b")];
    await Promise.all([a.transport.sendReliable(move), a.transport.sendReliable(policy, { sign: true }), a.transport.sendReliable(move)]);
    for (const bytes of a.line.out) b.line.come("a", bytes);
    await settle();
    expect(b.heard).toEqual([["a", String(move), "unsigned"], ["a", String(policy), "signed"], ["a", String(move), "unsigned"]]);
    expect(a.line.out[0]?.length).toBe(move.length + ENVELOPE_BYTES);
    expect(ENVELOPE_BYTES).toBe(26);
  });

  it("ROOM-51: whoever listens hears each packet, however many listen: an edit and a caption come by one line", async () => {
    const { open } = await createRoom(["a", "b"]);
    const [a, b] = [await open("a"), await open("b")];
    const [second, gone] = [[] as string[], [] as string[]];
    b.transport.onReliable((_from, bytes) => second.push(String(bytes)));
    const stop = b.transport.onReliable((_from, bytes) => gone.push(String(bytes)));
    stop();
    for (let at = 0; at < 3; at += 1) await a.transport.sendReliable(move);
    for (const bytes of a.line.out) b.line.come("a", bytes);
    await settle();
    expect(b.heard).toHaveLength(3);
    expect(second).toEqual([move, move, move].map(String));
    expect(gone).toEqual([]);
  });

  it("ROOM-51: replayed, re-attributed, moved to another room, bent, plain and oversized packets are not believed, and silence nobody", async () => {
    const { open } = await createRoom(["a", "b", "c"]);
    const [a, b, elsewhere] = [await open("a"), await open("b"), await open("b", "room-2")];
    await a.transport.sendReliable(move);
    const [first] = a.line.out;
    if (!first) throw new Error("nothing was sent");
    b.line.come("a", first);
    b.line.come("a", first);
    b.line.come("c", first);
    elsewhere.line.come("a", first);
    b.line.come("a", move);
    b.line.come("a", new Uint8Array(20_000).fill(0xe1));
    // A genuine-looking number far ahead must not silence the sender's next packets.
    const ahead = first.slice();
    ahead.set([0xff, 0xff], 4);
    b.line.come("a", ahead);
    for (let at = 0; at < first.length; at += 1) {
      const bent = first.slice();
      bent[at] = (bent[at] ?? 0) ^ 0x10;
      b.line.come("a", bent);
    }
    await settle();
    expect(b.heard).toHaveLength(1);
    expect(elsewhere.heard).toEqual([]);
    await a.transport.sendReliable(policy);
    b.line.come("a", a.line.out[1] ?? new Uint8Array());
    await settle();
    expect(b.heard.map(([, text]) => text)).toEqual([String(move), String(policy)]);
    // All of them came as frames too, which none of them is.
    expect(b.transport.refused()).toBe(5 + first.length + (7 + first.length));
  });

  it("ROOM-50: a member who holds the room's key, and a media server that lies for them, can't make what a clinician signs", async () => {
    const { open } = await createRoom(["clinician", "patient", "guest"]);
    const [patient, guest] = [await open("patient"), await open("guest")];
    guest.line.come("clinician", await forge(ROOM, "clinician", 1, policy, patient.signer));
    guest.line.come("clinician", await forge(ROOM, "clinician", 2, policy, null));
    await settle();
    // Unsigned it opens, since all derive all keys; what only clinicians write is then not taken (peers).
    expect(guest.heard).toEqual([["clinician", String(policy), "unsigned"]]);
  });

  it("ROOM-52: nothing leaves in the clear, and nothing at all before there is a key", async () => {
    const { open } = await createRoom(["a", "b"], false);
    const [a, b] = [await open("a"), await open("b")];
    expect(a.transport.status.get()).toBe("connecting");
    await expect(a.transport.sendReliable(move)).rejects.toThrow("before it can be sealed");
    a.transport.sendFrame(new Uint8Array([1, 2, 3]));
    expect([a.line.out, a.line.frames]).toEqual([[], []]);
    for (const { keys } of [a, b]) await keys.add(0, secretOf(7));
    expect(a.transport.status.get()).toBe("connected");
    const secrets = [move, policy].map(String);
    const random = createSeededRandom(3);
    for (let at = 0; at < 60; at += 1) await a.transport.sendReliable(random() < 0.5 ? move : policy, { sign: random() < 0.3 });
    for (const bytes of a.line.out) {
      expect(bytes[0]).not.toBe((MESSAGE_VERSION << 4) | 1);
      for (const secret of secrets) expect(String(bytes)).not.toContain(secret.slice(3));
      b.line.come("a", bytes);
    }
    await settle();
    expect(b.heard).toHaveLength(60);
    expect(new Set(a.line.out.map(String)).size).toBe(60);
    a.transport.sendFrame(new Uint8Array([9, 8, 7]));
    a.transport.sendFrame(new Uint8Array([6]));
    await settle();
    expect(a.line.frames).toHaveLength(1);
    expect(String(a.line.frames[0])).not.toContain("9,8,7");
    for (const from of ["a", "a", "b"]) b.line.come(from, a.line.frames[0] ?? new Uint8Array());
    b.line.come("a", new Uint8Array([9, 8, 7]));
    await settle();
    expect(b.frames).toEqual([["a", "9,8,7"]]);
  });

  it("ANA-606: where somebody is and how their hands are held leave at the same moment, in the order of their counters; of either a second one waits for nobody", async () => {
    const { open } = await createRoom(["a", "b"]);
    const [a, b] = [await open("a"), await open("b")];
    const [hands, place] = [new Uint8Array([HANDS_VERSION << 6, 1]), new Uint8Array([FRAME_VERSION << 6, 2])];
    for (let tick = 0; tick < 5; tick += 1) {
      for (const frame of [hands, place, hands, place]) a.transport.sendFrame(frame);
      await settle();
    }
    expect(a.line.frames).toHaveLength(10);
    for (const frame of a.line.frames) b.line.come("a", frame);
    await settle();
    expect(b.frames).toEqual(Array.from({ length: 5 }, () => [["a", String(hands)], ["a", String(place)]]).flat());
  });

  it("ROOM-53: with a new key the old one opens for ten seconds and seals nothing more", async () => {
    const { open, clock } = await createRoom(["a", "b"]);
    const [a, b] = [await open("a"), await open("b")];
    await a.transport.sendReliable(move);
    await a.keys.add(1, secretOf(8));
    await a.transport.sendReliable(policy);
    b.line.come("a", await forge(ROOM, "a", 50, move, null, 1));
    await settle();
    expect([b.heard.length, b.unknown()]).toEqual([0, 1]);
    await b.keys.add(1, secretOf(8));
    for (const bytes of a.line.out) b.line.come("a", bytes);
    await settle();
    expect(b.heard.map(([, text]) => text)).toEqual([String(move), String(policy)]);
    expect(a.line.out.map((bytes) => bytes[3])).toEqual([0, 1]);
    clock.advance(OLD_EPOCH_MS + 1);
    b.line.come("a", await forge(ROOM, "a", 90, move, null, 0));
    await b.keys.add(0, secretOf(7));
    b.line.come("a", await forge(ROOM, "a", 91, move, null, 0));
    await settle();
    expect(b.heard).toHaveLength(2);
  });
});
