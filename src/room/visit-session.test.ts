import { describe, expect, it } from "vitest";
import type { DomainError } from "@/core/kit/errors";
import type { RosterEntry } from "@/core/room/contract";
import { registers } from "@/core/room/registers";
import { createMemorySceneServer } from "../../tests/support/memory-scene-server";
import { createManualClock } from "./manual-clock";
import { createMemoryHub } from "./memory-transport";
import { createStore } from "./store";
import type { TransportStatus } from "./transport";
import { createPeers } from "./scene/peers";
import { createVisitSession, type RoomPresence, type LineQuality, peopleIn } from "./visit-session";

const entry = (actor: number, role: RosterEntry["role"], present = false): RosterEntry => ({
  actor,
  identity: `seat-${actor}`,
  role,
  name: role === "clinician" ? "Dr. Moreau" : "Amira",
  present,
});

function open() {
  const clock = createManualClock(1);
  const hub = createMemoryHub(clock);
  const server = createMemorySceneServer(clock);
  server.roster.push(entry(1, "clinician"), entry(2, "patient"));
  const enter = (actor: number, role: RosterEntry["role"]) => {
    const transport = hub.connect(`seat-${actor}`);
    const line = {
      status: createStore<TransportStatus>("connected"),
      slow: createStore(false),
      failure: createStore<DomainError | null>(null),
      others: createStore<readonly string[]>([]),
    };
    const quality = createStore<LineQuality>({ own: "good", other: "good" });
    const isOnline = createStore(true);
    const session = createVisitSession({
      visitId: "visit",
      entered: { actor, identity: `seat-${actor}`, role, roster: [...server.roster], snapshotVersion: 0, livekit: null },
      line,
      createPeers,
      presence: createStore<RoomPresence | null>(null),
      transport,
      quality,
      isOnline,
      sync: server.connect(),
      page: { onHide: () => () => undefined, onShow: () => () => undefined },
      storage: null,
      clock,
    });
    return { session, line, quality, isOnline };
  };
  const run = async (durationMs: number) => {
    for (let left = durationMs; left > 0; left -= 25) {
      clock.advance(Math.min(left, 25));
      for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
    }
  };
  return { enter, run, hub, server };
}

describe("createVisitSession", () => {
  it("shares one scene between two people", async () => {
    const { enter, run } = open();
    const doctor = enter(1, "clinician");
    const patient = enter(2, "patient");
    await run(500);
    const turned = { p: [0, 0, 0], q: [0, 1, 0, 0], s: 1 };
    doctor.session.scene.dispatch({ register: registers.transform("heart"), value: turned });
    await run(200);
    expect(patient.session.scene.get(registers.transform("heart"))).toEqual(turned);
  });

  it("names who is here, oneself first, and hears when they come and go", async () => {
    const { enter } = open();
    const { session, line } = enter(2, "patient");
    expect(session.people.get().map(({ name, isSelf, seat }) => [name, isSelf, seat])).toEqual([["Amira", true, 2]]);
    line.others.set(["seat-1", "somebody-unknown"]);
    expect(session.people.get().map(({ name }) => name)).toEqual(["Amira", "Dr. Moreau"]);
    let changes = 0;
    session.people.subscribe(() => (changes += 1));
    line.others.set(["seat-1"]);
    expect(changes).toBe(0);
    line.others.set([]);
    expect(changes).toBe(1);
  });

  it("tells passing trouble only when it lasts, and takes it back at once", async () => {
    const { enter, run } = open();
    const { session, line } = enter(1, "clinician");
    await run(100);
    line.status.set("reconnecting");
    await run(1000);
    line.status.set("connected");
    await run(3000);
    expect(session.notice.get()).toBeNull();
    line.status.set("reconnecting");
    await run(1600);
    expect(session.notice.get()).toBe("reconnecting");
    line.status.set("unavailable");
    expect(session.notice.get()).toBe("no_media");
    line.status.set("connected");
    expect(session.notice.get()).toBeNull();
  });

  it("tells a slow line in its own words", async () => {
    const { enter, run } = open();
    const { session, quality } = enter(1, "clinician");
    await run(100);
    quality.set({ own: "poor", other: "good" });
    await run(1600);
    expect(session.notice.get()).toBe("slow_own");
  });
});

describe("peopleIn", () => {
  const roster = [entry(1, "clinician"), entry(2, "patient", true), entry(3, "patient"), entry(4, "patient", true)];

  it("shows a person once, from their newest page", () => {
    const people = peopleIn({ actor: 1, identity: "seat-1", role: "clinician" }, roster, ["seat-2", "seat-4"], true);
    expect(people.map(({ actor }) => actor)).toEqual([1, 4]);
  });

  it("goes by the roster where there is no line", () => {
    const people = peopleIn({ actor: 1, identity: "seat-1", role: "clinician" }, roster.slice(0, 3), ["seat-3"], false);
    expect(people.map(({ actor }) => actor)).toEqual([1, 2]);
  });

  it("GUEST-3, VISIT-15: keeps guests and who acts for the patient apart, each in a place of their own", () => {
    const marta: RosterEntry = { ...entry(5, "patient", true), name: "Marta", actsFor: "Amira" };
    const karim: RosterEntry = { ...entry(6, "guest", true), name: "Karim", part: "family" };
    const ana: RosterEntry = { ...entry(7, "guest", true), name: "Ana", part: "interpreter" };
    const all = [...roster, marta, karim, ana];
    const self = { actor: 1, identity: "seat-1", role: "clinician" } as const;
    const people = peopleIn(self, all, ["seat-4", "seat-5", "seat-6", "seat-7"], true);
    expect(people.map(({ name, seat, actsFor, part }) => [name, seat, actsFor, part])).toEqual([
      ["Dr. Moreau", 1, null, null],
      ["Amira", 2, null, null],
      ["Marta", 3, "Amira", null],
      ["Karim", 4, null, "family"],
      ["Ana", 5, null, "interpreter"],
    ]);
    // Whoever stays keeps the place when somebody goes.
    expect(peopleIn(self, all, ["seat-7"], true).map(({ name, seat }) => [name, seat])).toEqual([["Dr. Moreau", 1], ["Ana", 5]]);
    // Two pages of one person are one person, and both are theirs.
    expect(peopleIn(self, all, ["seat-2", "seat-4", "seat-6"], true).map(({ pages }) => pages)).toEqual([["seat-1"], ["seat-2", "seat-4"], ["seat-6"]]);
  });

  it("prefers this page to another of one's own", () => {
    const people = peopleIn({ actor: 2, identity: "seat-2", role: "patient" }, roster, ["seat-1", "seat-4"], true);
    expect(people.map(({ actor, isSelf }) => [actor, isSelf])).toEqual([[2, true], [1, false]]);
  });
});
