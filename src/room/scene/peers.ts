import { answererOf } from "@/core/room/answerer";
import type { RosterEntry } from "@/core/room/contract";
import { type Digest, compareDigests, digestOf } from "@/core/room/digest";
import { mayEverCount } from "@/core/room/judge";
import { type Claim, SPEAKS, type Seen, commonVersion, decodeMessage, encodeMessage, encodeOps } from "@/core/room/message";
import type { SceneOp } from "@/core/room/op";
import { type Budget, OP_RATE, createBudget, takeFrom } from "@/core/room/rate";
import { snapshotOf } from "@/core/room/snapshot";
import { leapsAhead, markSeen } from "@/core/room/state";
import type { RoomClock } from "../clock";
import type { MessageProof, RoomTransport } from "../transport";
import type { LocalScene } from "./local-scene";
import type { Outbox } from "./outbox";
import type { Puller } from "./puller";
import { type Relay, createRelayer } from "./relayer";

/** A digest goes out this often, give or take a quarter, while connected. */
export const DIGEST_INTERVAL_MS = 2000;
const UNKNOWN_PULL_MS = 200;
const MAX_RESEND_OPS = 256;
/** Whoever lacks something asks one clinician, and after this long the next. */
const WANT_GAP_MS = 300;
/** One answer to a want in this time: many who ask at once are answered together. */
const ANSWER_GAP_MS = 250;
/** A digest that comes so soon after an op left may have left its page before the op came there: it asks for nothing. */
const CROSSING_MS = 600;

/** The scene's traffic with the other browsers. */
export interface Peers {
  broadcast(ops: readonly SceneOp[]): void;
  sendClaim(claim: Claim): void;
  /** Sends a digest and everything unacknowledged: after each connect, resumed or new. */
  greet(): void;
  /** The server has said up to where it has everybody's ops. */
  served(seen: Seen): void;
  close(): void;
}

/** What the traffic works with. */
export interface PeersOptions {
  readonly scene: LocalScene;
  readonly transport: RoomTransport;
  readonly outbox: Outbox;
  readonly puller: Puller;
  readonly clock: RoomClock;
  /** Everybody known, by what the network calls them. */
  readonly roster: () => readonly RosterEntry[];
  readonly onClaim: (claim: Claim, from: RosterEntry) => void;
  readonly visitId: string;
  /** How this page hands in what somebody did not live to save; only a clinician's does. */
  readonly relay?: Relay;
}

/** What only clinicians write is written so that nobody else can have written it (ROOM-50). */
const needsSigning = (ops: readonly SceneOp[]): boolean => ops.some(({ register }) => !mayEverCount("patient", register));

/** Starts the traffic; `createPeers`, or what stands in for it until its script has come. */
export type CreatePeers = (options: PeersOptions) => Peers;

