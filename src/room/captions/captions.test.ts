import { describe, expect, it } from "vitest";
import type { RosterEntry } from "@/core/room/contract";
import { encodeMessage } from "@/core/room/message";
import { createManualClock } from "../manual-clock";
import { createStore } from "../store";
import type { MessageProof, RoomTransport, TransportStatus } from "../transport";
import { CAPTION_GAP_MS, KEPT_LINES, createCaptions } from "./captions";

const roster = createStore<readonly RosterEntry[]>(
  ["ana", "ben"].map((identity, index) => ({ actor: index + 1, identity, role: index === 0 ? "clinician" : "patient", name: `Name of ${identity}`, present: true })),
);
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function createPage(identity = "ana") {
  const clock = createManualClock();
  const status = createStore<TransportStatus>("connected");
  let isRefused = false;
  const refuse = (now: boolean): void => void (isRefused = now);
  const sent: { bytes: Uint8Array; isSigned: boolean }[] = [];
  const handlers = new Set<Parameters<RoomTransport["onReliable"]>[0]>();
  const transport = {
    status,
    sendReliable: async (bytes: Uint8Array, how?: { readonly sign: boolean }) => {
      if (isRefused) throw new Error("refused");
      sent.push({ bytes, isSigned: how?.sign ?? false });
    },
    onReliable: (handler: Parameters<RoomTransport["onReliable"]>[0]) => (handlers.add(handler), () => void handlers.delete(handler)),
  };
  const captions = createCaptions({ transport, roster, identity, clock });
  const hear = (from: string, bytes: Uint8Array, proof: MessageProof = "signed") => handlers.forEach((handler) => handler(from, bytes, proof));
  const texts = () => captions.lines.get().map(({ name, text, done }) => [name, text, done]);
  return { captions, clock, status, sent, hear, texts, refuse };
}

const line = (text: string, done = false, number = 1) => encodeMessage({ kind: "caption", caption: { line: number, text, done } });

describe("captions of a room", () => {
  it("CAP-2: a line shows while it is typed and goes out whole, a few times a second, signed", async () => {
    const { captions, clock, sent, texts } = createPage();
    for (const text of ["T", "Ta", "Take"]) captions.type(text);
    expect(texts()).toEqual([["Name of ana", "Take", false]]);
    expect(sent).toHaveLength(0);
    clock.advance(CAPTION_GAP_MS);
    await settled();
    expect(sent).toEqual([{ bytes: line("Take"), isSigned: true }]);
    captions.type("Take one");
    captions.finish();
    await settled();
    expect(sent[1]).toEqual({ bytes: line("Take one", true), isSigned: true });
    captions.finish();
    clock.advance(1_000);
    await settled();
    expect(sent).toHaveLength(2);
    captions.type("Next");
    clock.advance(CAPTION_GAP_MS);
    await settled();
    expect(sent[2]).toEqual({ bytes: line("Next", false, 2), isSigned: true });
  });

  it("CAP-2: what is late or comes twice changes nothing that is ended; a line taken back goes", () => {
    const { hear, texts } = createPage();
    hear("ben", line("It hurts here", true));
    hear("ben", line("It hu"));
    hear("ben", line("It hurts here", true));
    expect(texts()).toEqual([["Name of ben", "It hurts here", true]]);
    hear("ben", line("Or", false, 2));
    hear("ben", line("", false, 2));
    expect(texts()).toHaveLength(1);
  });

  it("CAP-4: only what the page that the roster names has signed is shown, under the name that it has there", () => {
    const { hear, texts } = createPage();
    hear("ben", line("unsigned"), "unsigned");
    hear("ben", line("by the line's word"), "line");
    hear("nobody", line("unknown"));
    hear("ben", new Uint8Array([0x26, 1]));
    expect(texts()).toEqual([]);
    hear("ben", line("mine"));
    expect(texts()).toEqual([["Name of ben", "mine", false]]);
  });

  it("CAP-4: more than anybody types is dropped, and of one visit only so many lines are kept", () => {
    const { hear, texts, clock } = createPage();
    for (let number = 1; number <= 100; number += 1) hear("ben", line("x", true, number));
    expect(texts()).toHaveLength(20);
    for (let number = 101; number <= 101 + KEPT_LINES; number += 1) {
      clock.advance(200);
      hear("ben", line("y", true, number));
    }
    expect(texts()).toHaveLength(KEPT_LINES);
  });

  it("CAP-5: without a line to the others the words stay, are said to be held up, and go out when it is back", async () => {
    const { captions, clock, status, sent } = createPage();
    status.set("reconnecting");
    captions.type("Wait");
    clock.advance(CAPTION_GAP_MS);
    await settled();
    expect(captions.isHeldUp.get()).toBe(true);
    captions.finish();
    captions.type("More");
    await settled();
    expect(sent).toHaveLength(0);
    status.set("connected");
    await settled();
    expect(sent.map(({ bytes }) => bytes)).toEqual([line("Wait", true), line("More", false, 2)]);
    expect(captions.isHeldUp.get()).toBe(false);
  });

  it("CAP-5: an ended line that did not go out goes with the next", async () => {
    const { captions, clock, sent, refuse } = createPage();
    refuse(true);
    captions.type("First");
    captions.finish();
    await settled();
    expect(captions.isHeldUp.get()).toBe(true);
    refuse(false);
    captions.type("Second");
    clock.advance(CAPTION_GAP_MS);
    await settled();
    expect(sent.map(({ bytes }) => bytes)).toEqual([line("Second", false, 2), line("First", true)]);
    expect(captions.isHeldUp.get()).toBe(false);
  });
});
