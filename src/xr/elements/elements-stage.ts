import { Group, Ray, Vector3 } from "three";
import { measuredIn, type ElementsView, type Measured, type PinView } from "@/core/anatomy/elements";
import type { MeasureTool } from "@/core/anatomy/tools";
import { lengthOf, subtract, type Vec3 } from "@/core/anatomy/vector";
import { ScreenSprite, unitForScreen } from "../people/marks";
import { FOV_DEG } from "../stage/framing";
import type { StageFrame, StagePart, StageView } from "../stage/stage-view";
import { paintMeasure, paintPin } from "./labels";
import { MeasureMark, plateAt } from "./measure-mark";
import { placePlates, type PlateBox } from "./plates";
import { StrokesView, type StrokeToDraw } from "./strokes-view";

/** Words for what is drawn, in the page's language. */
export interface ElementWords {
  readonly partOf: (structureId: string | null) => string;
  /** The figure, and how far it may be off. */
  readonly figure: (measured: Measured) => readonly [figure: string, error: string];
}

/** What is to be drawn, beside what the scene holds: what this person's hand is about. */
export interface Pending {
  /** What is put down of a measure that is not done yet. */
  readonly points: readonly Vec3[];
  /** They are corners of a loop. */
  readonly isLoop: boolean;
  readonly stroke: StrokeToDraw | null;
}

interface ViewOptions {
  readonly view: StageView;
  readonly family: string;
  readonly density: number;
  /** Asked anew for every picture: the language may change. */
  readonly words: () => ElementWords;
  readonly isShown: (structureId: string) => boolean;
}

interface DrawnPin {
  pin: PinView;
  key: string;
  readonly sprite: ScreenSprite;
}
interface DrawnMeasure {
  measure: Measured;
  key: string;
  readonly mark: MeasureMark;
}

/** Metres that one CSS pixel of a label takes in a headset. */
const HEADSET_UNIT_M = 0.0009;
/** Narrower pictures show pins by their number alone. */
const WIDE_PX = 640;
/** Pins beyond this many are drawn as if nothing stood before them: asking costs a ray each. */
const MOST_RAYS = 40;
const HIDDEN_OPACITY = 0.4;

const world = new Vector3();
const other = new Vector3();
const eye = new Vector3();
const ray = new Ray();

/** Pins, measures and strokes of one model, drawn where they stand on it. */
export class ElementsStage implements StagePart {
  readonly object = new Group();
  private readonly strokes = new StrokesView();
  private readonly onModel = new Group();
  private readonly pins = new Map<string, DrawnPin>();
  private readonly measures = new Map<string, DrawnMeasure>();
  private readonly fills = new Group();
  private pendingMark: MeasureMark | null = null;
  private pending: Pending = { points: [], isLoop: false, stroke: null };
  private strong: string | null = null;
  private all: Pick<ElementsView, "strokes"> = { strokes: [] };

  constructor(private readonly options: ViewOptions) {
    this.onModel.add(this.strokes, this.fills);
    this.object.add(this.onModel);
  }

  /** What the scene holds now. */
  show(all: ElementsView): void {
    this.all = all;
    sweep(this.pins, all.pins, ({ sprite }) => this.drop(sprite));
    for (const pin of all.pins) {
      const known = this.pins.get(pin.id);
      if (known) known.pin = pin;
      else this.pins.set(pin.id, { pin, key: "", sprite: this.sprite() });
    }
    const measured = measuredIn(all);
    sweep(this.measures, measured, ({ mark }) => this.dropMark(mark));
    for (const measure of measured) {
      const known = this.measures.get(measure.id);
      if (known) known.measure = measure;
      else this.measures.set(measure.id, { measure, key: "", mark: this.mark(measure.tool, measure.points, true) });
    }
    this.showStrokes();
  }

  /** What this person's hand is about. */
  setPending(pending: Pending): void {
    if (pending.points !== this.pending.points) {
      if (this.pendingMark) this.dropMark(this.pendingMark);
      this.pendingMark = pending.points.length > 0 ? this.mark(pending.isLoop ? "area" : "measure", pending.points, false) : null;
    }
    this.pending = pending;
    this.showStrokes();
    this.options.view.redraw();
  }

