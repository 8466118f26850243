import { type Quaternion, Ray, Sphere, type Vector3 } from "three";
import { carriedBy, carriedByTwo, movedBy, turnedAbout, turnedByPull, type ModelTransform, type Pose } from "@/core/anatomy/transform";
import { add, dot, lengthOf, rollAbout, subtract, times, turnBack, turned, turnThen, type Vec3 } from "@/core/anatomy/vector";
import type { SurfaceHit } from "../anatomy/anatomy-model";
import type { Grip, GripFound } from "../stage/grips";
import type { StageHandle } from "../stage/stage-scene";

/** A pointer of the headset at one moment, in the world's frame. */
export interface PointerMoment {
  readonly id: number;
  /** `ray` from afar, anything else near. */
  readonly isRay: boolean;
  /** The tip of a hand's finger, near: it touches by itself, and holds while thumb and finger are closed. */
  readonly isFingertip?: boolean;
  readonly position: Vector3;
  readonly quaternion: Quaternion;
  /** What it touches or hits. */
  readonly point: Vector3;
}

interface Held {
  readonly isRay: boolean;
  start: Pose;
  now: Pose;
  /** Along the ray from the hand to the surface, metres; 0 when near. */
  readonly reach: number;
  readonly hit: SurfaceHit | null;
  travelled: number;
}

const FORWARD: Vec3 = [0, 0, -1];
/** A press that goes no farther than this chooses, however long a slow hand takes. */
const TAP_M = 0.015;
/** Fingers touch within this distance, metres. */
const TOUCH_M = 0.05;
/** A pen writes where its tip is this near, metres. */
const PEN_M = 0.02;
/** A fingertip puts a mark where it comes this near to the surface, and has left it this far away, metres. */
const TIP_M = 0.01;
const TIP_AWAY_M = 0.03;

const ray = new Ray();
const sphere = new Sphere();

function rayOf({ position, quaternion }: PointerMoment): Ray {
  ray.origin.copy(position);
  ray.direction.set(0, 0, -1).applyQuaternion(quaternion);
  return ray;
}

/**
 * Hands and controllers on the model: near they carry it one to one, a ray turns it by its surface
 * and moves it to and fro, two of either also size it. Always one factor for all axes.
 */
export class HeadsetHands {
  private readonly held = new Map<number, Held>();
  private base: ModelTransform | null = null;
  /** The pointer that draws, while one does. */
  private writing: number | null = null;
  /** The fingertip that touches with a tool in the hand, and where it came to the surface; null: nothing comes of it any more. */
  private tipping: { readonly id: number; readonly hit: SurfaceHit | null } | null = null;
  /** The line is drawn by touch alone, and ends with it. */
  private isTipWriting = false;
  /** The pointer that has hold of a handle, and the handle. */
  private gripping: { readonly id: number; readonly grip: Grip } | null = null;

  private touching: string | null = null;

  constructor(private readonly stage: StageHandle) {}

  /** Whether a pointer has just come to a part that it was not at before. */
  comesTo(structureId: string | null): boolean {
    const isNew = structureId !== null && structureId !== this.touching;
    this.touching = structureId;
    return isNew;
  }

  down(moment: PointerMoment): boolean {
    const { hand } = this.stage;
    // The fingers close: from here on it is a pinch, and what it touched before counts for nothing.
    if (this.tipping?.id === moment.id) this.tipping = null;
    if (this.writing === moment.id) return true;
    const found = hand.isTied || this.gripping ? null : this.gripAt(moment);
    if (found) return this.takeGrip(moment, found);
    if (hand.tool?.pen) return this.write(moment);
    const base = hand.begin();
    if (!base) return false;
    const pose = this.pose(moment);
    const reach = moment.isRay ? moment.position.distanceTo(moment.point) : 0;
    this.held.set(moment.id, { isRay: moment.isRay, start: pose, now: pose, reach, hit: this.hitAt(moment), travelled: 0 });
    this.rebase();
    return true;
  }

  // A fingertip carries nothing along: with a tool in the hand it says where it touched once it has left, or draws.
  private touch(moment: PointerMoment): void {
    const { tool, isTied } = this.stage.hand;
    if (isTied || !tool) {
      this.tipping = null;
      return;
    }
    if (this.tipping?.id === moment.id) {
      if (!this.hitAt(moment, TIP_AWAY_M)) this.leave(moment);
      return;
    }
    const hit = this.tipping || this.writing !== null ? null : this.hitAt(moment, TIP_M);
    if (!hit) return;
    if (tool.pen?.down(hit)) {
      this.writing = moment.id;
      this.isTipWriting = true;
    } else this.tipping = { id: moment.id, hit: tool.pen ? null : hit };
  }

  /** A pointer is at nothing any more: a fingertip that touched has left the surface. */
  leave({ id }: Pick<PointerMoment, "id">): void {
    if (this.writing === id && this.isTipWriting) this.endLine();
    if (this.tipping?.id !== id) return;
    const { hit } = this.tipping;
    this.tipping = null;
    if (hit) this.stage.hand.tap(hit);
  }

  private endLine(): void {
    this.writing = null;
    this.isTipWriting = false;
    this.stage.hand.tool?.pen?.up();
  }

