import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { honestOps } from "../../../tests/support/scene-arbitraries";
import { splitBatches } from "./batch";
import { createClaims, dropActor, hearClaim, holderOf } from "./grab";
import { MAX_BATCH_OPS, MAX_MESSAGE_BYTES } from "./limits";
import { decodeMessage, encodeMessage } from "./message";

describe("message", () => {
  it("ROOM-10: ops come back as they were, in batches that fit", () => {
    fc.assert(
      fc.property(honestOps, (ops) => {
        const back = splitBatches(ops, 7).flatMap((batch) => {
          const bytes = encodeMessage({ kind: "ops", ops: batch });
          expect(bytes && bytes.length <= MAX_MESSAGE_BYTES).toBe(true);
          const message = bytes && decodeMessage(bytes);
          return message?.kind === "ops" ? [...message.ops] : [];
        });
        expect(back).toEqual(ops);
      }),
    );
  });

  it("cuts large ops by size", () => {
    const ops = Array.from({ length: 100 }, (_, i) => ({
      actor: 1, seq: i + 1, lamport: i + 1, register: "later/kind", value: "é".repeat(1500),
    }));
    const batches = splitBatches(ops);
    expect(batches.flat()).toEqual(ops);
    expect(batches.every((batch) => batch.length <= MAX_BATCH_OPS)).toBe(true);
    expect(batches.every((batch) => encodeMessage({ kind: "ops", ops: batch }) !== null)).toBe(true);
  });

  it("digests and claims come back as they were", () => {
    const digest = { kind: "digest", digest: { seen: [[1, 4], [9, 2]], hash: "0123456789abcdef" } } as const;
    const claim = { kind: "claim", claim: { actor: 2, object: "model/heart/transform", lamport: 7, held: true } } as const;
    for (const message of [digest, claim]) {
      const bytes = encodeMessage(message);
      expect(bytes && decodeMessage(bytes)).toEqual(message);
    }
  });

  it("ROOM-10: arbitrary bytes never throw", () => {
    const withHead = fc
      .tuple(fc.integer({ min: 0x10, max: 0x14 }), fc.oneof(fc.string(), fc.json()))
      .map(([head, text]) => new Uint8Array([head, ...new TextEncoder().encode(text)]));
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), withHead), (bytes) => void decodeMessage(bytes)), {
      numRuns: 20_000,
    });
    const nested = new Uint8Array([0x11, ...new TextEncoder().encode("[".repeat(13_000))]);
    expect(decodeMessage(nested)).toBeNull();
    expect(decodeMessage(new Uint8Array(MAX_MESSAGE_BYTES + 1).fill(0x11))).toBeNull();
  });

  it("ROOM-10: another version is ignored", () => {
    const bytes = encodeMessage({ kind: "digest", digest: { seen: [], hash: "0".repeat(16) } });
    if (!bytes) throw new Error("fits");
    bytes[0] = 0x22;
    expect(decodeMessage(bytes)).toBeNull();
  });
});

describe("grab", () => {
  const claim = (actor: number, lamport: number, held = true) => ({ actor, lamport, held, object: "model/heart/transform" });
  const object = "model/heart/transform";

  it("ROOM-11: the first hand keeps it, a clinician takes precedence, one second of silence lets go", () => {
    const claims = createClaims();
    hearClaim(claims, claim(2, 5), "patient", 0);
    hearClaim(claims, claim(3, 6), "patient", 0);
    expect(holderOf(claims, object, 500)).toBe(2);
    hearClaim(claims, claim(4, 9), "clinician", 0);
    expect(holderOf(claims, object, 500)).toBe(4);
    hearClaim(claims, claim(4, 9, false), "clinician", 600);
    expect(holderOf(claims, object, 700)).toBe(2);
    hearClaim(claims, claim(3, 6), "patient", 900);
    expect(holderOf(claims, object, 1500)).toBe(3);
    dropActor(claims, 3);
    expect(holderOf(claims, object, 1500)).toBeNull();
  });

  it("ROOM-11: every replica that heard the same claims names the same holder", () => {
    const heard = fc.array(fc.record({ actor: fc.integer({ min: 1, max: 4 }), lamport: fc.integer({ min: 1, max: 9 }) }));
    fc.assert(
      fc.property(heard.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))), ([a, b]) => {
        const holder = (list: typeof a): number | null => {
          const claims = createClaims();
          const once = new Map(list.map((item) => [item.actor, Math.min(...list.filter((o) => o.actor === item.actor).map((o) => o.lamport))]));
          for (const [actor, lamport] of once) hearClaim(claims, claim(actor, lamport), actor === 4 ? "clinician" : "patient", 0);
          return holderOf(claims, object, 1);
        };
        expect(holder(a)).toBe(holder(b));
      }),
    );
  });
});
