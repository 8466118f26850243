import { CylinderGeometry, Group, Mesh, MeshBasicMaterial, Quaternion, Ray, Vector3 } from "three";
import type { ElementsView, MeasureView, PinView } from "@/core/anatomy/elements";
import type { Vec3 } from "@/core/anatomy/vector";
import { CASING, HOVERED } from "../colours";
import { ScreenSprite, unitForScreen } from "../people/marks";
import { FOV_DEG } from "../stage/framing";
import type { StageFrame, StagePart, StageView } from "../stage/stage-view";
import { paintEnd, paintMeasure, paintPin } from "./labels";
import { StrokesView, type StrokeToDraw } from "./strokes-view";

/** Words for what is drawn, in the page's language. */
export interface ElementWords {
  readonly partOf: (structureId: string | null) => string;
  readonly distance: (mm: number) => string;
  readonly error: string;
}

/** What is to be drawn, beside what the scene holds: what this person's hand is about. */
export interface Pending {
  /** The first end of a distance. */
  readonly end: Vec3 | null;
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
  measure: MeasureView;
  key: string;
  readonly plate: ScreenSprite;
  readonly ends: readonly [ScreenSprite, ScreenSprite];
  readonly line: Group;
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
const UP = new Vector3(0, 1, 0);
const turn = new Quaternion();
const ray = new Ray();

/** Pins, distances and strokes of one model, drawn where they stand on it. */
export class ElementsStage implements StagePart {
  readonly object = new Group();
  private readonly strokes = new StrokesView();
  private readonly onModel = new Group();
  private readonly pins = new Map<string, DrawnPin>();
  private readonly measures = new Map<string, DrawnMeasure>();
  private readonly pendingEnd: ScreenSprite;
  private pending: Pending = { end: null, stroke: null };
  private strong: string | null = null;
  private all: ElementsView = { pins: [], measures: [], strokes: [] };

  constructor(private readonly options: ViewOptions) {
    this.pendingEnd = new ScreenSprite(options.density);
    paintEnd(this.pendingEnd);
    this.pendingEnd.visible = false;
    this.onModel.add(this.strokes);
    this.object.add(this.onModel, this.pendingEnd);
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
    sweep(this.measures, all.measures, (drawn) => this.dropMeasure(drawn));
    for (const measure of all.measures) {
      const known = this.measures.get(measure.id);
      if (known) known.measure = measure;
      else this.measures.set(measure.id, this.createMeasure(measure));
    }
    this.showStrokes();
  }

  /** What this person's hand is about. */
  setPending(pending: Pending): void {
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
    this.object.visible = model !== null;
    if (!model) return;
    model.matrixWorld.decompose(this.onModel.position, this.onModel.quaternion, this.onModel.scale);
    const [x, y, z] = view.centreM;
    this.strokes.position.set(-x, -y, -z);
    this.strokes.follow(model.cuts, (at) => view.offsetAt(at));
    frame.camera.getWorldPosition(eye);
    const unit = frame.isHeadset ? HEADSET_UNIT_M : unitForScreen(FOV_DEG, frame.size.height);
    const asksRays = this.pins.size <= MOST_RAYS && model.isPrepared;
    for (const drawn of this.pins.values()) this.placePin(drawn, frame, unit, asksRays);
    for (const drawn of this.measures.values()) this.placeMeasure(drawn, frame, unit);
    this.pendingEnd.visible = this.pending.end !== null;
    if (this.pending.end) view.toWorld(this.pending.end, this.pendingEnd.position, view.offsetAt(this.pending.end));
    this.pendingEnd.resize(unit, frame.isHeadset);
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

  private placeMeasure(drawn: DrawnMeasure, frame: StageFrame, unit: number): void {
    const { measure, plate, ends, line } = drawn;
    const { view, family } = this.options;
    const words = this.options.words();
    const key = `${words.distance(measure.mm)} ${words.error} ${this.strong === measure.id}`;
    if (key !== drawn.key) paintMeasure(plate, words.distance(measure.mm), words.error, this.strong === measure.id, family);
    drawn.key = key;
    const offsets = [view.offsetAt(measure.points[0]), view.offsetAt(measure.points[1])] as const;
    // A distance one end of which was cut away would end in the air.
    const isWhole = !view.isCutAway(measure.points[0], offsets[0]) && !view.isCutAway(measure.points[1], offsets[1]);
    for (const object of [plate, ...ends, line]) object.visible = isWhole;
    if (!isWhole) return;
    view.toWorld(measure.points[0], world, offsets[0]);
    view.toWorld(measure.points[1], other, offsets[1]);
    ends[0].position.copy(world);
    ends[1].position.copy(other);
    plate.position.copy(world).add(other).multiplyScalar(0.5);
    const far = world.distanceTo(other);
    const pixelM = frame.isHeadset ? HEADSET_UNIT_M : unit * plate.position.distanceTo(eye);
    line.position.copy(plate.position);
    line.quaternion.copy(turn.setFromUnitVectors(UP, other.sub(world).normalize()));
    line.scale.set(pixelM, far, pixelM);
    for (const sprite of [plate, ...ends]) sprite.resize(unit, frame.isHeadset);
  }

  private createMeasure(measure: MeasureView): DrawnMeasure {
    const line = new Group();
    const ends = [this.sprite(), this.sprite()] as const;
    for (const [colour, radiusPx, order] of [[CASING, 2.4, 57], [HOVERED, 1.1, 58]] as const) {
      const material = new MeshBasicMaterial({ color: colour, depthTest: false, depthWrite: false, transparent: true, toneMapped: false });
      const mesh = new Mesh(new CylinderGeometry(radiusPx, radiusPx, 1, 8, 1, true), material);
      mesh.renderOrder = order;
      mesh.raycast = () => undefined;
      line.add(mesh);
    }
    this.object.add(line);
    for (const end of ends) paintEnd(end);
    return { measure, key: "", plate: this.sprite(), ends, line };
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

  private dropMeasure({ plate, ends, line }: DrawnMeasure): void {
    for (const sprite of [plate, ...ends]) this.drop(sprite);
    this.object.remove(line);
    for (const child of line.children) {
      if (!(child instanceof Mesh)) continue;
      child.geometry.dispose();
      for (const material of [child.material].flat()) material.dispose();
    }
  }

  dispose(): void {
    this.strokes.dispose();
    this.pendingEnd.dispose();
    for (const { sprite } of this.pins.values()) this.drop(sprite);
    for (const drawn of this.measures.values()) this.dropMeasure(drawn);
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
