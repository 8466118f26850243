import { Group, Matrix4, Quaternion, Ray, Vector3, type Sphere } from "three";
import { apartOf, cutsOf, glideCut, isCutOpen, isSameCut, NO_CUTS, setCut, withinReach, type CutIndex, type CutPlane, type Cuts } from "@/core/anatomy/cuts";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructure } from "@/core/anatomy/models";
import { offsetsNow, type Sectioner } from "@/core/anatomy/sectioner";
import { registers } from "@/core/room/registers";
import type { AnatomyModelObject } from "../anatomy/anatomy-model";
import { unitForScreen } from "../people/marks";
import { FOV_DEG } from "../stage/framing";
import type { Grip, GripFound, Grips } from "../stage/grips";
import type { SharedScene, StageFrame, StagePart, StageView } from "../stage/stage-view";
import { CapsView } from "./caps-view";
import { createCutSearch } from "./clipped-search";
import { carriedPlane, CutHandle, pushedByRay, tiltedByRay, type KnobKind } from "./cut-handle";

interface Options {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly view: StageView;
  readonly sectioner: Sectioner;
  /** Whoever wants no motion sees planes and parts where they are, at once. */
  readonly isStill: boolean;
  readonly onLocked: () => void;
}

/** Remote changes are shown 99 % after this long. */
const GLIDE_MS = 140;
/** Planes that rest for this long get their exact caps. */
const REST_MS = 90;
/** Of each frame so much is for making caps: in a headset less, where a late frame is felt. */
const WORK_MS = { flat: 7, headset: 3 } as const;

const eye = new Vector3();
const point = new Vector3();
const inverse = new Matrix4();
const turn = new Quaternion();
const scale = new Vector3();
const localRay = new Ray();

let gestures = 0;

/**
 * Cuts the model open and pulls it apart as the scene says: planes in the model's materials, exact caps once they
 * rest, picking that knows what is cut away, and the handle of the plane that is being moved.
 */
export class CutStage implements StagePart, Grips {
  readonly object = new Group();
  private readonly handle = new CutHandle();
  private caps: CapsView | null = null;
  private of: AnatomyModelObject | null = null;
  private shown: Cuts = NO_CUTS;
  private apart = 0;
  private restedMs = 0;
  private state: "moving" | "making" | "whole" = "whole";
  private looks = 0;
  /** What the scene says, read anew when it changes. */
  private wanted: Cuts = NO_CUTS;
  private wantedApart = 0;
  private isDirty = true;
  private readonly sizeM: number;
  private readonly stop: () => void;
  private active: CutIndex | null = null;
  private isHeld = false;

  constructor(private readonly options: Options) {
    const { min, max } = options.model.boundsM;
    this.sizeM = Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
    this.object.add(this.handle);
    options.view.grips = this;
    this.stop = options.scene.subscribe("*", () => {
      this.isDirty = true;
    });
  }

  /** The plane whose handle is shown; null: none. */
  setActive(index: CutIndex | null): void {
    this.active = index;
    this.options.view.redraw();
  }

  tick(frame: StageFrame): void {
    const model = this.options.view.modelObject;
    this.object.visible = model !== null;
    if (!model) return;
    if (model !== this.of) this.adopt(model);
    model.matrixWorld.decompose(this.object.position, this.object.quaternion, this.object.scale);
    this.object.updateMatrixWorld(true);
    frame.camera.getWorldPosition(eye);
    model.worldToLocal(model.uniforms.eye.value.copy(eye));
    const isMoving = this.follow(model, frame.elapsedMs);
    const looks = isCutOpen(this.shown) ? model.looksVersion : 0;
    if (isMoving || (this.state === "whole" && looks !== this.looks)) this.startAgain(model);
    this.looks = looks;
    if (this.state !== "whole") this.close(frame, isMoving);
    this.placeHandle(frame);
  }

  // A model that was just unpacked knows nothing of planes.
  private adopt(model: AnatomyModelObject): void {
    this.dropCaps();
    this.of = model;
    this.shown = NO_CUTS;
    this.apart = 0;
    const { sectioner, model: about } = this.options;
    this.caps = new CapsView(model, sectioner, (id) => findStructure(about, id)?.colour ?? "#888888");
    this.object.add(this.caps);
  }

  // Brings planes and parts to where the scene has them; true while they are on their way.
  private follow(model: AnatomyModelObject, elapsedMs: number): boolean {
    const { scene, model: about, isStill } = this.options;
    if (this.isDirty) {
      this.isDirty = false;
      const read = (register: string) => scene.get(register);
      this.wanted = cutsOf(about, read);
      this.wantedApart = apartOf(about, read);
    }
    const { shown, wanted, wantedApart: apart } = this;
    if (this.apart === apart && isEqual(shown[0], wanted[0]) && isEqual(shown[1], wanted[1]) && isEqual(shown[2], wanted[2])) return false;
    const share = isStill || this.isHeld ? 1 : 1 - Math.exp((-Math.log(100) * Math.max(0, elapsedMs)) / GLIDE_MS);
    const next = (index: CutIndex): CutPlane | null => {
      const glided = glideCut(this.shown[index], wanted[index], share);
      return isSameCut(glided, wanted[index]) ? wanted[index] : glided;
    };
    this.shown = [next(0), next(1), next(2)];
    const nearer = this.apart + (apart - this.apart) * share;
    this.apart = Math.abs(nearer - apart) < 0.002 ? apart : nearer;
    model.setOffsets(offsetsNow(about, this.apart));
    model.setCuts(this.shown);
    return true;
  }