/** Starts talking to the others. Nothing here is trusted to arrive: the outbox and the digests repair. */
export function createPeers(options: PeersOptions): Peers {
  const { scene, transport, outbox, puller, clock, onClaim } = options;
  const strangeOnce = new Set<string>();
  const budgets = new Map<number, Budget>();
  // When each own op last left, for as long as a digest may cross it.
  const leftMs = new Map<number, number>();
  const here = new Set<string>();
  const isClinician = options.roster().some(({ actor, role }) => actor === scene.actor && role === "clinician");
  const relayer = options.relay && isClinician ? createRelayer(options.roster, options.relay) : null;
  const isHere = ({ identity }: RosterEntry): boolean => here.has(identity);
  let wantRound = 0;
  let lastWantMs = -Infinity;
  let lastAnswerMs = -Infinity;
  let cancelTimer: (() => void) | null = null;
  let closed = false;

  const send = (bytes: Uint8Array, sign = false): void => {
    if (transport.status.get() !== "connected") return;
    // A refused send is a lost message like any other.
    transport.sendReliable(bytes, { sign }).catch(() => undefined);
  };
  const broadcast = (ops: readonly SceneOp[]): void => {
    if (ops.length === 0) return;
    for (const bytes of encodeOps(ops)) send(bytes, needsSigning(ops));
    for (const { seq } of ops) leftMs.set(seq, clock.now());
  };
  const hasJustLeft = ({ seq }: SceneOp): boolean => clock.now() - (leftMs.get(seq) ?? -Infinity) < CROSSING_MS;
  const sendDigest = (): void => send(encodeMessage({ kind: "digest", digest: digestOf(scene.state), speaks: SPEAKS }));
  const rosterOf = (identity: string): RosterEntry | undefined => options.roster().find((entry) => entry.identity === identity);

  // Only what a clinician passes on is believed, so only clinicians are asked; the server knows it all anyway.
  const want = (): void => {
    if (clock.now() - lastWantMs < WANT_GAP_MS) return;
    lastWantMs = clock.now();
    const able = options.roster().filter(({ role, actor, identity }) => role === "clinician" && actor !== scene.actor && here.has(identity));
    const to = answererOf(able.map(({ actor }) => actor), scene.actor, (wantRound += 1));
    if (to !== null) send(encodeMessage({ kind: "want", to, seen: digestOf(scene.state).seen }));
  };
  const answer = (seen: Seen): void => {
    if (clock.now() - lastAnswerMs < ANSWER_GAP_MS) return;
    lastAnswerMs = clock.now();
    const missing = snapshotOf(scene.state, seen);
    if (missing.ops.length > 0) for (const bytes of encodeOps(missing.ops, missing.seen)) send(bytes, true);
  };

  const hearDigest = (identity: string, theirs: Digest): void => {
    const mine = digestOf(scene.state);
    const { equal, behind, ahead } = compareDigests(mine, theirs);
    if (equal) {
      strangeOnce.delete(identity);
      return;
    }
    if (behind) {
      puller.request(UNKNOWN_PULL_MS);
      want();
    }
    if (ahead) {
      const known = theirs.seen.find(([actor]) => actor === scene.actor)?.[1] ?? 0;
      broadcast(outbox.list(MAX_RESEND_OPS, known).filter((op) => !hasJustLeft(op)));
    }
    if (behind || ahead) return;
    // Same counts, different content: once may be a message in flight, twice is a hole.
    if (strangeOnce.has(identity)) puller.requestAll();
    strangeOnce.add(identity);
  };

  const hearOps = (from: RosterEntry, ops: readonly SceneOp[], proof: MessageProof): void => {
    const budget = budgets.get(from.actor) ?? createBudget(OP_RATE, clock.now());
    budgets.set(from.actor, budget);
    // Too many too fast are dropped here like lost ones; the server has its own limit, and repairs.
    if (!takeFrom(budget, OP_RATE, ops.length, clock.now())) return;
    const theirs = ops.filter((op) => op.actor === from.actor && mayEverCount(from.role, op.register) && !leapsAhead(scene.state, op));
    const believed = proof === "unsigned" && needsSigning(theirs) ? [] : theirs;
    relayer?.heard(believed);
    scene.receive(believed);
  };

  const hearDelta = (from: RosterEntry, seen: Seen, ops: readonly SceneOp[], proof: MessageProof): void => {
    if (from.role !== "clinician" || proof === "unsigned") return;
    // As from the server: what it accounts for and what it brings must not part.
    scene.receive(ops, true);
    for (const [actor, seq] of seen) markSeen(scene.state, actor, seq);
  };

  const hear = (identity: string, bytes: Uint8Array, proof: MessageProof): void => {
    const from = rosterOf(identity);
    if (!from) {
      // Somebody new: the server knows who they are, and what they said will come again.
      puller.request(UNKNOWN_PULL_MS);
      return;
    }
    here.add(identity);
    const message = decodeMessage(bytes);
    switch (message?.kind) {
      case "ops":
        return hearOps(from, message.ops, proof);
      case "digest":
        if (commonVersion(SPEAKS, message.speaks) !== null) hearDigest(identity, message.digest);
        return;
      case "claim":
        if (message.claim.actor === from.actor) onClaim(message.claim, from);
        return;
      case "want":
        if (message.to === scene.actor) answer(message.seen);
        return;
      case "delta":
        return hearDelta(from, message.seen, message.ops, proof);
      case undefined:
        return;
    }
  };

  const tick = (): void => {
    if (closed) return;
    for (const [seq, ms] of leftMs) if (clock.now() - ms >= CROSSING_MS) leftMs.delete(seq);
    sendDigest();
    if (relayer?.look(isHere) === true) puller.request(UNKNOWN_PULL_MS);
    cancelTimer = clock.after(DIGEST_INTERVAL_MS * (0.75 + clock.random() / 2), tick);
  };
  const stops = [
    transport.onReliable(hear),
    transport.onPresence((identities) => {
      const gone = [...here].filter((identity) => !identities.includes(identity));
      for (const identity of gone) here.delete(identity);
      // Whoever was taken out takes the room's key along: the server has another one then.
      if (gone.length > 0) puller.request(UNKNOWN_PULL_MS);
      for (const identity of identities) here.add(identity);
    }),
  ];
  tick();

  return {
    broadcast,
    sendClaim: (claim) => send(encodeMessage({ kind: "claim", claim })),
    greet: () => {
      broadcast(outbox.list(MAX_RESEND_OPS));
      sendDigest();
    },
    served: (seen) => relayer?.served(seen),
    close: () => {
      closed = true;
      cancelTimer?.();
      for (const stop of stops) stop();
    },
  };
}
