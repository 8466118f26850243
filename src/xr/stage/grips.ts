import type { Quaternion, Ray, Sphere, Vector3 } from "three";

/** A handle in somebody's hand. */
export interface Grip {
  /** Held from afar: follows a ray of the world. */
  byRay(ray: Ray): void;
  /** Held near: goes where the hand goes and turns as it turns. */
  byPose(position: Vector3, quaternion: Quaternion): void;
  end(): void;
  /** Ends it as if it had not been. */
  cancel(): void;
}

/** A handle that a ray or a fingertip has found. */
export interface GripFound {
  /** World space. */
  readonly point: Vector3;
  readonly distance: number;
  /** Takes hold; null where this person may not, or somebody else does. */
  take(): Grip | null;
}

/** Handles on the stage that go before the model: what is meant to be held lies on top. */
export interface Grips {
  /** The handle on a ray. */
  along(ray: Ray): GripFound | null;
  /** The handle within a sphere: what a fingertip touches. */
  near(sphere: Sphere): GripFound | null;
  /** Marks the handle on a ray as the one that a press would take. */
  point(ray: Ray | null): boolean;
}
