import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CAPTIONS_BOARD, captionLines } from "./captions-board";
import { BUZZES, buzzFor, COMFORT_CHOICES, COMFORT_NAMES, DEFAULT_COMFORT, isRestDue, readComfort, snapRad, standingOf, turnSpeed, vignetteFor, voicesFor, WALK_M_PER_S, writeComfort, type Comfort } from "./comfort";

const comforts = fc.record(Object.fromEntries(COMFORT_NAMES.map((name) => [name, fc.constantFrom(...COMFORT_CHOICES[name])]))) as unknown as fc.Arbitrary<Comfort>;

describe("comfort settings", () => {
  it("ANA-604: are kept on the device to the last one, and anything odd there falls back to what is known of the person, then to what is gentlest", () => {
    fc.assert(fc.property(comforts, (comfort) => void expect(readComfort(writeComfort(comfort))).toEqual(comfort)));
    fc.assert(fc.property(fc.string(), (text) => void expect(Object.keys(readComfort(text)).sort()).toEqual([...COMFORT_NAMES].sort())));
    expect(readComfort("hand=both&turn=spin", { hand: "left" })).toEqual({ ...DEFAULT_COMFORT, hand: "left" });
    expect(DEFAULT_COMFORT).toMatchObject({ posture: "seated", move: "teleport", turn: "snap30", vignette: "strong" });
  });

  it("ANA-604: turning goes by 30° or 45°, or by 60° or 90° a second, and never by both", () => {
    const deg = (rad: number | null): number | null => rad && Math.round((rad * 180) / Math.PI);
    expect(COMFORT_CHOICES.turn.map((turn) => [deg(snapRad({ turn })), deg(turnSpeed({ turn }))])).toEqual([[30, 0], [45, 0], [null, 60], [null, 90]]);
    expect(WALK_M_PER_S).toBeLessThanOrEqual(1.4);
  });

  it("ANA-604: the edges go dark with motion and are clear at rest, more so the stronger it was chosen", () => {
    const dark = (vignette: Comfort["vignette"]): number[] => [vignetteFor({ vignette }, 0, 0), vignetteFor({ vignette }, WALK_M_PER_S, 0), vignetteFor({ vignette }, 0, Math.PI / 3)];
    expect(dark("off")).toEqual([0, 0, 0]);
    expect(dark("light")).toEqual([0, 0.6, 0.6]);
    expect(dark("strong")).toEqual([0, 0.95, 0.95]);
  });

  it("ANA-604: a hand feels something for 0.1 to 0.3 s, or nothing where that is off", () => {
    for (const what of Object.keys(BUZZES) as (keyof typeof BUZZES)[]) {
      expect(buzzFor({ haptics: "off" }, what)).toBeNull();
      const { ms, strength } = buzzFor({ haptics: "on" }, what) ?? { ms: 0, strength: 0 };
      expect(ms).toBeGreaterThanOrEqual(100);
      expect(ms).toBeLessThanOrEqual(300);
      expect(strength).toBeLessThanOrEqual(1);
    }
  });

  it("ANA-604: says rest after 20, 30 or 45 minutes, again after as long, and never where that is off", () => {
    const minute = 60_000;
    for (const rest of ["20", "30", "45"] as const) {
      const after = Number(rest) * minute;
      expect([after - 1, after].map((now) => isRestDue({ rest }, 0, null, now))).toEqual([false, true]);
      expect([2 * after - 1, 2 * after].map((now) => isRestDue({ rest }, 0, after, now))).toEqual([false, true]);
    }
    expect(isRestDue({ rest: "off" }, 0, null, 1e9)).toBe(false);
  });

  it("ANA-608: voices are placed in a headset and on a screen only if asked for; mono and plain hold in both", () => {
    expect(voicesFor(DEFAULT_COMFORT, true)).toBe("placed");
    expect(voicesFor(DEFAULT_COMFORT, false)).toBe("plain");
    expect(voicesFor({ ...DEFAULT_COMFORT, flatVoices: "placed" }, false)).toBe("placed");
    for (const voices of ["mono", "plain"] as const) expect([true, false].map((inside) => voicesFor({ voices, flatVoices: "placed" }, inside))).toEqual([voices, voices]);
  });

  it.each(COMFORT_CHOICES.posture)("ANA-610: captions are the last three lines, each with its name, in letters of at least 1° and within 25° below the eyes of somebody %s", (posture) => {
    const { belowEyesM, inFrontM } = standingOf({ posture });
    const away = Math.hypot(belowEyesM + CAPTIONS_BOARD.belowM, inFrontM + CAPTIONS_BOARD.beyondM);
    const degrees = (rad: number): number => (rad * 180) / Math.PI;
    expect(degrees(2 * Math.atan(CAPTIONS_BOARD.letterM / 2 / away))).toBeGreaterThanOrEqual(1);
    expect(degrees(Math.atan2(belowEyesM + CAPTIONS_BOARD.belowM, inFrontM + CAPTIONS_BOARD.beyondM))).toBeLessThan(25);
    const lines = [1, 2, 3, 4].map((n) => ({ key: `${n}`, name: n === 3 ? "Sam" : "Dr Osei", text: `line ${n}` }));
    expect(captionLines(lines).map(({ text }) => text)).toEqual(["Dr Osei: line 2", "Sam: line 3", "Dr Osei: line 4"]);
    expect(captionLines([])).toEqual([]);
  });
});
