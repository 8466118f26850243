// A bent page in the room: a participant whom the server let in and who holds the room's key, but who speaks to the
// media server's own library and says what they like. Bundled by room-harness.ts; hangs a RoomForger on the window.
import { Room } from "livekit-client";
import { type ActorClaim, parseActorClaim } from "@/core/access/claim";
import type { EnterAnswer, PullAnswer, PushAnswer } from "@/core/room/contract";
import { ENVELOPE_BYTES } from "@/core/room/envelope";
import { FRAME_PARTS, MAX_FRAME_BYTES, createFrameValues, encodeFrame } from "@/core/room/frame";
import { MAX_MESSAGE_BYTES } from "@/core/room/limits";
import { encodeOps } from "@/core/room/message";
import type { SceneOp } from "@/core/room/op";
import { registers } from "@/core/room/registers";
import { callCommand, callQuery } from "@/room/api";
import { createBrowserClock } from "@/room/clock";
import { sealRoom } from "@/room/envelope/sealed-room";
import { type Signer, createSigner } from "@/room/envelope/signer";
import { TOPICS } from "@/room/livekit/connection";
import { BEAT_EVERY_MS } from "@/room/livekit/liveness";
import { createStore } from "@/room/store";
import type { RoomTransport, TransportStatus } from "@/room/transport";
import type { RoomForger } from "./room-harness";
import { listenTo, overheard } from "./room-harness-line";

interface Place {
  readonly visitId: string;
  readonly as: ActorClaim;
  readonly room: Room;
  readonly own: EnterAnswer;
  readonly clinician: { readonly actor: number; readonly identity: string };
  readonly pulled: PullAnswer;
  readonly signer: Signer | null;
}

let place: Place | null = null;
const ALIVE = new Uint8Array([1]);
const unsaved: SceneOp[] = [];
let lastSeq = 0;
let lastLamport = 50_000;

function here(): Place {
  if (place === null) throw new Error("the forger has not come in");
  return place;
}

async function ask<T>(answer: Promise<{ ok: true; value: T } | { ok: false; error: { code: string } }>): Promise<T> {
  const settled = await answer;
  if (!settled.ok) throw new Error(settled.error.code);
  return settled.value;
}

const publish = (bytes: Uint8Array, topic: string, reliable = true): Promise<void> =>
  here().room.localParticipant.publishData(bytes.slice(), { reliable, topic });

type Sealer = (bytes: Uint8Array, sign?: boolean) => Promise<void>;
const sealers = new Map<string, Promise<Sealer>>();

/** What seals as the product does, in anybody's name and for any room, and sends from this page's own line. */
function sealerOf(identity: string, visitId = here().visitId): Promise<Sealer> {
  const name = `${visitId} ${identity}`;
  const known = sealers.get(name) ?? openSealer(identity, visitId);
  sealers.set(name, known);
  return known;
}

async function openSealer(identity: string, visitId: string): Promise<Sealer> {
  const nothing = () => () => undefined;
  const line: RoomTransport = {
    status: createStore<TransportStatus>("connected"),
    sendReliable: (bytes) => publish(bytes, TOPICS.reliable),
    sendFrame: () => undefined,
    onReliable: nothing,
    onFrame: nothing,
    onPresence: nothing,
    close: async () => undefined,
  };
  const { signer, pulled } = here();
  const sealed = sealRoom(line, { visitId, identity, signer, clock: createBrowserClock(), roster: () => pulled.roster, askForKey: () => undefined });
  sealed.takeKey(pulled.key);
  while (sealed.transport.status.get() !== "connected") await new Promise((resolve) => setTimeout(resolve, 5));
  return (bytes, sign = false) => sealed.transport.sendReliable(bytes, { sign });
}

const forgedName = (kind: string): string => registers.visible("heart", `forged-${kind}`);
const opAs = (actor: number, register: string, value: SceneOp["value"]): SceneOp => ({ actor, seq: (lastSeq += 1), lamport: (lastLamport += 1), register, value });
const hidden = (actor: number, kind: string): Uint8Array[] => encodeOps([opAs(actor, forgedName(kind), false)]);
const lock = (actor: number): Uint8Array[] => encodeOps([opAs(actor, registers.policy, { allow: "clinicians", fence: [] })]);

async function sendEach(messages: readonly Uint8Array[], by: Sealer, sign = false): Promise<void> {
  for (const bytes of messages) await by(bytes, sign);
}

const inClear: Sealer = (bytes) => publish(bytes, TOPICS.reliable);
const ownSealer = () => sealerOf(here().own.identity);