  private takeGrip(moment: PointerMoment, found: GripFound): boolean {
    const grip = found.take();
    if (!grip) return false;
    this.gripping = { id: moment.id, grip };
    this.moveGrip(grip, moment);
    return true;
  }

  private moveGrip(grip: Grip, moment: PointerMoment): void {
    if (moment.isRay) grip.byRay(rayOf(moment));
    else grip.byPose(moment.position, moment.quaternion);
  }

  /** The handle under a pointer: it goes before the model. */
  gripAt(moment: PointerMoment): GripFound | null {
    const { grips } = this.stage.view;
    if (!grips) return null;
    return moment.isRay ? grips.along(rayOf(moment)) : grips.near(sphere.set(moment.position, TOUCH_M));
  }

  // With a pen in the hand a press on the model draws: by ray where it hits, near where fingertip or hand touch.
  private write(moment: PointerMoment): boolean {
    const { hand } = this.stage;
    const hit = hand.isTied || this.writing !== null ? null : this.hitAt(moment, PEN_M);
    if (!hit || !hand.tool?.pen?.down(hit)) return false;
    this.writing = moment.id;
    return true;
  }

  move(moment: PointerMoment): void {
    if (this.gripping?.id === moment.id) return this.moveGrip(this.gripping.grip, moment);
    if (this.writing === moment.id) return this.draw(moment);
    const held = this.held.get(moment.id);
    if (!held && moment.isFingertip) this.touch(moment);
    if (!held || !this.base) return;
    held.now = this.pose(moment);
    held.travelled = Math.max(held.travelled, lengthOf(subtract(this.tip(held, held.now), this.tip(held, held.start))));
    const [a, b] = [...this.held.values()];
    if (a && b) {
      this.stage.hand.move(carriedByTwo(this.base, [this.tip(a, a.start), this.tip(b, b.start)], [this.tip(a, a.now), this.tip(b, b.now)]));
      return;
    }
    if (held.travelled < TAP_M) return;
    this.stage.hand.move(held.isRay ? this.byRay(this.base, held) : carriedBy(this.base, held.start, held.now));
  }

  private draw(moment: PointerMoment): void {
    const hit = this.hitAt(moment, PEN_M);
    if (!hit && this.isTipWriting) return this.endLine();
    this.stage.hand.tool?.pen?.to(hit);
  }

  up(moment: Pick<PointerMoment, "id" | "isFingertip">): void {
    // Opening its fingers a hand touches what it has just held: nothing comes of that until it was away.
    if (moment.isFingertip) this.tipping ??= { id: moment.id, hit: null };
    if (this.gripping?.id === moment.id) {
      const { grip } = this.gripping;
      this.gripping = null;
      return grip.end();
    }
    if (this.writing === moment.id) return this.endLine();
    const held = this.held.get(moment.id);
    if (!held) return;
    this.held.delete(moment.id);
    if (this.held.size > 0) {
      this.rebase();
      return;
    }
    this.base = null;
    this.stage.hand.end();
    if (held.travelled < TAP_M && held.hit) this.stage.hand.tap(held.hit);
  }

  /** Lets go of everything: the headset shows its own menu, or the session is over. */
  drop(): void {
    if (this.writing !== null) this.stage.hand.tool?.pen?.cancel();
    this.writing = null;
    this.isTipWriting = false;
    this.tipping = null;
    this.gripping?.grip.cancel();
    this.gripping = null;
    this.held.clear();
    this.base = null;
    this.stage.hand.end();
  }

  get isHolding(): boolean {
    return this.held.size > 0 || this.writing !== null || this.gripping !== null;
  }

  /** The structure under a pointer; near ones reach `nearM` metres. */
  hitAt(moment: PointerMoment, nearM = TOUCH_M): SurfaceHit | null {
    const model = this.stage.view.modelObject;
    if (!model) return null;
    if (!moment.isRay) return model.touch(sphere.set(moment.position, nearM));
    return model.hit(rayOf(moment));
  }

  private byRay(base: ModelTransform, held: Held): ModelTransform {
    const direction = turned(held.start.q, FORWARD);
    const push = dot(subtract(held.now.p, held.start.p), direction);
    const roll = rollAbout(turnThen(held.now.q, turnBack(held.start.q)), direction);
    const pulled = turnedByPull(base, this.tip(held, held.start), this.tip(held, held.now));
    const rolled = turnedAbout(pulled, direction, 2 * Math.atan2(dot([roll[0], roll[1], roll[2]], direction), roll[3]));
    return movedBy(rolled, times(direction, push));
  }

  private tip(held: Held, pose: Pose): Vec3 {
    return held.isRay ? add(pose.p, times(turned(pose.q, FORWARD), held.reach)) : pose.p;
  }

  // Transforms are relative to the model's home, which stands above the ring.
  private pose({ position, quaternion }: PointerMoment): Pose {
    const { x, y, z, w } = quaternion;
    return { p: [position.x, position.y - this.stage.view.stage.homeHeightM, position.z], q: [x, y, z, w] };
  }

  // A hand came or went: go on from here without a jump.
  private rebase(): void {
    this.base = this.stage.hand.now;
    for (const held of this.held.values()) held.start = held.now;
  }
}
