// Visits on a bad network, with locks and forgers, under seeds: `npm run fuzz:room -- --runs 100000 --seed 1`.
// Ten byte strings a run, a million at most, go to every decoder. Says which seeds went wrong, and closes with one line of JSON. A failing seed becomes a named test.
import { parseArgs } from "node:util";
import { fuzzDecoders } from "../tests/support/decoder-fuzz";
import { createFuzzOutcome, fuzzVisit } from "../tests/support/scene-fuzz";

const { values } = parseArgs({ options: { runs: { type: "string", default: "2000" }, seed: { type: "string", default: "1" } } });
const runs = Number(values.runs);
const first = Number(values.seed);
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(first)) throw new Error("--runs and --seed take whole numbers, --runs from 1");

const outcome = createFuzzOutcome();
const startedMs = performance.now();
for (let done = 0; done < runs; done += 1) {
  await fuzzVisit(first + done, outcome);
  for (const problem of outcome.problems.splice(0)) console.log(problem);
  if ((done + 1) % 10_000 === 0) console.log(`${done + 1} runs in ${Math.round((performance.now() - startedMs) / 1000)} s`);
}
const strings = Math.min(1_000_000, 10 * runs);
const misread = fuzzDecoders(strings, first);
const { divergences, leaks, lost } = outcome;
console.log(JSON.stringify({ runs, seed: first, divergences, leaks: leaks + misread, lost, strings }));
if (divergences + leaks + misread + lost > 0) process.exitCode = 1;
