import type { RoomRole, RosterEntry } from "@/core/room/contract";
import type { JsonValue } from "@/core/room/json";
import type { Seats } from "@/core/room/judge";
import { createSceneState, applyOp, stateHash, viewOf } from "@/core/room/state";
import { type ManualClock, createManualClock } from "@/room/manual-clock";
import { type FaultyTransport, type Faults, createMemoryHub, withFaults } from "@/room/memory-transport";
import type { RoomTransport } from "@/room/transport";
import type { OutboxStorage } from "@/room/scene/outbox";
import { createPeers } from "@/room/scene/peers";
import { type SceneReplica, createSceneReplica, replicaHash } from "@/room/scene/replica";
import { type MemorySceneServer, createMemorySceneServer } from "./memory-scene-server";

export interface Person {
  readonly replica: SceneReplica;
  readonly transport: FaultyTransport;
  readonly hide: () => void;
}

/** Several replicas, a server and a bad network under one seeded clock. */
export interface SceneWorld {
  readonly clock: ManualClock;
  readonly server: MemorySceneServer;
  readonly people: Person[];
  readonly hub: ReturnType<typeof createMemoryHub>;
  roleOf(actor: number): RoomRole | undefined;
  enter(storage?: OutboxStorage | null, role?: RoomRole): Person;
  run(durationMs: number): Promise<void>;
}

const flushMicrotasks = async (): Promise<void> => {
  for (let i = 0; i < 6; i += 1) await Promise.resolve();
};

export function createMemoryStorage(): OutboxStorage {
  const items = new Map<string, string>();
  return {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  };
}

export function createSceneWorld(seed: number, faults: Faults, wrap: (transport: RoomTransport) => RoomTransport = (transport) => transport): SceneWorld {
  const clock = createManualClock(seed);
  const hub = createMemoryHub(clock);
  const server = createMemorySceneServer(clock);
  const people: Person[] = [];
  return {
    clock,
    server,
    people,
    hub,
    roleOf: (actor) => server.roster.find((entry) => entry.actor === actor)?.role,
    enter: (storage = null, as) => {
      const actor = server.roster.length + 1;
      const identity = `seat-${actor}`;
      // A clinician, a patient, a guest, a second clinician, and the patient's second page.
      const role = as ?? ((["patient", "clinician", "patient", "guest", "clinician"] as const)[actor % 5] ?? "patient");
      server.roster.push({ actor, identity, role, person: actor === 5 ? 2 : actor, name: identity, present: true });
      const transport = withFaults(wrap(hub.connect(identity)), clock, faults);
      const hiders = new Set<() => void>();
      const replica = createSceneReplica({
        visitId: "visit",
        actor,
        role,
        roster: [...server.roster],
        transport,
        createPeers,
        sync: server.connect(),
        page: { onHide: (handler) => (hiders.add(handler), () => void hiders.delete(handler)), onShow: () => () => undefined },
        storage,
        clock,
      });
      const person = { replica, transport, hide: () => [...hiders].forEach((hide) => hide()) };
      people.push(person);
      return person;
    },
    run: async (durationMs) => {
      for (let left = durationMs; left > 0; left -= 25) {
        clock.advance(Math.min(left, 25));
        await flushMicrotasks();
      }
    },
  };
}

/** Who is who, as replicas take it from a roster. */
export function seatsOf(roster: readonly RosterEntry[]): Seats {
  return new Map(roster.map(({ actor, role, person }) => [actor, { role, person }] as const));
}

/** What everybody and the server would show, one entry each. */
export function picturesOf(world: SceneWorld): readonly { hash: string; view: readonly (readonly [string, JsonValue])[] }[] {
  const stored = createSceneState(seatsOf(world.server.roster));
  for (const { op } of world.server.log) applyOp(stored, op);
  return [
    { hash: stateHash(stored), view: [...viewOf(stored)] },
    ...world.people.map(({ replica }) => ({ hash: replicaHash(replica), view: [...viewOf(replica.state)] })),
  ];
}
