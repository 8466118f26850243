import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { BOARDS, fromEyesM, LEAST_LETTER_MM, NEAREST_M } from "./boards";
import { CAPTIONS_BOARD } from "./captions-board";
import { standingOf } from "./comfort";

const DEG = 180 / Math.PI;
const POSTURES = [standingOf({ posture: "seated" }), standingOf({ posture: "standing" })];
/** So far the tallest board reaches above its place, metres. */
const TALLEST_M = 0.45;

describe("boards in a headset", () => {
  it("ANA-612: every letter takes 1° or more, and nothing is nearer to the eyes than 0.5 m, for whoever sits and whoever stands", () => {
    for (const standing of POSTURES)
      for (const place of Object.values(BOARDS)) {
        for (const up of [0, TALLEST_M / 2, TALLEST_M]) expect((LEAST_LETTER_MM / 1000 / fromEyesM(place, standing, up)) * place.scale * DEG, `${place.x} ${place.z} ${up}`).toBeGreaterThanOrEqual(1);
        for (const up of [-0.25, 0, TALLEST_M]) expect(fromEyesM(place, standing, up)).toBeGreaterThan(NEAREST_M);
      }
    const captions = { x: 0, y: -CAPTIONS_BOARD.belowM, z: -CAPTIONS_BOARD.beyondM, scale: 1 };
    for (const standing of POSTURES) expect((CAPTIONS_BOARD.letterM / fromEyesM(captions, standing, 0)) * DEG).toBeGreaterThanOrEqual(1);
  });

  it("ANA-612: no board is drawn with smaller letters than that", () => {
    const folder = "src/xr/headset";
    const sources = readdirSync(folder).filter((name) => name.endsWith(".tsx")).map((name) => readFileSync(`${folder}/${name}`, "utf8"));
    const sizes = sources.flatMap((text) => [...text.matchAll(/fontSize=\{([^}]+)\}/g)].map(([, size]) => size ?? ""));
    expect(sizes.length).toBeGreaterThan(15);
    const known = { LEAST_LETTER_MM, "CAPTIONS_BOARD.letterM * 1000": CAPTIONS_BOARD.letterM * 1000 };
    for (const size of sizes) expect(size in known ? known[size as keyof typeof known] : Number(size), size).toBeGreaterThanOrEqual(LEAST_LETTER_MM);
  });
});
