import type { RoomRole } from "./contract";
import type { Allowed, Policy } from "./element-values";
import { isPolicy, isPresenter } from "./element-values";
import { type SceneOp, compareStamps } from "./op";
import { actorIn, writerOf } from "./register-kinds";
import { registers } from "./registers";

/** Whose an actor id is: their part in the visit, and the first actor id of the same person. */
export interface Seat {
  readonly role: RoomRole;
  /** Page loads of one person share it; left out, a page load is a person of its own. */
  readonly person?: number | undefined;
}

/** Who sits behind which actor id, as the server says. Whoever is not in it counts for nothing. */
export type Seats = ReadonlyMap<number, Seat>;

/** A policy in force from its stamp on. */
export interface PolicyOp {
  readonly op: SceneOp;
  readonly policy: Policy;
}

/** Who presents from its stamp on; null: nobody. */
export interface PresenterOp {
  readonly op: SceneOp;
  readonly actor: number | null;
}

/** What ops are judged by. Equal on every replica that knows the same policies, presenters and people. */
export interface Bench {
  readonly seats: Seats;
  /** In the order of their stamps; clinicians' only. */
  readonly policies: readonly PolicyOp[];
  /** The same of who presented. */
  readonly presenters: readonly PresenterOp[];
}

/** The registers of which every op is judged by. */
export const JUDGED_BY: readonly string[] = [registers.policy, registers.presenter];

/** Who may change the scene before any policy says otherwise: the clinician and the patient (GUEST-3). */
export const FIRST_ALLOWED: Allowed = "patient";

const byStamp = (a: { readonly op: SceneOp }, b: { readonly op: SceneOp }): number => compareStamps(a.op, b.op) || a.op.seq - b.op.seq;

/** Sets a bench up from all ops that are held on the registers of {@link JUDGED_BY}. Those of others than clinicians are none. */
export function createBench(seats: Seats, ops: Iterable<SceneOp>): Bench {
  const policies: PolicyOp[] = [];
  const presenters: PresenterOp[] = [];
  for (const op of ops) {
    if (seats.get(op.actor)?.role !== "clinician") continue;
    const { register, value } = op;
    if (register === registers.policy && isPolicy(value)) policies.push({ op, policy: value });
    if (register === registers.presenter) presenters.push({ op, actor: isPresenter(value) ? value.actor : null });
  }
  return { seats, policies: policies.sort(byStamp), presenters: presenters.sort(byStamp) };
}

const personOf = (seats: Seats, actor: number): number => seats.get(actor)?.person ?? actor;

/** Whether `allowed` lets an actor change the scene. Clinicians always may; strangers never. */
export function allows(allowed: Allowed, seats: Seats, actor: number): boolean {
  const seat = seats.get(actor);
  if (!seat) return false;
  if (seat.role === "clinician" || allowed === "all") return true;
  if (allowed === "patient") return seat.role === "patient";
  if (allowed === "clinicians") return false;
  const person = personOf(seats, actor);
  return allowed.some((named) => personOf(seats, named) === person);
}

/** What the newest policy says. */
export function allowedNow(bench: Bench): Allowed {
  return bench.policies.at(-1)?.policy.allow ?? FIRST_ALLOWED;
}

/** Who presents by the newest word on it. */
export function presenterNow(bench: Bench): number | null {
  return bench.presenters.at(-1)?.actor ?? null;
}

// What somebody wrote while they presented goes on counting when another does.
function presentedThen(op: SceneOp, { presenters }: Bench): boolean {
  return presenters.findLast(({ op: at }) => compareStamps(at, op) < 0)?.actor === op.actor;
}

const fenceOf = (policy: Policy, actor: number): number => policy.fence.find(([fenced]) => fenced === actor)?.[1] ?? 0;

/**
 * Whether the policies let an op count. It acts under the newest policy before it in the order of
 * stamps; and of what is older than a policy that forbids its author, only what that policy's writer
 * had seen counts, up to the fence. So it does not matter whether a replica heard of the op or of the
 * policy first, and an author who could not know of a lock can't get round it (ROOM-41).
 */
function passesPolicies(op: SceneOp, { policies, seats }: Bench): boolean {
  let acting = FIRST_ALLOWED;
  for (const { op: at, policy } of policies) {
    if (compareStamps(at, op) < 0) acting = policy.allow;
    else if (op.seq > fenceOf(policy, op.actor) && !allows(policy.allow, seats, op.actor)) return false;
  }
  return allows(acting, seats, op.actor);
}

/** Whether an op counts. A pure function of the op, the policies and the people: the same everywhere. */
export function counts(op: SceneOp, bench: Bench): boolean {
  const { seats } = bench;
  const role = seats.get(op.actor)?.role;
  if (role === undefined) return false;
  const writer = writerOf(op.register);
  const isClinician = role === "clinician";
  switch (writer) {
    case "clinician":
      return isClinician;
    case "own":
      // Pointing and asking are nobody's to forbid.
      return true;
    case "note":
    case "here": {
      const maker = actorIn(op.register) ?? 0;
      const isMaker = personOf(seats, maker) === personOf(seats, op.actor);
      if (!isMaker && !(isClinician && writer === "here")) return false;
      break;
    }
    case "presenter":
      if (!isClinician && !presentedThen(op, bench)) return false;
      break;
    case "work":
    case "maker":
      break;
  }
  return isClinician || passesPolicies(op, bench);
}

/** Whether an op of that role on a register can count under any policy: what can't is no op at all (ROOM-19). */
export function mayEverCount(role: RoomRole, register: string): boolean {
  return role === "clinician" || writerOf(register) !== "clinician";
}
