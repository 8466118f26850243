import { performance } from "node:perf_hooks";

const began = performance.now();

// A closed terminal must not take the product down with it.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

/** Seconds since `from`, written short. */
export const secondsSince = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

export const say = (text = "") => {
  process.stdout.write(`${text}\n`);
};

/** Seconds since the launcher began. */
export const elapsed = () => secondsSince(began);

const stepTimes = [];

/** The finished steps with their milliseconds, for the bench. */
export const stepTimings = () => [...stepTimes];

/**
 * Runs one step of the start and prints its name, what came of it and its seconds. `work` may return
 * a short text to be shown. A slow step says every twenty seconds that it is still at work.
 */
export async function step(name, work) {
  const from = performance.now();
  const still = setInterval(() => say(`  … ${name}: still working, ${secondsSince(from)}`), 20_000);
  still.unref();
  try {
    const { text, value } = asResult(await work());
    const ms = Math.round(performance.now() - from);
    stepTimes.push({ name, ms });
    say(`  ✓ ${name.padEnd(16)} ${(text ?? "").padEnd(52)} ${(ms / 1000).toFixed(1)} s`);
    return value;
  } catch (error) {
    say(`  ✗ ${name.padEnd(16)} ${secondsSince(from)}`);
    throw error;
  } finally {
    clearInterval(still);
  }
}

const asResult = (out) => (typeof out === "string" ? { text: out } : (out ?? {}));

/** An error whose message is written for the person at the terminal: shown without a stack. */
export class Explained extends Error {
  constructor(message) {
    super(message);
    this.name = "Explained";
  }
}

export const explain = (error) =>
  error instanceof Explained ? error.message : (error?.stack ?? String(error));
