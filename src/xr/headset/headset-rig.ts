import { type Object3D, Vector3 } from "three";
import { wayRound } from "@/core/anatomy/look";
import { angleSnap } from "./snap-turn";

/** Eyes of somebody who sits, metres above the floor; used until the headset tells. */
const SEATED_EYE_M = 1.2;
/** The model's middle lies this far below the eyes and this far in front: 15° down, within reach. */
const BELOW_EYES_M = 0.14;
const IN_FRONT_M = 0.52;

const head = new Vector3();
const forward = new Vector3();

/** Where the person's own floor stands in the scene's frame. Moves only when the person asks. */
export class HeadsetRig {
  private wantsRecentre = true;
  private wantsSide: number | null = null;
  private waited = 0;
  private readonly snap = angleSnap();

  constructor(private readonly origin: Object3D) {}

  /** Puts the model in front of the person at the next frame. */
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

  /** One frame: `stickX` from -1 to 1. True when the view was moved. */
  tick(camera: Object3D, homeHeightM: number, stickX: number): boolean {
    const turnRad = this.snap(stickX);
    if (this.wantsRecentre) return this.place(camera, homeHeightM);
    if (this.wantsSide !== null) return this.goRound(camera, this.wantsSide);
    if (turnRad === 0) return false;
    camera.getWorldPosition(head);
    this.origin.position.sub(head).applyAxisAngle(this.origin.up, turnRad).add(head);
    this.origin.rotation.y += turnRad;
    this.origin.updateMatrixWorld(true);
    return true;
  }

  private goRound(camera: Object3D, aroundRad: number): boolean {
    this.wantsSide = null;
    camera.getWorldPosition(head);
    const turnRad = wayRound(Math.atan2(head.x, head.z), aroundRad);
    this.origin.position.applyAxisAngle(this.origin.up, turnRad);
    this.origin.rotation.y += turnRad;
    this.origin.updateMatrixWorld(true);
    return true;
  }

  private place(camera: Object3D, homeHeightM: number): boolean {
    // The first frames of a session may not know yet where the head is.
    if (camera.position.lengthSq() === 0 && (this.waited += 1) < 30) return false;
    this.wantsRecentre = false;
    this.waited = 0;
    const eyeM = camera.position.y > 0.4 ? camera.position.y : SEATED_EYE_M;
    forward.set(0, 0, -1).applyQuaternion(camera.quaternion).setY(0);
    if (forward.lengthSq() < 1e-6) forward.set(0, 0, -1);
    const around = Math.atan2(-forward.x, -forward.z);
    // The head is to come to stand at z = IN_FRONT_M, looking along -z at the model's home.
    this.origin.rotation.set(0, -around, 0);
    head.set(camera.position.x, 0, camera.position.z).applyAxisAngle(this.origin.up, -around);
    this.origin.position.set(-head.x, homeHeightM + BELOW_EYES_M - eyeM, IN_FRONT_M - head.z);
    this.origin.updateMatrixWorld(true);
    return true;
  }
}