  /** The element whose row is chosen in the list. */
  setStrong(id: string | null): void {
    this.strong = id;
    this.options.view.redraw();
  }

  private showStrokes(): void {
    // What the hand draws is there at once; what the scene holds of it lies under it.
    const { stroke } = this.pending;
    this.strokes.show(stroke ? [...this.all.strokes, stroke] : this.all.strokes);
  }

  tick(frame: StageFrame): void {
    const { view } = this.options;
    const model = view.modelObject;
    // What was put on the knee belongs to the straight one: it would hang in the air where the bone has left.
    this.object.visible = model !== null && !model.isFar;
    if (!model || model.isFar) return;
    model.matrixWorld.decompose(this.onModel.position, this.onModel.quaternion, this.onModel.scale);
    const [x, y, z] = view.centreM;
    this.strokes.position.set(-x, -y, -z);
    this.strokes.follow(model.cuts, (at) => view.offsetAt(at));
    this.fills.position.copy(this.strokes.position);
    frame.camera.getWorldPosition(eye);
    const unit = frame.isHeadset ? HEADSET_UNIT_M : unitForScreen(FOV_DEG, frame.size.height);
    const asksRays = this.pins.size <= MOST_RAYS && model.isPrepared;
    for (const drawn of this.pins.values()) this.placePin(drawn, frame, unit, asksRays);
    if (this.measures.size === 0 && !this.pendingMark) return;
    const pixelAt = (at: Vector3): number => (frame.isHeadset ? HEADSET_UNIT_M : unit * at.distanceTo(eye));
    this.pendingMark?.place(this.placerOf(this.pending.points), pixelAt);
    for (const drawn of this.measures.values()) {
      if (!this.isWhole(drawn)) continue;
      drawn.mark.place(this.placerOf(drawn.measure.points), pixelAt);
      this.placePlate(drawn, frame, unit);
    }
    this.spreadPlates(frame);
  }

  private placePin(drawn: DrawnPin, frame: StageFrame, unit: number, asksRay: boolean): void {
    const { pin, sprite } = drawn;
    const { view, family, isShown } = this.options;
    const words = this.options.words();
    const offset = view.offsetOf(pin.structure);
    sprite.visible = (pin.structure === null || isShown(pin.structure)) && !view.isCutAway(pin.at, offset);
    if (!sprite.visible) return;
    view.toWorld(pin.at, world, offset);
    sprite.position.copy(world);
    const isBehind = asksRay && this.isCovered(world);
    sprite.material.opacity = isBehind ? HIDDEN_OPACITY : 1;
    sprite.renderOrder = isBehind ? 61 : 62;
    const side = other.copy(world).project(frame.camera).x < middleX(view, frame) ? -1 : 1;
    const isStrong = this.strong === pin.id;
    const isShort = !frame.isHeadset && frame.size.width < WIDE_PX;
    const part = words.partOf(pin.structure);
    const key = `${pin.n} ${part} ${pin.text} ${side} ${isStrong} ${isShort}`;
    if (key !== drawn.key) paintPin(sprite, { n: pin.n, part, text: pin.text, isShort, side, isStrong }, family);
    drawn.key = key;
    sprite.resize(unit, frame.isHeadset);
  }

  // Whether the model itself stands between the eye and a point of its surface.
  private isCovered(at: Vector3): boolean {
    ray.origin.copy(eye);
    ray.direction.copy(at).sub(eye).normalize();
    const hit = this.options.view.modelObject?.hit(ray);
    return hit != null && hit.distance < at.distanceTo(eye) * 0.99;
  }

  // What is measured goes with the parts that its places are on.
  private placerOf(points: readonly Vec3[]): (at: Vec3, into: Vector3) => Vector3 {
    const { view } = this.options;
    const far = (at: Vec3, point: Vec3): number => lengthOf(subtract(at, point));
    return (at, into) => view.toWorld(at, into, view.offsetAt(points.reduce((best, point) => (far(at, point) < far(at, best) ? point : best), points[0] ?? at)));
  }

