import { beginStroke, endStroke, goOnWithStroke, PEN_WIDTH_M, putArea, putMeasure, putPin, type SurfacePoint } from "@/core/anatomy/elements";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { closesLoop, LOOP_CORNERS } from "@/core/anatomy/measure";
import { isMeasureTool, type MarkTool, type MeasureTool } from "@/core/anatomy/tools";
import { lengthOf, subtract, type Vec3 } from "@/core/anatomy/vector";
import { nextElementId, removeElement } from "@/core/room/elements";
import { readElementId } from "@/core/room/register-kinds";
import type { Edit } from "@/core/room/undo";
import type { SurfaceHit } from "../anatomy/anatomy-model";
import type { HandTool, Pen } from "../flat/hand";
import type { SharedScene, StageView } from "../stage/stage-view";
import type { Pending } from "./elements-stage";

/** Points of a stroke lie at least this far apart, metres of the model. */
const SPACING_M = 0.0012;
/** A stroke goes to the others in parts of this many points. */
const PART_POINTS = 24;
/** Written edits show after this long at the latest. */
const SHOWN_MS = 120;

interface Options {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly view: StageView;
  readonly tool: MarkTool;
  readonly colour: string;
  readonly onMade: (tool: MarkTool, id: string) => void;
  readonly onPending: (pending: Pending) => void;
  readonly onLocked: () => void;
}

/** A pin, a measure or a pen in the hand of this page's person. */
export class ToolHand implements HandTool {
  readonly pen: Pen | null;
  /** What is put down of a measure that is not done yet. */
  private points: readonly Vec3[] = [];

  constructor(private readonly options: Options) {
    this.pen = options.tool === "draw" ? createPen(options) : null;
  }

  tap(hit: SurfaceHit | null): boolean {
    const point = hit && this.pointOf(hit);
    const { tool } = this.options;
    // Beside the model a press still lets go of the chosen part.
    if (!point || tool === "draw") return point !== null;
    if (isMeasureTool(tool)) this.measure(tool, point);
    else this.pin(point);
    return true;
  }

  /** Puts a pin at a point. */
  pin(point: SurfacePoint): boolean {
    const { scene, model, onMade } = this.options;
    const id = newId(scene);
    if (!this.write(putPin(id, model.id, point))) return false;
    onMade("pin", id);
    return true;
  }

  /** Gives up what is half done; false when nothing was. */
  giveUp(): boolean {
    if (this.points.length === 0) return false;
    this.setPoints([]);
    return true;
  }

  /** Takes back the last point of what is half done; false when there is none. */
  stepBack(): boolean {
    if (this.points.length === 0) return false;
    this.setPoints(this.points.slice(0, -1));
    return true;
  }

  /** Ends the loop whose area is measured; false while it has too few corners. */
  closeLoop(): boolean {
    const { points } = this;
    if (this.options.tool !== "area" || points.length < LOOP_CORNERS.min) return false;
    this.setPoints([]);
    this.made("area", (id) => putArea(id, this.options.model.id, points));
    return true;
  }

  private measure(tool: MeasureTool, { at }: SurfacePoint): void {
    const { scene, model, onLocked } = this.options;
    if (!scene.mayChange.get()) return onLocked();
    if (tool === "area") {
      if (closesLoop(this.points, at)) this.closeLoop();
      else {
        this.setPoints([...this.points, at]);
        if (this.points.length === LOOP_CORNERS.max) this.closeLoop();
      }
      return;
    }
    const [a, b] = this.points;
    const done = tool === "measure" ? a && ([a, at] as const) : a && b && ([a, b, at] as const);
    if (!done) return this.setPoints([...this.points, at]);
    this.setPoints([]);
    this.made(tool, (id) => putMeasure(id, model.id, ...done));
  }

  private made(tool: MarkTool, edits: (id: string) => readonly Edit[]): void {
    const id = newId(this.options.scene);
    if (this.write(edits(id))) this.options.onMade(tool, id);
  }

  private setPoints(points: readonly Vec3[]): void {
    this.points = points;
    this.options.onPending({ points, isLoop: this.options.tool === "area", stroke: null });
  }

  private write(edits: readonly Edit[]): boolean {
    const { scene, onLocked } = this.options;
    const answer = scene.dispatch(edits);
    if (!answer.ok && answer.error === "locked") onLocked();
    return answer.ok;
  }

  private pointOf(hit: SurfaceHit): SurfacePoint | null {
    const at = this.options.view.toModel(hit.point, hit.structureId);
    return at && { structure: hit.structureId, at };
  }
}

const NOTHING: Pending = { points: [], isLoop: false, stroke: null };

const lastUsed = new WeakMap<SharedScene["state"], number>();

// What was written in this very frame is not in the state yet: its number is taken all the same.
function newId(scene: SharedScene): string {
  const free = readElementId(nextElementId(scene.state, scene.actor))?.n ?? 1;
  const n = Math.max(free, (lastUsed.get(scene.state) ?? 0) + 1);
  lastUsed.set(scene.state, n);
  return `${scene.actor}-${n}`;
}

function createPen({ scene, model, view, colour, onMade, onPending, onLocked }: Options): Pen {
  let id: string | null = null;
  let parts = 0;
  let points: Vec3[] = [];
  let whole: Vec3[] = [];
  let isFull = false;
  const group = (): string => `stroke-${id ?? ""}`;
  const send = (edits: readonly Edit[]): boolean => scene.dispatch(edits, { group: group() }).ok;
  // A part begins with the last point of the one before, so that the line has no gaps.
  const flush = (): boolean => {
    if (id === null || points.length === 0) return true;
    const edit = goOnWithStroke(id, parts, points);
    if (!edit || !send([edit])) return false;
    parts += 1;
    points = points.slice(-1);
    return true;
  };
  const finish = (): void => {
    const ended = id;
    id = null;
    points = [];
    // What the hand drew stays until the scene shows it.
    setTimeout(() => {
      if (id === null || id === ended) onPending(NOTHING);
    }, SHOWN_MS);
  };
  const show = (): void => onPending({ ...NOTHING, stroke: whole.length > 1 ? { id: null, colour, widthM: PEN_WIDTH_M, points: [...whole] } : null });
  return {
    down: (hit) => {
      const at = view.toModel(hit.point, hit.structureId);
      if (!at) return false;
      if (!scene.mayChange.get()) {
        onLocked();
        return false;
      }
      id = newId(scene);
      [parts, points, whole, isFull] = [0, [at], [at], false];
      return send(beginStroke(id, model.id, colour));
    },
    to: (hit) => {
      const at = hit && view.toModel(hit.point, hit.structureId);
      const last = points.at(-1);
      if (!at || !last || id === null || isFull || lengthOf(subtract(at, last)) < SPACING_M) return;
      points.push(at);
      whole.push(at);
      if (points.length >= PART_POINTS) isFull = !flush();
      show();
    },
    up: () => {
      if (id === null) return;
      const made = id;
      if (points.length > 1) flush();
      // A press without a way draws nothing.
      send(parts > 0 ? [endStroke(made, parts)] : [removeElement("stroke", made)]);
      finish();
      if (parts > 0) onMade("draw", made);
    },
    cancel: () => {
      if (id === null) return;
      send([removeElement("stroke", id)]);
      finish();
    },
  };
}
