import type { PerspectiveCamera, Vector3 } from "three";

/** Pixels of the canvas that chrome covers: the scene is centred in the rest. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export const NO_INSETS: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

/** Sizes of the stage, metres: the model's home stands above the middle of the ring. */
export interface Stage {
  readonly modelHeightM: number;
  readonly homeHeightM: number;
}

/** A model may be this much wider than tall before it, and not its height, decides the size of the stage. */
const WIDEST = 1.05;

/** A stage that fits a model of that height and width; the model hovers a little above the floor. */
export function stageFor(modelHeightM: number, modelWidthM: number): Stage {
  const stageHeightM = Math.max(modelHeightM, modelWidthM / WIDEST);
  return { modelHeightM: stageHeightM, homeHeightM: stageHeightM * 0.5 + stageHeightM * 0.02 };
}

/** The ring's radius on a picture of that shape: narrow pictures get a narrow ring, not a small model. */
export function ringRadiusFor(stage: Stage, freeWidth: number, freeHeight: number): number {
  const share = Math.min(1, Math.max(0, (freeWidth / freeHeight - 0.55) / 0.6));
  return stage.modelHeightM * (0.44 + share * 0.22);
}

/** A personal way to look: angles in radians, `closer` 1 as framed, 2 at half the distance. */
export interface Look {
  readonly aroundRad: number;
  readonly aboveRad: number;
  readonly closer: number;
  /** As large as life: how many metres a CSS pixel of this screen spans, where the model's home is. Null: as it fits. */
  readonly pixelM?: number | null;
  /** What has to be in sight besides the stage: so wide, metres. */
  readonly breadthM?: number;
}

export const FIRST_LOOK: Look = { aroundRad: 0, aboveRad: 0.05, closer: 1 };
const ABOVE_LIMITS = { min: -0.5, max: 1.45 };

/** The look after an orbit of the camera. */
export function orbited(look: Look, aroundRad: number, aboveRad: number): Look {
  const above = Math.min(ABOVE_LIMITS.max, Math.max(ABOVE_LIMITS.min, look.aboveRad + aboveRad));
  return { ...look, aroundRad: look.aroundRad + aroundRad, aboveRad: above };
}

/** Vertical field of view, degrees. */
export const FOV_DEG = 22;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the camera looks and how far it stands, so that model and ring fill a share of the free height and width. */
function fitStage(stage: Stage, ringRadiusM: number, freeTall: number, freeWide: number): { readonly targetM: number; readonly distanceM: number } {
  const lift = Math.sin(FIRST_LOOK.aboveRad);
  const back = Math.cos(FIRST_LOOK.aboveRad);
  // Height of a point (y, z) on the picture plane at distance 1.
  const project = (y: number, z: number, targetM: number, distanceM: number): number => {
    const dy = y - targetM - lift * distanceM;
    const dz = z - back * distanceM;
    return (dy * back - dz * lift) / -(dy * lift + dz * back);
  };
  let targetM = stage.modelHeightM / 2;
  let distanceM = stage.modelHeightM * 4;
  for (let i = 0; i < 12; i += 1) {
    const top = project(stage.modelHeightM * 1.04, 0, targetM, distanceM);
    const bottom = project(-stage.modelHeightM * 0.1, ringRadiusM, targetM, distanceM);
    const wide = (2.3 * ringRadiusM) / distanceM;
    targetM += ((top + bottom) / 2) * distanceM;
    distanceM *= Math.max((top - bottom) / freeTall, wide / freeWide);
  }
  return { targetM, distanceM };
}

/** Height below the ring that the names of people take, CSS pixels. */
const NAMES_PX = 30;
/** Height above two models that stand beside each other, for what each of them is called. */
const SIGNS_PX = 40;
/** Less than this the picture never takes, however much covers it. */
const LEAST_PX = { wide: 120, tall: 72 } as const;

/** Puts the camera so that the stage fills the part of the canvas that is free; tells how wide the ring is then. */
export function frameStage(camera: PerspectiveCamera, stage: Stage, look: Look, size: Size, insets: Insets, target: Vector3): { readonly ringRadiusM: number } {
  const top = insets.top + (look.breadthM ? SIGNS_PX : 0);
  const freeWidth = Math.max(LEAST_PX.wide, size.width - insets.left - insets.right);
  const freeHeight = Math.max(LEAST_PX.tall, size.height - top - insets.bottom - NAMES_PX);
  const slope = 2 * Math.tan((FOV_DEG * Math.PI) / 360);
  const ringRadiusM = ringRadiusFor(stage, freeWidth, freeHeight);
  const fit = fitStage(stage, ringRadiusM, (slope * 0.94 * freeHeight) / size.height, (slope * 0.94 * freeWidth) / size.height);
  const wide = ((look.breadthM ?? 0) * size.height) / (slope * 0.94 * freeWidth);
  const fitted = Math.max(fit.distanceM, wide) / look.closer;
  target.set(0, fit.targetM, 0);
  // Home lies a little beside what the camera looks at: its own depth is what counts.
  const nearer = (stage.homeHeightM - fit.targetM) * Math.sin(look.aboveRad);
  const distance = look.pixelM == null ? fitted : (look.pixelM * size.height) / slope + nearer;
  const flat = Math.cos(look.aboveRad) * distance;
  camera.position.set(Math.sin(look.aroundRad) * flat, target.y + Math.sin(look.aboveRad) * distance, Math.cos(look.aroundRad) * flat);
  camera.fov = FOV_DEG;
  camera.aspect = size.width / size.height;
  camera.near = distance * 0.05;
  camera.far = distance * 20;
  const shiftX = insets.left + freeWidth / 2 - size.width / 2;
  const shiftY = top + freeHeight / 2 - size.height / 2;
  camera.setViewOffset(size.width, size.height, -shiftX, -shiftY, size.width, size.height);
  camera.lookAt(target);
  camera.updateProjectionMatrix();
  camera.updateMatrixWorld();
  return { ringRadiusM };
}
