import { describe, expect, it } from "vitest";
import { createFuzzOutcome, fuzzVisit } from "../../../tests/support/scene-fuzz";

const RUNS = Number(process.env.BEDSIDE_FUZZ_RUNS ?? 2000);
const FIRST_SEED = Number(process.env.BEDSIDE_FUZZ_SEED ?? 1);

describe("replica under faults", () => {
  it(
    `ROOM-1 ROOM-6 ROOM-7 ROOM-13 ROOM-41: ${RUNS} visits on a bad network, with locks and forgers, end with one scene, nothing lost and nothing leaked`,
    async () => {
      const outcome = createFuzzOutcome();
      for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) await fuzzVisit(seed, outcome);
      expect(outcome).toEqual(createFuzzOutcome());
    },
    10 * 60_000,
  );

  it("ROOM-7: an own op with a number far ahead, heard by one alone, is taken by nobody (seed 58964)", async () => {
    const outcome = createFuzzOutcome();
    await fuzzVisit(58_964, outcome);
    expect(outcome).toEqual(createFuzzOutcome());
  });
});