  // A figure some place of which was cut away would end in the air; a loop has no flat area while its parts stand apart.
  private isWhole({ measure, mark }: DrawnMeasure): boolean {
    const { view } = this.options;
    const offsets = measure.points.map((point) => view.offsetAt(point));
    mark.visible = !measure.points.some((point, i) => view.isCutAway(point, offsets[i]));
    if (mark.fill) mark.fill.visible = mark.visible && offsets.every((offset) => offset.lengthSq() === 0);
    return mark.visible;
  }

  private placePlate({ measure, mark, ...drawn }: DrawnMeasure, frame: StageFrame, unit: number): void {
    const { family, words } = this.options;
    const [figure, error] = words().figure(measure);
    const isStrong = this.strong === measure.id;
    const key = `${figure} ${error} ${isStrong}`;
    const { plate } = mark;
    if (key !== drawn.key) {
      paintMeasure(plate, figure, error, isStrong, family);
      const known = this.measures.get(measure.id);
      if (known) known.key = key;
    }
    const toWorld = this.placerOf(measure.points);
    toWorld(plateAt(measure), plate.position);
    if (measure.tool === "area") aboveLoop(measure.points, toWorld, plate.position, frame);
    plate.shift(0, 0);
    plate.resize(unit, frame.isHeadset);
  }

  // On a flat screen no plate of a measure lies on another or on a pin's; in a headset they part by depth.
  private spreadPlates({ camera, size, isHeadset }: StageFrame): void {
    if (isHeadset || this.measures.size === 0) return;
    const boxOf = (sprite: ScreenSprite): PlateBox => {
      other.copy(sprite.position).project(camera);
      const [x, y] = [((other.x + 1) / 2) * size.width, ((1 - other.y) / 2) * size.height];
      return { left: x - sprite.center.x * sprite.widthPx, top: y - (1 - sprite.center.y) * sprite.heightPx, width: sprite.widthPx, height: sprite.heightPx };
    };
    const pins = [...this.pins.values()].filter(({ sprite }) => sprite.visible).map(({ sprite }) => boxOf(sprite));
    const plates = [...this.measures.values()].flatMap(({ mark }) => (mark.visible ? [mark.plate] : []));
    placePlates(pins, plates.map(boxOf), size.width).forEach(({ dx, dy }, i) => plates[i]?.shift(dx, dy));
  }

  private mark(tool: MeasureTool, points: readonly Vec3[], isDone: boolean): MeasureMark {
    const mark = new MeasureMark(tool, points, { density: this.options.density, isDone });
    this.object.add(mark);
    if (mark.fill) this.fills.add(mark.fill);
    return mark;
  }

  private sprite(): ScreenSprite {
    const sprite = new ScreenSprite(this.options.density);
    this.object.add(sprite);
    return sprite;
  }

  private drop(sprite: ScreenSprite): void {
    this.object.remove(sprite);
    sprite.dispose();
  }

  private dropMark(mark: MeasureMark): void {
    this.object.remove(mark);
    if (mark.fill) this.fills.remove(mark.fill);
    mark.dispose();
  }

  dispose(): void {
    this.strokes.dispose();
    if (this.pendingMark) this.dropMark(this.pendingMark);
    for (const { sprite } of this.pins.values()) this.drop(sprite);
    for (const { mark } of this.measures.values()) this.dropMark(mark);
  }
}

const centre = new Vector3();
const middleX = (view: StageView, frame: StageFrame): number => centre.copy(view.middle).project(frame.camera).x;

function sweep<T>(drawn: Map<string, T>, wanted: readonly { readonly id: string }[], drop: (one: T) => void): void {
  const ids = new Set(wanted.map(({ id }) => id));
  for (const [id, one] of [...drawn]) {
    if (ids.has(id)) continue;
    drop(one);
    drawn.delete(id);
  }
}

// Over the loop's highest corner, so that the loop itself stays in sight.
function aboveLoop(points: readonly Vec3[], toWorld: (at: Vec3, into: Vector3) => Vector3, into: Vector3, { camera }: StageFrame): void {
  let highest = -Infinity;
  for (const point of points) {
    const high = toWorld(point, world).project(camera).y;
    if (high <= highest) continue;
    highest = high;
    toWorld(point, into);
  }
}
