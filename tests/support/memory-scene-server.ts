import { domainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import type { RoomKey, RosterEntry } from "@/core/room/contract";
import { type RoomState, decidePush } from "@/core/room/admission";
import { isPolicy } from "@/core/room/element-values";
import type { SceneOp } from "@/core/room/op";
import { registers } from "@/core/room/registers";
import type { RoomClock } from "@/room/clock";
import type { SceneSync } from "@/room/scene/sync";

/** The server's part of the scene protocol in memory, by the rules of docs/specs/room.md. */
export interface MemorySceneServer {
  readonly log: readonly { version: number; op: SceneOp }[];
  readonly roster: RosterEntry[];
  /** Share of calls that fail: half of those after their work was done. */
  failure: number;
  /** True: nobody reaches the server. */
  down: boolean;
  /** What answers say is the room's key. */
  key: RoomKey | null;
  /** What each actor was told is stored. */
  readonly promised: Map<number, number>;
  connect(): SceneSync;
}

const OPEN: RoomState = { visitState: "admitted", endedAtMs: null, seat: null, nextActor: 1 };
const outage = err(domainError("unavailable", "kit.offline"));

export function createMemorySceneServer(clock: RoomClock): MemorySceneServer {
  const log: { version: number; op: SceneOp }[] = [];
  const pokes = new Set<(version: number | null) => void>();
  const lastSeq = (actor: number): number =>
    log.reduce((last, { op }) => (op.actor === actor ? Math.max(last, op.seq) : last), 0);
  const travel = (): Promise<void> =>
    new Promise((resolve) => {
      clock.after(5 + clock.random() * 60, resolve);
    });
  const fails = (): boolean => server.down || clock.random() < server.failure / 2;

  const wereGuestsLet = (): boolean =>
    log.some(({ op }) => op.register === registers.policy && isPolicy(op.value) && op.value.allow !== "patient" && op.value.allow !== "clinicians");
  const judge = (actor: number, ops: readonly SceneOp[]) => {
    const role = server.roster.find((entry) => entry.actor === actor)?.role;
    const asking = role === undefined ? null : { actor, role, isOwn: true, deniedAtMs: null };
    const lastLamport = log.reduce((last, { op }) => Math.max(last, op.lamport), 0);
    return decidePush(OPEN, asking, { lastSeq: lastSeq(actor), lastLamport, opCount: log.length, guestsWereLet: wereGuestsLet() }, ops, clock.now());
  };

  const server: MemorySceneServer = {
    log,
    roster: [],
    failure: 0,
    down: false,
    key: null,
    promised: new Map(),
    connect: () => ({
      push: async (actor, ops) => {
        const wire: SceneOp[] = JSON.parse(JSON.stringify(ops));
        await travel();
        if (fails()) return outage;
        const judged = judge(actor, wire);
        if (!judged.ok) return judged;
        const stored = judged.value.toStore.length;
        for (const op of judged.value.toStore) log.push({ version: log.length + 1, op });
        const version = log.length;
        if (stored > 0) for (const poke of [...pokes]) if (!server.down) poke(version);
        await travel();
        if (fails()) return outage;
        const ackedSeq = lastSeq(actor);
        server.promised.set(actor, Math.max(server.promised.get(actor) ?? 0, ackedSeq));
        return ok({ ackedSeq, version, stored });
      },
      pull: async (sinceVersion) => {
        await travel();
        if (fails()) return outage;
        const after = log.filter(({ version }) => version > sinceVersion);
        const page = after.slice(0, 60);
        const version = page.at(-1)?.version ?? sinceVersion;
        const ops: SceneOp[] = JSON.parse(JSON.stringify(page.map(({ op }) => op)));
        const seen = new Map<number, number>();
        for (const entry of log) if (entry.version <= version) seen.set(entry.op.actor, entry.op.seq);
        const answer = { version, ops, seen: [...seen], more: after.length > page.length, roster: [...server.roster], key: server.key, sealed: true };
        await travel();
        return fails() ? outage : ok(answer);
      },
      onPoke: (handler) => {
        pokes.add(handler);
        return () => {
          pokes.delete(handler);
        };
      },
    }),
  };
  return server;
}
