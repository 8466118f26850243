import type { JsonValue } from "@/core/room/json";
import type { Seats } from "@/core/room/judge";
import type { SceneOp } from "@/core/room/op";

/*
 * The scene once more, by the words of docs/specs/room.md and as slowly as they read: what replicas
 * are compared with. It shares no code with src/core/room but the types.
 */

interface ModelPolicy {
  readonly allow: "clinicians" | "patient" | "all" | readonly number[];
  readonly fence: readonly (readonly [number, number])[];
}

const isBefore = (a: SceneOp, b: SceneOp): boolean => a.lamport < b.lamport || (a.lamport === b.lamport && a.actor < b.actor);
const elementActor = (register: string): number => Number(/^[a-z]+\/(\d+)-/.exec(register)?.[1] ?? 0);

/** Whether an op counts, given every op there is. */
export function modelCounts(op: SceneOp, all: readonly SceneOp[], seats: Seats): boolean {
  const role = seats.get(op.actor)?.role;
  if (role === undefined) return false;
  const person = (actor: number): number => seats.get(actor)?.person ?? actor;
  if (/^person\//.test(op.register)) return true;
  if (/^(room|presenter)\//.test(op.register) && role !== "clinician") return false;
  const isMaker = person(elementActor(op.register)) === person(op.actor);
  if (/\/note$/.test(op.register) && !isMaker) return false;
  if (/^(pin|stroke|measure|view|area)\/[^/]+\/here$/.test(op.register) && !isMaker && role !== "clinician") return false;
  if (role === "clinician") return true;
  if (/^model\/[^/]+\/(condition|beside)$/.test(op.register)) {
    const places = all.filter((each) => each.register === "room/presenter" && seats.get(each.actor)?.role === "clinician" && isBefore(each, op));
    const place = places.find((each) => places.every((other) => other === each || isBefore(other, each)));
    if ((place?.value as { actor?: number } | null | undefined)?.actor !== op.actor) return false;
  }
  const policies = all.filter((each) => each.register === "room/policy" && seats.get(each.actor)?.role === "clinician");
  const lets = ({ allow }: ModelPolicy): boolean =>
    allow === "all" || (allow === "patient" && role === "patient") || (Array.isArray(allow) && allow.some((named) => person(Number(named)) === person(op.actor)));
  const before = policies.filter((each) => isBefore(each, op)).sort((a, b) => (isBefore(a, b) ? 1 : -1));
  const acting = before[0] ? (before[0].value as unknown as ModelPolicy) : ({ allow: "patient", fence: [] } as const);
  if (!lets(acting)) return false;
  return policies
    .filter((each) => isBefore(op, each))
    .map((each) => each.value as unknown as ModelPolicy)
    .every((policy) => lets(policy) || op.seq <= (policy.fence.find(([actor]) => actor === op.actor)?.[1] ?? 0));
}

/** What every register shows, given every op there is. */
export function modelView(all: readonly SceneOp[], seats: Seats): Map<string, JsonValue> {
  const view = new Map<string, JsonValue>();
  for (const register of [...new Set(all.map((op) => op.register))].sort()) {
    const here = all.filter((op) => op.register === register);
    const isFixed = /\/(body|end)$|\/part\/\d+$/.test(register) && /^(pin|stroke|measure|view|area)\/\d+-\d+\//.test(register);
    const words = register === "room/policy" || register === "room/presenter" ? here : here.filter((op) => here.every((other) => other.actor !== op.actor || (isFixed ? other.seq >= op.seq : other.seq <= op.seq)));
    const counting = words.filter((op) => modelCounts(op, all, seats));
    const shown = counting.find((op) => counting.every((other) => other === op || isBefore(other, op)));
    if (shown) view.set(register, shown.value);
  }
  return view;
}
