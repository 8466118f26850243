// A room without anything to look at: the product's own session, line, envelope and replica on a bare page, so that
// several fit on a small machine. Bundled by room-harness.ts; what it hangs on the window is RoomHarness.
import type { Room } from "livekit-client";
import { parseActorClaim } from "@/core/access/claim";
import type { VisitId } from "@/core/kit/ids";
import type { PullAnswer } from "@/core/room/contract";
import { digestOf } from "@/core/room/digest";
import { registers } from "@/core/room/registers";
import { applyOp, createSceneState, listOps, markSeen } from "@/core/room/state";
import { callQuery } from "@/room/api";
import { type OpenVisit, openVisit } from "@/room/livekit/open-visit";
import { fetchManifest } from "@/room/manifest";
import type { EditPlan, RoomHarness, SceneSum } from "./room-harness";
import { breakChannels, countTraffic, enteredAt, holdReads, listenTo, onEachRoom } from "./room-harness-line";
import { mistreat } from "./room-harness-transport";

const claimOf = (as: string) => {
  const claim = parseActorClaim(as);
  if (claim === null) throw new Error(`nobody is ${as}`);
  return claim;
};

/** Each fresh room that this page connects, oldest first. */
export const rooms: Room[] = [];
onEachRoom((room) => {
  rooms.push(room);
  listenTo(room);
});

let open: OpenVisit | null = null;

/** The visit that this page is in. */
export function visit(): OpenVisit {
  if (open === null) throw new Error("this page has not come in");
  return open;
}

/** What a reader who comes new builds from the server's answers. */
async function readServer(visitId: string, as: string): Promise<SceneSum> {
  const state = createSceneState();
  for (let since = 0, more = true; more; ) {
    const answer = await callQuery<unknown, PullAnswer>("room/scene", { visitId, sinceVersion: since }, { as: claimOf(as) });
    if (!answer.ok) throw new Error(`the server's scene: ${answer.error.code}`);
    for (const op of answer.value.ops) applyOp(state, op);
    for (const [actor, seq] of answer.value.seen) markSeen(state, actor, seq);
    ({ version: since, more } = answer.value);
  }
  return { ...digestOf(state), ops: listOps(state).length };
}

const PARTS = 40;
/** No two people, named by their salts, ever put the model at one place. */
const placeAt = (salt: string, step: number) => ({ p: [(step % 400) / 100 - 2, salt.charCodeAt(0) / 100, 0], q: [0, 0, 0, 1], s: 1 }) as const;

/** One edit: the model moves, or a part hides or shows, turn by turn, so that none melts into the one before. */
function editOnce({ salt }: EditPlan, step: number): void {
  const { scene } = visit().session;
  const part = registers.visible("heart", `${salt}-${step % PARTS}`);
  const edit = step % 2 === 0 ? { register: registers.transform("heart"), value: placeAt(salt, step) } : { register: part, value: scene.get(part) === false };
  const taken = scene.dispatch(edit);
  if (!taken.ok) throw new Error(`an edit was not taken: ${taken.error}`);
  scene.settle();
}

async function edit(plan: EditPlan): Promise<void> {
  for (let step = 0; step < plan.count; step += 1) {
    editOnce(plan, step);
    await new Promise((resolve) => setTimeout(resolve, plan.everyMs));
  }
}

async function enter(visitId: string, as: string): Promise<OpenVisit> {
  const opened = await openVisit(visitId as VisitId, claimOf(as));
  if (!opened.ok) throw new Error(`room/enter: ${opened.error.code}`);
  open = opened.value;
  // What browsers say to each other comes with the models: asking for their list stands for drawing them.
  void fetchManifest();
  return open;
}

const harness: RoomHarness = {
  enter: async (visitId, as) => {
    const { actor, role } = (await enter(visitId, as)).session;
    return { actor, role };
  },
  timeJoin: async (visitId, as) => {
    const { scene } = (await enter(visitId, as)).session;
    const reached = (part: "loaded" | "live"): Promise<number> =>
      new Promise((done) => {
        const check = (): void => {
          if (scene.status.get()[part]) done(performance.now() - enteredAt());
        };
        scene.status.subscribe(check);
        check();
      });
    const [interactiveMs, liveMs] = await Promise.all([reached("loaded"), reached("live")]);
    return { interactiveMs, liveMs };
  },
  look: () => {
    const { scene, status, people } = visit().session;
    const { save, waiting, live, loaded } = scene.status.get();
    const sum = { ...digestOf(scene.state), ops: listOps(scene.state).length };
    return { ...sum, actor: scene.actor, line: status.get(), save, waiting, live, loaded, people: people.get().length, rooms: rooms.length };
  },
  edit,
  keepEditing: (plan) => void edit(plan),
  read: (register) => visit().session.scene.get(register) ?? null,
  write: (register, value) => {
    const { scene } = visit().session;
    const taken = scene.dispatch({ register, value });
    scene.settle();
    return taken.ok;
  },
  readServer,
  heads: () => visit().session.presence.get()?.audience.people.get().map(({ actor }) => actor) ?? [],
  deafen: () => breakChannels("in"),
  mute: () => breakChannels("out"),
  traffic: countTraffic,
  mistreat,
  holdReads,
  leave: async () => {
    await open?.leave();
    open = null;
  },
};

Object.assign(window, { roomHarness: harness });
