import { type Object3D, Vector3 } from "three";
import { wayRound } from "@/core/anatomy/look";
import { DEFAULT_COMFORT, snapRad, standingOf, turnSpeed, WALK_M_PER_S, type Comfort } from "@/core/headset/comfort";
import { freeSide, landing, pushOf, stepTo, type OtherPlace, type StickWish } from "@/core/headset/moving";
import { angleSnap } from "./snap-turn";

/** What a frame brings besides the head. */
export interface RigFrame {
  readonly comfort: Comfort;
  readonly wish: StickWish;
  readonly elapsedMs: number;
  /** Where others are, whose room is kept. */
  readonly others: readonly OtherPlace[];
}

const NOBODY: readonly OtherPlace[] = [];
const STILL: RigFrame = { comfort: DEFAULT_COMFORT, wish: { turn: 0, aside: 0, back: 0 }, elapsedMs: 0, others: NOBODY };
/** A frame that took longer moves nobody farther: 0.14 m at the most. */
const LONGEST_STEP_MS = 100;

const head = new Vector3();
const forward = new Vector3();

/** Where the person's own floor stands in the scene's frame. Moves only when the person asks. */
export class HeadsetRig {
  /** How fast the view is being moved, for the edges to go dark; what happens at once is no motion. */
  readonly motion = { metresPerSecond: 0, radPerSecond: 0 };
  /** On which side of the model the person was put, radians about it: what they read and press stands there, too. */
  side = 0;
  private wantsRecentre = true;
  private wantsSide: number | null = null;
  private wantsPlace: { readonly x: number; readonly z: number } | null = null;
  private wantsOnto: Vector3 | null = null;
  private waited = 0;
  private readonly snap = angleSnap();

  constructor(private readonly origin: Object3D) {}

  /** Puts the model in front of the person at the next frame: its front, or the side of it where others leave room (ANA-616). */
  recentre(): void {
    this.wantsRecentre = true;
  }

  /**
   * Puts the person, at the next frame, on another side of the model: `aroundRad` about it, as far from it and turned
   * to it as they are. At once, since a way there would be felt as being moved.
   */
  standAt(aroundRad: number): void {
    this.wantsSide = aroundRad;
  }

  /** Puts the person, at the next frame, at a place of the floor, or as near to it as leaves others their room. */
  goTo(place: { readonly x: number; readonly z: number }): void {
    this.wantsPlace = place;
  }

  /** Makes the stage stand on a place of the room that the person sees, given in the scene's frame as it is now (ANA-609). */
  standOnto(place: Vector3): void {
    this.wantsOnto = place.clone();
  }

  /** One frame. True when the view was moved. */
  tick(camera: Object3D, homeHeightM: number, frame: RigFrame = STILL): boolean {
    this.motion.metresPerSecond = 0;
    this.motion.radPerSecond = 0;
    if (this.wantsRecentre) return this.place(camera, homeHeightM, frame);
    if (this.wantsSide !== null) return this.goRound(camera, this.wantsSide);
    if (this.wantsOnto) return this.ontoPlace(camera, this.wantsOnto);
    if (this.wantsPlace) return this.land(camera, this.wantsPlace, frame.others);
    const hasTurned = this.turn(camera, frame);
    return this.walk(camera, frame) || hasTurned;
  }

  private turn(camera: Object3D, { comfort, wish, elapsedMs }: RigFrame): boolean {
    const step = snapRad(comfort);
    const seconds = Math.min(elapsedMs, LONGEST_STEP_MS) / 1000;
    const turnRad = step === null ? -pushOf(wish.turn) * turnSpeed(comfort) * seconds : this.snap(wish.turn, step);
    if (turnRad === 0) return false;
    if (step === null) this.motion.radPerSecond = Math.abs(turnRad) / seconds;
    camera.getWorldPosition(head);
    this.origin.position.sub(head).applyAxisAngle(this.origin.up, turnRad).add(head);
    this.origin.rotation.y += turnRad;
    this.origin.updateMatrixWorld(true);
    return true;
  }

  private walk(camera: Object3D, { wish, elapsedMs, others }: RigFrame): boolean {
    const [aside, back] = [pushOf(wish.aside), pushOf(wish.back)];
    const push = Math.hypot(aside, back);
    if (push === 0 || elapsedMs === 0) return false;
    const metres = (WALK_M_PER_S * Math.min(1, push) * Math.min(elapsedMs, LONGEST_STEP_MS)) / 1000;
    camera.getWorldDirection(forward).setY(0);
    if (forward.lengthSq() < 1e-6) return false;
    // A camera's own direction is the way that it looks: its right hand lies a quarter turn on.
    forward.normalize();
    const [toX, toZ] = [(-forward.z * aside - forward.x * back) / push, (forward.x * aside - forward.z * back) / push];
    camera.getWorldPosition(head);
    const next = stepTo(head, { x: toX * metres, z: toZ * metres }, others);
    if (next.x === head.x && next.z === head.z) return false;
    this.motion.metresPerSecond = (metres * 1000) / Math.min(elapsedMs, LONGEST_STEP_MS);
    return this.shift(next.x - head.x, next.z - head.z);
  }

  private land(camera: Object3D, wanted: { readonly x: number; readonly z: number }, others: readonly OtherPlace[]): boolean {
    this.wantsPlace = null;
    const there = landing(wanted, others);
    if (!there) return false;
    camera.getWorldPosition(head);
    return this.shift(there.x - head.x, there.z - head.z);
  }

  private shift(x: number, z: number): boolean {
    this.origin.position.x += x;
    this.origin.position.z += z;
    this.origin.updateMatrixWorld(true);
    return true;
  }

  private goRound(camera: Object3D, aroundRad: number): boolean {
    this.wantsSide = null;
    this.side = aroundRad;
    camera.getWorldPosition(head);
    const turnRad = wayRound(Math.atan2(head.x, head.z), aroundRad);
    this.origin.position.applyAxisAngle(this.origin.up, turnRad);
    this.origin.rotation.y += turnRad;
    this.origin.updateMatrixWorld(true);
    return true;
  }

  // The room stays as it is to the person: their floor goes the other way, and round, so that they see the model's front.
  private ontoPlace(camera: Object3D, place: Vector3): boolean {
    this.wantsOnto = null;
    this.origin.position.sub(place);
    this.origin.updateMatrixWorld(true);
    return this.goRound(camera, 0);
  }

  private place(camera: Object3D, homeHeightM: number, { comfort, others }: RigFrame): boolean {
    // The first frames of a session may not know yet where the head is.
    if (camera.position.lengthSq() === 0 && (this.waited += 1) < 30) return false;
    this.wantsRecentre = false;
    this.waited = 0;
    const { belowEyesM, inFrontM, eyesM } = standingOf(comfort);
    const eyeM = camera.position.y > 0.4 ? camera.position.y : eyesM;
    forward.set(0, 0, -1).applyQuaternion(camera.quaternion).setY(0);
    if (forward.lengthSq() < 1e-6) forward.set(0, 0, -1);
    const around = Math.atan2(-forward.x, -forward.z);
    // The head is to come to stand at z = inFrontM, looking along -z at the model's home.
    this.origin.rotation.set(0, -around, 0);
    head.set(camera.position.x, 0, camera.position.z).applyAxisAngle(this.origin.up, -around);
    this.origin.position.set(-head.x, homeHeightM + belowEyesM - eyeM, inFrontM - head.z);
    this.origin.updateMatrixWorld(true);
    return this.goRound(camera, freeSide(inFrontM, others));
  }
}
