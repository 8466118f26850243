import { afterEach, describe, expect, it, vi } from "vitest";
import { calibrate, CARD_MM, knownPixel, lifeSize, setLifeSize, STATED_PIXEL_MM } from "./life-size";

/** A device that keeps what pages give it, at a density of its own. */
function device(density: number): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) });
  vi.stubGlobal("devicePixelRatio", density);
  return kept;
}

afterEach(() => {
  setLifeSize(false);
  vi.unstubAllGlobals();
});

describe("life size on a flat screen", () => {
  it("ANA-306: goes by the pixels that the device states until a card was held against it, and says which", () => {
    device(2);
    setLifeSize(true);
    expect(lifeSize.get()).toEqual({ isOn: true, pixelMm: STATED_PIXEL_MM, isCalibrated: false });
    calibrate(CARD_MM.width / 500);
    expect(lifeSize.get()).toMatchObject({ isOn: true, isCalibrated: true });
    expect(lifeSize.get().pixelMm).toBeCloseTo(0.1712, 6);
    calibrate(null);
    expect(lifeSize.get()).toEqual({ isOn: true, pixelMm: STATED_PIXEL_MM, isCalibrated: false });
  });

  it("ANA-306: is remembered on the device, and stays right when the page is zoomed", () => {
    device(2);
    calibrate(0.2);
    expect(knownPixel().pixelMm).toBeCloseTo(0.2, 9);
    vi.stubGlobal("devicePixelRatio", 3);
    // Zoomed by half, a pixel of the page is half as large again.
    expect(knownPixel()).toEqual({ pixelMm: expect.closeTo(0.3, 9), isCalibrated: true });
  });

  it("ANA-306: what a device kept that no screen can have counts for nothing", () => {
    const kept = device(1);
    for (const nonsense of ["", "NaN", "-1", "900", "0"]) {
      kept.set("bedside.screen-mm", nonsense);
      expect(knownPixel()).toEqual({ pixelMm: STATED_PIXEL_MM, isCalibrated: false });
    }
    vi.stubGlobal("localStorage", { getItem: () => { throw new Error("forbidden"); } });
    expect(knownPixel().isCalibrated).toBe(false);
  });
});
