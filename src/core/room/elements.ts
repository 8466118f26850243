import type { JsonValue } from "./json";
import { MAX_ELEMENTS } from "./limits";
import { compareStamps } from "./op";
import { readElementId } from "./register-kinds";
import { registers } from "./registers";
import { type SceneState, valueOf, winnerOf } from "./state";
import type { Edit } from "./undo";

/** What people put into the scene beside the models. */
export const ELEMENT_KINDS = ["pin", "stroke", "measure", "view", "area"] as const;
/** One of `ELEMENT_KINDS`. */
export type ElementKind = (typeof ELEMENT_KINDS)[number];

/** An element that is there. */
export interface SceneElement {
  readonly kind: ElementKind;
  /** `<actor>-<n>`: whose, and which of theirs. Never used again. */
  readonly id: string;
  readonly actor: number;
  /** What it is; it never changes. */
  readonly body: JsonValue;
  /** What its maker wrote beside it. */
  readonly note: string;
}

const isElementKind = (text: string): text is ElementKind => ELEMENT_KINDS.some((kind) => kind === text);

/**
 * Every element that is there, oldest first. Beyond `MAX_ELEMENTS` the newest do not show: the same
 * ones on every replica, since the order is that of the stamps.
 */
export function listElements(state: SceneState): readonly SceneElement[] {
  const found = [];
  for (const [register, { winner }] of state.slots) {
    const [kind = "", id = "", part] = register.split("/");
    if (winner === null || part !== "body" || !isElementKind(kind)) continue;
    const made = readElementId(id);
    if (made === null || valueOf(state, registers.element(kind, id, "here")) !== true) continue;
    found.push({ winner, kind, id, actor: made.actor });
  }
  found.sort((a, b) => compareStamps(a.winner, b.winner) || (a.kind < b.kind ? -1 : 1));
  return found.slice(0, MAX_ELEMENTS).map(({ winner, kind, id, actor }) => {
    const note = valueOf(state, registers.element(kind, id, "note"));
    return { kind, id, actor, body: winner.value, note: typeof note === "string" ? note : "" };
  });
}

/** The id of the next element of an actor: one that no op of theirs has named. */
export function nextElementId(state: SceneState, actor: number): string {
  let n = 1;
  const isUsed = (id: string): boolean => ELEMENT_KINDS.some((kind) => state.slots.has(registers.element(kind, id, "body")));
  while (isUsed(`${actor}-${n}`)) n += 1;
  return `${actor}-${n}`;
}

/** The edits that make an element. Undoing them takes it away again. */
export function makeElement(kind: ElementKind, id: string, body: JsonValue, note = ""): readonly Edit[] {
  const edits: Edit[] = [
    { register: registers.element(kind, id, "body"), value: body },
    { register: registers.element(kind, id, "here"), value: true },
  ];
  return note === "" ? edits : [...edits, { register: registers.element(kind, id, "note"), value: note }];
}

/** The edit that takes an element away. Its tombstone stays: nothing older brings it back (ROOM-44). */
export function removeElement(kind: ElementKind, id: string): Edit {
  return { register: registers.element(kind, id, "here"), value: false };
}

/**
 * The points of a stroke, x, y and z one after another in metres: the parts from the first up to the
 * first that is missing, and none after the stroke's end (ROOM-45).
 */
export function strokePoints(state: SceneState, id: string): readonly number[] {
  const end = valueOf(state, registers.element("stroke", id, "end"));
  const parts = typeof end === "number" ? end : Infinity;
  const points: number[] = [];
  for (let part = 0; part < parts; part += 1) {
    const op = winnerOf(state, `stroke/${id}/part/${part}`);
    if (!op || !Array.isArray(op.value)) break;
    for (const each of op.value) points.push(each);
  }
  return points;
}
