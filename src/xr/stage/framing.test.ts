import { PerspectiveCamera, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { FIRST_LOOK, frameStage, NO_INSETS, orbited, stageFor } from "./framing";

/** CSS pixels between two points of the world on a picture of that size. */
function apart(camera: PerspectiveCamera, size: { width: number; height: number }, a: Vector3, b: Vector3): number {
  const [one, other] = [a.clone().project(camera), b.clone().project(camera)];
  return Math.hypot(((one.x - other.x) / 2) * size.width, ((one.y - other.y) / 2) * size.height);
}

describe("life size on a flat screen", () => {
  const stage = stageFor(0.12, 0.09);
  const home = new Vector3(0, stage.homeHeightM, 0);

  it.each([
    ["a telephone", { width: 390, height: 780 }, 0.00016],
    ["a laptop", { width: 1280, height: 720 }, 0.000265],
    ["a wall", { width: 1920, height: 1080 }, 0.0009],
  ] as const)("ANA-306: on %s 5 cm of the model at home are 5 cm of the screen, from whichever side, whatever panels cover", (_name, size, pixelM) => {
    for (const insets of [NO_INSETS, { top: 60, right: 304, bottom: 40, left: 100 }]) {
      for (const [around, above] of [[0, 0], [1.1, 0.6], [-2, 1.2]] as const) {
        const camera = new PerspectiveCamera();
        frameStage(camera, stage, { ...orbited(FIRST_LOOK, around, above), pixelM }, size, insets, new Vector3());
        const right = new Vector3().setFromMatrixColumn(camera.matrixWorld, 0).multiplyScalar(0.025);
        const px = apart(camera, size, home.clone().add(right), home.clone().sub(right));
        expect(px * pixelM).toBeCloseTo(0.05, 5);
      }
    }
  });

  it("without it the model fits the picture, whatever the pixels", () => {
    const camera = new PerspectiveCamera();
    frameStage(camera, stage, { ...FIRST_LOOK, pixelM: null }, { width: 1280, height: 720 }, NO_INSETS, new Vector3());
    const tall = apart(camera, { width: 1280, height: 720 }, new Vector3(0, 0, 0), new Vector3(0, 0.12, 0));
    expect(tall).toBeGreaterThan(400);
    expect(tall).toBeLessThan(720);
  });
});
