import { isAreaBody, isMeasureBody, isPinBody, isStrokeBody } from "@/core/room/element-values";
import { type SceneElement, listElements, makeElement, strokePoints } from "@/core/room/elements";
import { MAX_STROKE_PARTS, MAX_STROKE_POINTS } from "@/core/room/limits";
import { mayChange } from "@/core/room/policy";
import { registers } from "@/core/room/registers";
import type { SceneState } from "@/core/room/state";
import type { Edit } from "@/core/room/undo";
import { angleDeg, angleErrorDeg, areaErrorMm2, areaIn, areaMm2, distanceErrorMm, distanceMm, isBent, lengthIn, pointErrorMm, type Figure, type LengthUnit, type MeasuredModel } from "./measure";
import { pointsOf } from "./polyline";
import type { Vec3 } from "./vector";

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
  /** How far it may be off, millimetres. */
  readonly errorMm: number;
}

/** An angle at the second of three points of a model. */
export interface AngleView extends OnModel {
  readonly points: readonly [Vec3, Vec3, Vec3];
  readonly deg: number;
  /** How far it may be off, degrees. */
  readonly errorDeg: number;
}

/** The flat area inside a closed loop of points of a model. */
export interface AreaView extends OnModel {
  readonly points: readonly Vec3[];
  /** At life size, square millimetres. */
  readonly mm2: number;
  /** How far it may be off, square millimetres. */
  readonly errorMm2: number;
  /** The loop bulges: the surface inside is larger than its flat area. */
  readonly isBent: boolean;
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
  readonly angles: readonly AngleView[];
  readonly areas: readonly AreaView[];
  readonly strokes: readonly StrokeView[];
}

/** The width of a pen, metres of the model. */
export const PEN_WIDTH_M = 0.0016;

const personOf = (state: SceneState, actor: number): number => state.bench.seats.get(actor)?.person ?? actor;

/** What `actor` sees on a model, and what of it they may change. */
export function elementsOn(state: SceneState, actor: number, model: MeasuredModel): ElementsView {
  const modelId = model.id;
  const pointMm = pointErrorMm(model);
  const may = mayChange(state, actor);
  const isClinician = state.bench.seats.get(actor)?.role === "clinician";
  const view: { pins: PinView[]; measures: MeasureView[]; angles: AngleView[]; areas: AreaView[]; strokes: StrokeView[] } = {
    pins: [],
    measures: [],
    angles: [],
    areas: [],
    strokes: [],
  };
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
      const [a, b, c] = body.points;
      if (a && b && c) view.angles.push({ ...common(element, view.angles.length + 1), points: [a, b, c], deg: angleDeg(a, b, c), errorDeg: angleErrorDeg(a, b, c, pointMm) });
      else if (a && b) view.measures.push({ ...common(element, view.measures.length + 1), points: [a, b], mm: distanceMm(a, b), errorMm: distanceErrorMm(pointMm) });
    } else if (element.kind === "area" && isAreaBody(body) && body.model === modelId) {
      const { points } = body;
      view.areas.push({ ...common(element, view.areas.length + 1), points, mm2: areaMm2(points), errorMm2: areaErrorMm2(points, pointMm), isBent: isBent(points) });
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

/** The edits that measure between two points, or at the second of three. */
export function putMeasure(id: string, modelId: string, ...points: readonly [Vec3, Vec3] | readonly [Vec3, Vec3, Vec3]): readonly Edit[] {
  return makeElement("measure", id, { model: modelId, points: points.map(rounded) });
}

/** The edits that measure the area inside a closed loop. */
export function putArea(id: string, modelId: string, points: readonly Vec3[]): readonly Edit[] {
  return makeElement("area", id, { model: modelId, points: points.map(rounded) });
}

/** The edit that changes the text beside an own element. */
export function rewriteNote(kind: "pin" | "measure" | "view", id: string, text: string): Edit {
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

/** Anything measured, with the tool that measured it. */
export type Measured = ({ readonly tool: "measure" } & MeasureView) | ({ readonly tool: "angle" } & AngleView) | ({ readonly tool: "area" } & AreaView);

/** All that was measured on a model: distances, then angles, then areas. */
export function measuredIn({ measures, angles, areas }: ElementsView): readonly Measured[] {
  return [
    ...measures.map((each) => ({ tool: "measure" as const, ...each })),
    ...angles.map((each) => ({ tool: "angle" as const, ...each })),
    ...areas.map((each) => ({ tool: "area" as const, ...each })),
  ];
}

/** What was measured, as it is written: the figure and how far it may be off, in the unit that `unit` names. */
export interface MeasuredFigure {
  readonly unit: LengthUnit | "deg" | "mm2" | "cm2";
  readonly figure: Figure;
  readonly error: Figure;
}

/** The figure of something measured, lengths and areas in the unit that the person chose. */
export function figureOf(measured: Measured, unit: LengthUnit): MeasuredFigure {
  switch (measured.tool) {
    case "measure":
      return { unit, figure: lengthIn(measured.mm, unit), error: lengthIn(measured.errorMm, unit) };
    case "angle":
      return { unit: "deg", figure: { n: measured.deg, digits: 0 }, error: { n: measured.errorDeg, digits: 0 } };
    case "area":
      return { unit: `${unit}2`, figure: areaIn(measured.mm2, unit), error: areaIn(measured.errorMm2, unit) };
  }
}
