import { type Closer, isCloser, isRoomAround, ROOM_AROUND_M } from "./element-values";
import { MAX_POLICY_NAMES } from "./limits";
import { registers } from "./registers";
import { type SceneState, valueOf } from "./state";
import type { Edit } from "./undo";

/** Nobody's head is drawn nearer to somebody's eyes than this, whatever was agreed. */
export const CLOSEST_M = 0.25;

const NOTHING: Closer = { asks: [], answers: [] };

function closerOf(state: SceneState, actor: number): Closer {
  const value: unknown = valueOf(state, registers.closer(actor));
  return isCloser(value) ? value : NOTHING;
}

/** How much room an actor keeps around themselves, metres. */
export function roomAround(state: SceneState, actor: number): number {
  const value: unknown = valueOf(state, registers.roomAround(actor));
  return isRoomAround(value) ? value : ROOM_AROUND_M.least;
}

/** Where somebody's question to another stands. */
export type CloserState = "idle" | "asked" | "granted" | "declined";

/** Where the question of `from` to `to` stands; an answer counts only for the question that it answers. */
export function closerState(state: SceneState, from: number, to: number): CloserState {
  const ask = closerOf(state, from).asks.find(([actor]) => actor === to);
  if (!ask || !ask[2]) return "idle";
  const answer = closerOf(state, to).answers.find(([actor]) => actor === from);
  if (answer?.[1] !== ask[1]) return "asked";
  return answer[2] ? "granted" : "declined";
}

/** Whether two have agreed that they may be close: one asked, and the other said yes. */
export function areClose(state: SceneState, a: number, b: number): boolean {
  return closerState(state, a, b) === "granted" || closerState(state, b, a) === "granted";
}

/** What somebody hears of another when their question's state goes from one to the next: a yes, a no, or that a yes is over; null: nothing. */
export function closerNews(then: CloserState | "close" | undefined, now: CloserState | "close"): "said" | "saidNo" | "ended" | null {
  if (then === undefined || then === now) return null;
  if (then === "asked") return now === "close" ? "said" : now === "declined" ? "saidNo" : null;
  return then === "close" ? "ended" : null;
}

/** How far two must be apart to see each other whole, metres between the middles of their heads. The same for both. */
export function clearanceM(state: SceneState, a: number, b: number): number {
  return areClose(state, a, b) ? CLOSEST_M : roomAround(state, a) + roomAround(state, b);
}

/** How far a hand or a picture must be from somebody's head to be seen whole, metres. */
export function reachM(state: SceneState, viewer: number, other: number): number {
  return areClose(state, viewer, other) ? CLOSEST_M : roomAround(state, viewer);
}

/**
 * How much of a figure is drawn at a distance from the viewer's head: all of it from the clearance on, nothing at half of
 * it, and less and less between. Nobody is stopped or moved: what is too near is not seen.
 */
export function shownAt(distanceM: number, clearance: number): number {
  const inner = clearance / 2;
  return Math.min(1, Math.max(0, (distanceM - inner) / (clearance - inner)));
}

const withEntry = (list: Closer["asks"], entry: Closer["asks"][number]): Closer["asks"] =>
  [...list.filter(([actor]) => actor !== entry[0]), entry].slice(-MAX_POLICY_NAMES);

const write = (actor: number, { asks, answers }: Closer): Edit => ({ register: registers.closer(actor), value: { asks, answers } });

/** The edit by which `from` asks `to`; null where a question waits or was granted. */
export function askCloser(state: SceneState, from: number, to: number): Edit | null {
  const now = closerState(state, from, to);
  if (from === to || now === "asked" || now === "granted") return null;
  const own = closerOf(state, from);
  const known = own.asks.find(([actor]) => actor === to)?.[1] ?? 0;
  const answered = closerOf(state, to).answers.find(([actor]) => actor === from)?.[1] ?? 0;
  return write(from, { ...own, asks: withEntry(own.asks, [to, Math.max(known, answered) + 1, true]) });
}

/** The edit by which `self` answers an open question of `from`; null where there is none. */
export function answerCloser(state: SceneState, self: number, from: number, mayCome: boolean): Edit | null {
  const ask = closerOf(state, from).asks.find(([actor]) => actor === self);
  if (!ask || closerState(state, from, self) !== "asked") return null;
  const own = closerOf(state, self);
  return write(self, { ...own, answers: withEntry(own.answers, [from, ask[1], mayCome]) });
}

/** The edit by which `self` takes back what binds them and `other`: an own question, and a yes that was given. Null where nothing does. */
export function takeBackCloser(state: SceneState, self: number, other: number): Edit | null {
  const own = closerOf(state, self);
  const isAsking = own.asks.some(([actor, , isOn]) => actor === other && isOn);
  const isLetting = own.answers.some(([actor, , mayCome]) => actor === other && mayCome);
  if (!isAsking && !isLetting) return null;
  const off = (list: Closer["asks"]): Closer["asks"] => list.map(([actor, n, isOn]) => [actor, n, actor === other ? false : isOn]);
  return write(self, { asks: off(own.asks), answers: off(own.answers) });
}

/** The edits by which `self` keeps so much room around them. Who wants more takes back every yes they gave. */
export function keepRoomAround(state: SceneState, self: number, metres: number): readonly Edit[] {
  const value = Math.min(ROOM_AROUND_M.most, Math.max(ROOM_AROUND_M.least, metres));
  const isWider = value > roomAround(state, self);
  const own = closerOf(state, self);
  const edits: Edit[] = [{ register: registers.roomAround(self), value }];
  if (!isWider || !(own.asks.some(([, , isOn]) => isOn) || own.answers.some(([, , isOn]) => isOn))) return edits;
  const off = (list: Closer["asks"]): Closer["asks"] => list.map(([actor, n]) => [actor, n, false]);
  return [...edits, write(self, { asks: off(own.asks), answers: off(own.answers) })];
}

/** Who waits for this actor's answer. */
export function openCloserAsks(state: SceneState, self: number): readonly number[] {
  return [...state.bench.seats.keys()].filter((actor) => closerState(state, actor, self) === "asked");
}
