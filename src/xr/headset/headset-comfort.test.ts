import { PerspectiveCamera } from "three";
import { describe, expect, it, vi } from "vitest";
import { BUZZES, buzzFor, COMFORT_CHOICES } from "@/core/headset/comfort";
import { feel } from "./haptics";
import { featuresFor, pointersFor } from "./store-options";
import { Vignette } from "./vignette";

/** Every press threshold and whether a pointer is there at all, wherever they stand in the options. */
function pressesIn(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "clickThresholdMs" ? [inner] : pressesIn(inner)));
}

describe("comfort in what the headset is asked for", () => {
  it.each(COMFORT_CHOICES.press)("ANA-604: a press of up to %s ms counts, by ray, near and fingertip, of hands and controllers", (press) => {
    const { controller, hand } = pointersFor({ press, oneHanded: "off", hand: "right" });
    expect([...pressesIn(controller), ...pressesIn(hand)]).toEqual(Array.from({ length: 5 }, () => Number(press)));
  });

  it.each([["right", "left"], ["left", "right"]] as const)("ANA-604: one-handed with the %s, nothing of the %s takes hold or presses", (hand, resting) => {
    const options = pointersFor({ press: "800", oneHanded: "on", hand });
    expect(options.controller).toMatchObject({ [resting]: { rayPointer: false, grabPointer: false } });
    expect(options.hand).toMatchObject({ [resting]: { rayPointer: false, grabPointer: false, touchPointer: false } });
    expect(options.controller).not.toHaveProperty(hand);
    expect(options.controller).toHaveProperty("default");
  });

  it("ANA-609: the surfaces of somebody's room are asked for only to put the model on one, and never their shape, their depth or an anchor", () => {
    expect(Object.values(featuresFor("vr"))).toEqual(Array.from({ length: 7 }, () => false));
    expect(featuresFor("ar")).toEqual({ hitTest: true, planeDetection: true, meshDetection: false, anchors: false, layers: false, depthSensing: false, domOverlay: false });
  });

  it("ANA-604: the edges go dark evenly while the view moves, clear again after, and then cost nothing", () => {
    const [vignette, camera] = [new Vignette(), new PerspectiveCamera()];
    camera.position.set(1, 1.2, 0.5);
    camera.updateMatrixWorld(true);
    const depths = Array.from({ length: 60 }, () => {
      vignette.follow(camera, 0.6, 14);
      return vignette.depth;
    });
    expect(depths.every((depth, i) => depth >= (depths[i - 1] ?? 0))).toBe(true);
    expect(depths.at(-1)).toBe(0.6);
    expect(vignette.visible).toBe(true);
    expect(vignette.position.toArray()).toEqual([1, 1.2, 0.5]);
    for (let i = 0; i < 80; i += 1) vignette.follow(camera, 0, 14);
    expect([vignette.depth, vignette.visible]).toEqual([0, false]);
  });

  it("ANA-604: the hand that touched feels it and the other does not; off, neither does; without a motor nothing goes wrong", () => {
    const [left, right] = [vi.fn(() => Promise.resolve(true)), vi.fn(() => Promise.reject(new Error("busy")))];
    const sources = [{ handedness: "left", gamepad: { hapticActuators: [{ pulse: left }] } }, { handedness: "right", gamepad: { hapticActuators: [{ pulse: right }] } }, { handedness: "right" }, { handedness: "right", gamepad: {} }];
    feel(sources, "right", buzzFor({ haptics: "on" }, "take"));
    expect(right.mock.calls).toEqual([[BUZZES.take.strength, BUZZES.take.ms]]);
    feel(sources, "left", buzzFor({ haptics: "off" }, "take"));
    expect(left).not.toHaveBeenCalled();
  });
});
