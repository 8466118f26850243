import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyOp, honestOps } from "../../../tests/support/scene-arbitraries";
import { createClaims, dropActor, hearClaim, holderOf } from "./grab";
import type { JsonValue } from "./json";
import { MAX_BATCH_OPS, MAX_COUNTER, MAX_MESSAGE_BYTES } from "./limits";
import { MESSAGE_VERSION, SPEAKS, commonVersion, decodeMessage, encodeMessage, encodeOps } from "./message";
import type { SceneOp } from "./op";
import { parseOp } from "./op";

const decodeOps = (messages: readonly Uint8Array[]): SceneOp[] =>
  messages.flatMap((bytes) => {
    expect(bytes.length).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
    const message = decodeMessage(bytes);
    return message?.kind === "ops" || message?.kind === "delta" ? [...message.ops] : [];
  });
const settled = (input: Omit<SceneOp, "value"> & { readonly value: unknown }): SceneOp => {
  const parsed = parseOp(input);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
};

describe("message", () => {
  it("ROOM-47: ops come back as they were, of whatever kind and order", () => {
    fc.assert(
      fc.property(fc.array(anyOp, { minLength: 1, maxLength: 80 }), honestOps, (anyhow, honest) => {
        for (const ops of [anyhow, honest]) {
          expect(decodeOps(encodeOps(ops))).toEqual(ops.length > 0 ? ops : []);
          expect(decodeOps(encodeOps(ops, [[1, 4]]))).toEqual(ops);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("ROOM-47: a transform takes 24 bytes, message and all", () => {
    const op = settled({ actor: 7, seq: 9000, lamport: 12_000, register: "model/heart/transform", value: { p: [0.1, -1.25, 7.9], q: [0.6, 0, 0.8, 0], s: 1.5 } });
    expect(op.value).toEqual({ p: [0.1, -1.25, 7.9], q: [0.6, 0, 0.8, 0], s: 1.5 });
    const [bytes] = encodeOps([op]);
    expect(bytes?.length).toBe(24);
    expect(decodeOps(encodeOps([op]))).toEqual([op]);
  });

  it("ROOM-46: 200 structures and a thousand ops of two people take less than 16 KB", () => {
    const names = Array.from({ length: 200 }, (_, i) => `structure-of-the-heart-${i}`);
    const ops = Array.from({ length: 1000 }, (_, i) => {
      const part = (["visible", "opacity", "colour"] as const)[Math.floor(i / 2 / 200) % 3] ?? "visible";
      const value: JsonValue = { visible: i % 3 === 0, opacity: (i % 100) / 100, colour: "#00ff7f" }[part];
      return settled({ actor: 1 + (i % 2), seq: 1 + Math.floor(i / 2), lamport: 3 * i + 1, register: `model/heart/s/${names[Math.floor(i / 2) % 200]}/${part}`, value });
    });
    const messages = encodeOps(ops, [[1, 500], [2, 500]]);
    expect(decodeOps(messages)).toEqual(ops);
    expect(messages.reduce((sum, each) => sum + each.length, 0)).toBeLessThanOrEqual(16 * 1024);
  });

  it("cuts large ops by size", () => {
    const ops = Array.from({ length: 100 }, (_, i) => ({
      actor: 1, seq: i + 1, lamport: i + 1, register: "later/kind", value: "é".repeat(1500),
    }));
    const messages = encodeOps(ops);
    expect(decodeOps(messages)).toEqual(ops);
    for (const bytes of messages) {
      const message = decodeMessage(bytes);
      expect(message?.kind === "ops" && message.ops.length <= MAX_BATCH_OPS).toBe(true);
    }
  });

  it("digests, claims and wants come back as they were", () => {
    const counter = fc.integer({ min: 0, max: MAX_COUNTER });
    const actor = fc.integer({ min: 1, max: 0xffff });
    const seen = fc.array(fc.tuple(actor, counter), { maxLength: 20 });
    const hash = fc.array(fc.constantFrom(..."0123456789abcdef"), { minLength: 16, maxLength: 16 }).map((digits) => digits.join(""));
    const message = fc.oneof(
      fc.record({ kind: fc.constant("digest" as const), digest: fc.record({ seen, hash }), speaks: fc.constant(SPEAKS) }),
      fc.record({
        kind: fc.constant("claim" as const),
        claim: fc.record({ actor, object: fc.constantFrom("model/heart/transform", "pin/1-2/here"), lamport: counter, held: fc.boolean() }),
      }),
      fc.record({ kind: fc.constant("want" as const), to: actor, seen }),
    );
    fc.assert(
      fc.property(message, (one) => {
        expect(decodeMessage(encodeMessage(one))).toEqual(one);
      }),
      { numRuns: 1000 },
    );
  });

  it("ROOM-10: arbitrary and bent bytes never throw, and what is read is settled", () => {
    const head = fc.tuple(fc.integer({ min: MESSAGE_VERSION << 4, max: (MESSAGE_VERSION << 4) + 6 }), fc.uint8Array({ maxLength: 300 })).map(([first, rest]) => new Uint8Array([first, ...rest]));
    const bent = fc.tuple(fc.array(anyOp, { minLength: 1, maxLength: 6 }), fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat({ max: 3 })).map(([ops, at, value, cut]) => {
      const bytes = encodeOps(ops)[0] ?? new Uint8Array();
      bytes[at % bytes.length] = value;
      return bytes.subarray(0, bytes.length - cut);
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), head, bent), (bytes) => {
        const message = decodeMessage(bytes);
        if (message?.kind === "ops") for (const op of message.ops) expect(parseOp(op)).toEqual({ ok: true, value: op });
      }),
      { numRuns: 20_000 },
    );
    expect(decodeMessage(new Uint8Array(MAX_MESSAGE_BYTES + 1).fill((MESSAGE_VERSION << 4) | 1))).toBeNull();
  });

  it("ROOM-48: another version is ignored, and two sides find the newest that both read", () => {
    const bytes = encodeMessage({ kind: "want", to: 1, seen: [] });
    bytes[0] = (3 << 4) | 4;
    expect(decodeMessage(bytes)).toBeNull();
    expect([commonVersion([2, 2], [1, 3]), commonVersion([2, 4], [3, 6]), commonVersion([2, 2], [3, 5])]).toEqual([2, 4, null]);
  });
});

describe("claims", () => {
  const claim = (actor: number, lamport: number, held = true) => ({ actor, object: "model/heart/transform", lamport, held });

  it("ROOM-11: the first hand keeps it, a clinician's takes it, silence lets go", () => {
    const claims = createClaims();
    hearClaim(claims, claim(2, 10), "patient", 0);
    hearClaim(claims, claim(3, 9), "patient", 0);
    expect(holderOf(claims, "model/heart/transform", 500)).toBe(3);
    hearClaim(claims, claim(1, 30), "clinician", 600);
    expect(holderOf(claims, "model/heart/transform", 700)).toBe(1);
    hearClaim(claims, claim(1, 31, false), "clinician", 800);
    expect(holderOf(claims, "model/heart/transform", 900)).toBe(3);
    expect(holderOf(claims, "model/heart/transform", 1600)).toBeNull();
  });

  it("ROOM-11: one who leaves holds nothing", () => {
    const claims = createClaims();
    hearClaim(claims, claim(1, 1), "clinician", 0);
    dropActor(claims, 1);
    expect(holderOf(claims, "model/heart/transform", 10)).toBeNull();
  });

  it("ROOM-11: whatever is claimed by whom and when, at most one holds, and a live clinician always precedes", () => {
    const event = fc.record({ actor: fc.integer({ min: 1, max: 4 }), lamport: fc.integer({ min: 1, max: 30 }), held: fc.boolean(), after: fc.integer({ min: 0, max: 700 }) });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        const claims = createClaims();
        const live = new Map<number, number>();
        let nowMs = 0;
        for (const { actor, lamport, held, after } of events) {
          nowMs += after;
          hearClaim(claims, claim(actor, lamport, held), actor <= 2 ? "clinician" : "patient", nowMs);
          if (held) live.set(actor, nowMs);
          else live.delete(actor);
          const there = [...live].filter(([, at]) => nowMs - at <= 1000).map(([who]) => who);
          const holder = holderOf(claims, "model/heart/transform", nowMs);
          if (there.length === 0) expect(holder).toBeNull();
          else expect(there).toContain(holder);
          if (there.some((who) => who <= 2)) expect(holder).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("ROOM-11: every replica that heard the same claims names the same holder", () => {
    const heard = fc.uniqueArray(fc.record({ actor: fc.integer({ min: 1, max: 4 }), lamport: fc.integer({ min: 1, max: 9 }) }), { selector: ({ actor }) => actor });
    fc.assert(
      fc.property(heard.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))), ([a, b]) => {
        const holder = (list: typeof a): number | null => {
          const claims = createClaims();
          for (const { actor, lamport } of list) hearClaim(claims, claim(actor, lamport), actor === 4 ? "clinician" : "patient", 0);
          return holderOf(claims, "model/heart/transform", 1);
        };
        expect(holder(a)).toBe(holder(b));
      }),
    );
  });
});
