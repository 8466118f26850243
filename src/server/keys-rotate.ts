import "server-only";
import { ConfigError } from "./kit/config";
import { closeDb } from "./kit/db";
import { safeError } from "./kit/logger";
import { rotateKeys } from "./kit/rotate-keys";

/** Wraps all data keys anew. Exit 0: the old key can go; 1: some are left, whose key is not configured; 2: it broke off, run it again. */
async function main(): Promise<number> {
  let toldAtMs = Date.now();
  const done = await rotateKeys(Date.now, (rewrapped) => {
    if (Date.now() - toldAtMs < 2_000) return;
    toldAtMs = Date.now();
    process.stderr.write(`  ${rewrapped} rewrapped\n`);
  });
  process.stdout.write(`${done.rewrapped} data keys rewrapped under ${done.kekId}; ${done.left} left under others\n`);
  if (done.left === 0) process.stdout.write("BEDSIDE_KEK_OLD can be taken away at the next restart.\n");
  return done.left === 0 ? 0 : 1;
}

main()
  .catch((error: unknown) => {
    process.stderr.write(error instanceof ConfigError ? `${error.message}\n` : `${JSON.stringify({ event: "keys.rotate", err: safeError(error) })}\n`);
    return 2;
  })
  .then(async (code) => {
    await closeDb();
    process.exitCode = code;
  });