  private startAgain(model: AnatomyModelObject): void {
    this.state = "moving";
    this.restedMs = 0;
    this.caps?.hide();
    this.setSearch(model);
  }

  private setSearch(model: AnatomyModelObject): void {
    const isOpen = isCutOpen(this.shown);
    const { caps } = this;
    model.cutSearch = isOpen ? createCutSearch(this.shown, this.options.model.isTwoSided !== true, (index, part, at) => (caps?.visible ? caps.isIn(index, part, at) : null)) : null;
  }

  // Once nothing moves any more the exact caps are made, a little in each frame.
  private close({ elapsedMs, isHeadset }: StageFrame, isMoving: boolean): void {
    const { view } = this.options;
    const isOpen = isCutOpen(this.shown);
    if (this.state === "moving") {
      this.restedMs = isMoving ? 0 : this.restedMs + elapsedMs;
      if (!isMoving && !isOpen) this.state = "whole";
      else if (this.restedMs >= REST_MS) {
        this.caps?.begin(this.shown);
        this.state = "making";
      }
    } else if (this.state === "making" && this.caps?.work(isHeadset ? WORK_MS.headset : WORK_MS.flat)) {
      this.caps.show();
      this.state = "whole";
    }
    if (this.state !== "whole") view.redraw();
  }

  private placeHandle(frame: StageFrame): void {
    const plane = this.active === null ? null : this.shown[this.active];
    this.handle.put(plane ?? null, this.sizeM * 0.5 * (1 + this.apart * 0.6));
    this.handle.updateMatrixWorld(true);
    this.handle.resize(eye, frame.isHeadset ? 1 : unitForScreen(FOV_DEG, frame.size.height), frame.isHeadset);
    if (!this.handle.visible) this.handle.setHot(null);
  }

  along(ray: Ray): GripFound | null {
    return this.found(this.handle.along(ray));
  }

  near(sphere: Sphere): GripFound | null {
    return this.found(this.handle.near(sphere));
  }

  point(ray: Ray | null): boolean {
    if (this.isHeld) return true;
    const kind = ray ? (this.handle.along(ray)?.kind ?? null) : null;
    if (this.handle.setHot(kind)) this.options.view.redraw();
    return kind !== null;
  }

  private found(hit: { readonly kind: KnobKind; readonly point: Vector3; readonly distance: number } | null): GripFound | null {
    return hit && { point: hit.point, distance: hit.distance, take: () => this.take(hit.kind) };
  }

  private take(kind: KnobKind): Grip | null {
    const index = this.active;
    const start = index === null ? null : this.shown[index];
    const { scene, onLocked, view } = this.options;
    if (index === null || !start || this.isHeld) return null;
    const object = registers.cut(index);
    if (!scene.holds.grab(object)) {
      if (!scene.mayChange.get()) onLocked();
      return null;
    }
    this.isHeld = true;
    this.handle.setHot(kind);
    gestures += 1;
    const group = `cut-${gestures}`;
    const knob = this.handle.knobOf(kind);
    let latest = start;
    let from: { p: Vector3; q: Quaternion } | null = null;
    const finish = (): void => {
      this.isHeld = false;
      scene.holds.release(object);
      view.redraw();
    };
    const move = (plane: CutPlane): void => {
      if (!this.isHeld) return;
      latest = withinReach(this.options.model, plane, this.apart);
      // Whoever may no longer change the scene lets go; the plane is where the others have it.
      if (!scene.dispatch(setCut(index, latest), { checkpoint: true, group }).ok) finish();
    };
    return {
      byRay: (ray) => {
        localRay.copy(ray).applyMatrix4(inverse.copy(this.object.matrixWorld).invert());
        localRay.direction.normalize();
        move(kind === "push" ? pushedByRay(start, knob, localRay) : tiltedByRay(start, knob, localRay));
      },
      byPose: (position, quaternion) => {
        inverse.copy(this.object.matrixWorld).invert().decompose(point, turn, scale);
        const pose = { p: this.object.worldToLocal(position.clone()), q: turn.clone().multiply(quaternion) };
        from ??= pose;
        move(carriedPlane(start, from, pose));
      },
      end: () => {
        if (!this.isHeld) return;
        scene.dispatch(setCut(index, latest), { group });
        finish();
      },
      cancel: () => {
        if (!this.isHeld) return;
        scene.dispatch(setCut(index, start), { group });
        finish();
      },
    };
  }

  /** Draw calls that closing the cut takes now. */
  get calls(): number {
    return this.caps?.calls ?? 0;
  }

  private dropCaps(): void {
    if (!this.caps) return;
    this.object.remove(this.caps);
    this.caps.dispose();
    this.caps = null;
  }

  dispose(): void {
    this.stop();
    const { view } = this.options;
    if (view.grips === this) view.grips = null;
    if (this.of && this.of === view.modelObject) {
      this.of.cutSearch = null;
      this.of.setCuts(NO_CUTS);
      this.of.setOffsets(() => [0, 0, 0]);
    }
    this.dropCaps();
    this.handle.dispose();
  }
}

const isEqual = (a: CutPlane | null, b: CutPlane | null): boolean =>
  a === b || (a !== null && b !== null && a.d === b.d && a.n.every((part, i) => part === b.n[i]));