const forgeries: Readonly<Record<string, () => Promise<void>>> = {
  plaintext: () => sendEach(hidden(here().own.actor, "plaintext"), inClear),
  "plaintext-policy": () => sendEach(lock(here().clinician.actor), inClear),
  reattributed: async () => sendEach(hidden(here().clinician.actor, "reattributed"), await ownSealer()),
  stolen: async () => sendEach(hidden(here().clinician.actor, "stolen"), await sealerOf(here().clinician.identity)),
  "policy-unsigned": async () => sendEach(lock(here().own.actor), await ownSealer()),
  "policy-signed": async () => sendEach(lock(here().own.actor), await ownSealer(), true),
  "policy-of-another": async () => sendEach(lock(here().clinician.actor), await ownSealer(), true),
  "policy-stolen": async () => sendEach(lock(here().clinician.actor), await sealerOf(here().clinician.identity), true),
  relayed: async () => {
    const op = opAs(here().clinician.actor, forgedName("relayed"), false);
    await sendEach(encodeOps([op], [[op.actor, op.seq]]), await ownSealer(), true);
  },
  "other-room": async () => sendEach(hidden(here().own.actor, "other-room"), await sealerOf(here().own.identity, crypto.randomUUID())),
  replayed: async () => {
    const theirs = overheard().filter(({ from, topic }) => from === here().clinician.identity && topic === TOPICS.reliable);
    if (theirs.length === 0) throw new Error("nothing of the clinician's was overheard");
    for (const { bytes } of theirs.slice(-20)) await publish(bytes, TOPICS.reliable);
  },
  oversized: async () => {
    const [message = new Uint8Array()] = hidden(here().own.actor, "oversized");
    const swollen = new Uint8Array(MAX_MESSAGE_BYTES + 1);
    swollen.set(message);
    await publish(swollen, TOPICS.reliable);
    await (await ownSealer())(swollen);
    await publish(new Uint8Array(MAX_MESSAGE_BYTES + 200 * ENVELOPE_BYTES).fill(0xe1), TOPICS.reliable);
  },
  noise: async () => {
    for (let each = 0; each < 60; each += 1) {
      const bytes = crypto.getRandomValues(new Uint8Array(1 + ((each * 37) % 900)));
      if (each % 2 === 0) bytes[0] = 0xe1;
      await publish(bytes, TOPICS.reliable);
    }
  },
  frame: async () => {
    const frame = createFrameValues();
    frame.parts = FRAME_PARTS.head;
    const bytes = new Uint8Array(MAX_FRAME_BYTES);
    const size = encodeFrame(frame, bytes);
    for (let each = 0; each < 5; each += 1) await publish(bytes.subarray(0, size), TOPICS.frame, false);
  },
};

const forger: RoomForger = {
  enter: async (visitId, as) => {
    const claim = parseActorClaim(as);
    if (claim === null) throw new Error(`nobody is ${as}`);
    const signer = await createSigner();
    const own = await ask(callCommand<unknown, EnterAnswer>("room/enter", { visitId, signKey: signer?.signKey }, { as: claim }));
    const pulled = await ask(callQuery<unknown, PullAnswer>("room/scene", { visitId, sinceVersion: 0 }, { as: claim }));
    const clinician = pulled.roster.find(({ role, present }) => role === "clinician" && present);
    if (own.livekit === null || clinician === undefined || pulled.key === null) throw new Error("there is no clinician, key or media server");
    const room = new Room();
    listenTo(room);
    place = { visitId, as: claim, room, own, clinician, pulled, signer };
    await room.connect(own.livekit.url, own.livekit.token);
    // A page that is never heard would have the others look for a better line while they are lied to.
    setInterval(() => void publish(ALIVE, TOPICS.beat).catch(() => undefined), BEAT_EVERY_MS);
    return { actor: own.actor };
  },
  kinds: () => Object.keys(forgeries),
  forge: async (kind) => {
    const work = forgeries[kind];
    if (work === undefined) throw new Error(`no forgery is called ${kind}`);
    // What is forged in somebody's name carries numbers that they have not used; one's own go on as they stood.
    const before = lastSeq;
    lastSeq = 9_000_000 + before;
    // The library itself may refuse to send what is too long: it then goes nowhere, which is as good.
    await work().catch((error: unknown) => {
      if (kind !== "oversized") throw error;
    });
    lastSeq = before;
  },
  honest: async (register, value) => {
    const op = opAs(here().own.actor, register, value);
    unsaved.push(op);
    await sendEach(encodeOps([op]), await ownSealer());
  },
  again: async () => sendEach(encodeOps(unsaved.slice(-1)), await ownSealer()),
  store: async () => {
    const { visitId, as, own } = here();
    await ask(callCommand<unknown, PushAnswer>("room/push-ops", { visitId, actor: own.actor, ops: unsaved.splice(0) }, { as }));
  },
  pushForged: async () => {
    const { visitId, as, own, clinician } = here();
    const next = { seq: lastSeq + 1, lamport: lastLamport + 1 };
    const tries: SceneOp[] = [
      { ...next, actor: own.actor, register: registers.policy, value: { allow: "clinicians", fence: [] } },
      { ...next, actor: clinician.actor, register: forgedName("pushed"), value: false },
    ];
    const answers: string[] = [];
    for (const op of tries) {
      const answer = await callCommand<unknown, PushAnswer>("room/push-ops", { visitId, actor: op.actor, ops: [op] }, { as });
      answers.push(answer.ok ? "taken" : answer.error.kind);
    }
    return answers;
  },
};

Object.assign(window, { roomForger: forger });
