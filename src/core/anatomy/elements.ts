import { isMeasureBody, isPinBody, isStrokeBody } from "@/core/room/element-values";
import { type SceneElement, listElements, makeElement, strokePoints } from "@/core/room/elements";
import { MAX_STROKE_PARTS, MAX_STROKE_POINTS } from "@/core/room/limits";
import { mayChange } from "@/core/room/policy";
import { registers } from "@/core/room/registers";
import type { SceneState } from "@/core/room/state";
import type { Edit } from "@/core/room/undo";
import { pointsOf } from "./polyline";
import { lengthOf, subtract, type Vec3 } from "./vector";

/** What can be put on a model by hand. */
export type MarkTool = "pin" | "measure" | "draw";

/** A point on a model's surface: metres in the model's own frame, and the structure that it is on. */
export interface SurfacePoint {
  readonly structure: string;
  readonly at: Vec3;
}

/** What every element on a model has. */
export interface OnModel {
  /** `<actor>-<n>`, for ever this one's. */
  readonly id: string;
  /** Its place among those of its kind that are there, from 1. */
  readonly n: number;
  /** The page load that made it. */
  readonly actor: number;
  /** Made by this person, on this page or an earlier one of theirs. */
  readonly isOwn: boolean;
  /** Whether this person may take it away now: their own, and a clinician anybody's. */
  readonly mayRemove: boolean;
}

/** A pin with its text. */
export interface PinView extends OnModel, Omit<SurfacePoint, "structure"> {
  readonly structure: string | null;
  readonly text: string;
  /** Whether this person may change the text now: only whoever put the pin there. */
  readonly mayEdit: boolean;
}

/** A distance between two points of a model. */
export interface MeasureView extends OnModel {
  readonly points: readonly [Vec3, Vec3];
  /** Straight distance at life size, millimetres. */
  readonly mm: number;
}

/** A line drawn on a model. */
export interface StrokeView extends OnModel {
  readonly colour: string;
  readonly widthM: number;
  readonly points: readonly Vec3[];
}

/** All that was put on one model, oldest first. */
export interface ElementsView {
  readonly pins: readonly PinView[];
  readonly measures: readonly MeasureView[];
  readonly strokes: readonly StrokeView[];
}

/**
 * How far a measured distance may be off, millimetres. Each end lies within 0.5 mm (the light level of
 * a model may leave the full surface by that much) plus 0.25 mm (one pixel of a model that fills a
 * screen): 0.75 mm, and two of them by root sum of squares 1.06 mm.
 */
export const MEASURE_ERROR_MM = 1;

/** The width of a pen, metres of the model. */
export const PEN_WIDTH_M = 0.0016;

/** Distance between two points of a model in millimetres. The model's size in the room has no part in it. */
export function distanceMm(a: Vec3, b: Vec3): number {
  return lengthOf(subtract(a, b)) * 1000;
}

const personOf = (state: SceneState, actor: number): number => state.bench.seats.get(actor)?.person ?? actor;

/** What `actor` sees on a model, and what of it they may change. */
export function elementsOn(state: SceneState, actor: number, modelId: string): ElementsView {
  const may = mayChange(state, actor);
  const isClinician = state.bench.seats.get(actor)?.role === "clinician";
  const view: { pins: PinView[]; measures: MeasureView[]; strokes: StrokeView[] } = { pins: [], measures: [], strokes: [] };
  const common = (element: SceneElement, n: number): OnModel => {
    const isOwn = personOf(state, element.actor) === personOf(state, actor);
    return { id: element.id, n, actor: element.actor, isOwn, mayRemove: may && (isOwn || isClinician) };
  };
  for (const element of listElements(state)) {
    const body: unknown = element.body;
    if (element.kind === "pin" && isPinBody(body) && body.model === modelId) {
      const base = common(element, view.pins.length + 1);
      view.pins.push({ ...base, structure: body.structure, at: body.at, text: element.note, mayEdit: may && base.isOwn });
    } else if (element.kind === "measure" && isMeasureBody(body) && body.model === modelId) {
      const [a, b] = body.points;
      // Three points are an angle, which this version does not draw.
      if (a && b && body.points.length === 2) view.measures.push({ ...common(element, view.measures.length + 1), points: [a, b], mm: distanceMm(a, b) });
    } else if (element.kind === "stroke" && isStrokeBody(body) && body.model === modelId) {
      const points = pointsOf(strokePoints(state, element.id));
      view.strokes.push({ ...common(element, view.strokes.length + 1), colour: body.colour, widthM: body.widthM, points });
    }
  }
  return view;
}

// A hundredth of a millimetre: finer than any surface here, and short to write.
const rounded = ([x, y, z]: Vec3): [number, number, number] => [round(x), round(y), round(z)];
const round = (metres: number): number => Math.round(metres * 1e5) / 1e5 || 0;

/** The edits that put a pin on a surface. */
export function putPin(id: string, modelId: string, { structure, at }: SurfacePoint, text = ""): readonly Edit[] {
  return makeElement("pin", id, { model: modelId, structure, at: rounded(at) }, text);
}

/** The edits that measure between two points. */
export function putMeasure(id: string, modelId: string, a: Vec3, b: Vec3): readonly Edit[] {
  return makeElement("measure", id, { model: modelId, points: [rounded(a), rounded(b)] });
}

/** The edit that changes the text beside an own element. */
export function rewriteNote(kind: "pin" | "measure", id: string, text: string): Edit {
  return { register: registers.element(kind, id, "note"), value: text };
}

/** The edits that begin a stroke. */
export function beginStroke(id: string, modelId: string, colour: string, widthM = PEN_WIDTH_M): readonly Edit[] {
  return makeElement("stroke", id, { model: modelId, colour, widthM });
}

/** The edit that goes on with a stroke: its `part`th part. Null when a stroke can have no more. */
export function goOnWithStroke(id: string, part: number, points: readonly Vec3[]): Edit | null {
  if (part >= MAX_STROKE_PARTS || points.length === 0) return null;
  return { register: `stroke/${id}/part/${part}`, value: points.slice(0, MAX_STROKE_POINTS).flatMap(rounded) };
}

/** The edit that ends a stroke after `parts` parts. */
export function endStroke(id: string, parts: number): Edit {
  return { register: registers.element("stroke", id, "end"), value: parts };
}
