/** Painting as it goes: the map on the screen, and the steps that can be taken back. Pure; one call for each step. */
import { decodeFaces, encodeFaces } from "./face-set";
import type { PainMapContent, PainMark } from "./map";
import { MAP_LIMITS } from "./words";

/** A place with nothing said about it. */
export const EMPTY_MARK: PainMark = { faces: "", intensity: null, qualities: [], since: null, pattern: null, radiatesTo: [], words: "" };

/** What is on the screen. `at`: which place is being painted. */
export interface Painting {
  readonly map: PainMapContent;
  readonly at: number;
  readonly past: readonly PainMapContent[];
  readonly future: readonly PainMapContent[];
}

/** Steps that can be taken back. */
const STEPS_MAX = 60;

/** A painting to begin with. */
export function beginPainting(map: PainMapContent): Painting {
  return { map, at: 0, past: [], future: [] };
}

const within = (at: number, { marks }: PainMapContent): number => Math.max(0, Math.min(at, marks.length - 1));

/** One step: the map becomes another. */
function step(painting: Painting, map: PainMapContent, at = painting.at): Painting {
  return { map, at: within(at, map), past: [...painting.past, painting.map].slice(-STEPS_MAX), future: [] };
}

function withMark({ map }: Painting, at: number, change: Partial<PainMark>): PainMapContent {
  const marks = map.marks.length === 0 ? [EMPTY_MARK] : map.marks;
  return { ...map, marks: marks.map((mark, index) => (index === at ? { ...mark, ...change } : mark)) };
}

/** Adds faces to the place that is being painted, or takes them away; nothing changes where there is nothing to. */
export function paintFaces(painting: Painting, faces: Iterable<number>, isErasing: boolean, faceCount: number): Painting {
  const before = painting.map.marks[painting.at]?.faces ?? "";
  const set = new Set(decodeFaces(before, faceCount) ?? []);
  for (const face of faces) if (isErasing) set.delete(face);
    else set.add(face);
  const after = encodeFaces(set);
  return after === before ? painting : step(painting, withMark(painting, painting.at, { faces: after }));
}

/** Whether the last step was typing in the free words of this place: letters that follow belong to it. */
function isTyping({ map, at, past }: Painting, change: Partial<PainMark>): boolean {
  const before = past.at(-1)?.marks[at], now = map.marks[at];
  if (before === undefined || now === undefined || before.words === now.words || Object.keys(change).join() !== "words") return false;
  return JSON.stringify({ ...past.at(-1), marks: past.at(-1)?.marks.with(at, now) }) === JSON.stringify(map);
}

/** Says something about the place that is being painted. Typing on is one step. */
export function describePlace(painting: Painting, change: Partial<Omit<PainMark, "faces">>): Painting {
  const map = withMark(painting, painting.at, change);
  return isTyping(painting, change) ? { ...painting, map, future: [] } : step(painting, map);
}

/** Begins another place. */
export function addPlace(painting: Painting): Painting {
  const { marks } = painting.map;
  if (marks.length >= MAP_LIMITS.marks) return painting;
  return step(painting, { ...painting.map, marks: [...(marks.length === 0 ? [EMPTY_MARK] : marks), EMPTY_MARK] }, Math.max(1, marks.length));
}

/** Takes a place away. */
export function removePlace(painting: Painting, at: number): Painting {
  return step(painting, { ...painting.map, marks: painting.map.marks.filter((_, index) => index !== at) }, at === painting.at ? Math.max(0, at - 1) : painting.at - (at < painting.at ? 1 : 0));
}

/** Goes to another place. */
export function choosePlace(painting: Painting, at: number): Painting {
  return { ...painting, at: within(at, painting.map) };
}

/** Takes the last step back. */
export function undoPainting(painting: Painting): Painting {
  const map = painting.past.at(-1);
  if (map === undefined) return painting;
  return { map, at: within(painting.at, map), past: painting.past.slice(0, -1), future: [painting.map, ...painting.future] };
}

/** Takes it again. */
export function redoPainting(painting: Painting): Painting {
  const [map, ...future] = painting.future;
  if (map === undefined) return painting;
  return { map, at: within(painting.at, map), past: [...painting.past, painting.map], future };
}

/** The map as it is saved: without places on which nothing was painted and about which nothing was said. */
export function mapToSave({ map }: Painting): PainMapContent {
  return { ...map, marks: map.marks.filter((mark) => JSON.stringify(mark) !== JSON.stringify(EMPTY_MARK)) };
}
