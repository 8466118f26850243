import "server-only";
import { checkpointStore } from "./audit/checkpoint-store";
import { keepVerification } from "./audit/verification";
import { verifyAudit } from "./audit/verify";
import { ConfigError } from "./kit/config";
import { closeDb } from "./kit/db";
import { safeError } from "./kit/logger";

const WORDS = {
  edited: "an entry was edited",
  deleted: "an entry was deleted",
  moved: "an entry stands where another was sealed: two were exchanged, or the chain was written anew",
  duplicated: "an entry stands there twice",
  cut_off: "the end was cut off: a signed checkpoint knows of more, or of something else",
  seal_missing: "a seal is missing",
  unsealed: "an entry was left out of the chain",
  checkpoint_forged: "a checkpoint's signature does not hold, or its key is not known here",
} as const;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Checks the audit from its first entry to its last. Exit 0: whole; 1: something is wrong, named; 2: it could not be checked. */
async function main(): Promise<number> {
  const store = checkpointStore();
  if (store === null) say("Neither BEDSIDE_CHECKPOINT_DIR nor CHECKPOINT_S3_ENDPOINT is set: a cut-off end would not show.");
  let toldAtMs = Date.now();
  const outcome = await verifyAudit({
    nowMs: Date.now(),
    store,
    onProgress: (checked, total) => {
      if (Date.now() - toldAtMs < 2_000) return;
      toldAtMs = Date.now();
      process.stderr.write(`  ${checked} of ${total}\n`);
    },
  });
  await keepVerification(outcome);
  const { checked, checkpoints, clockNotes, finding } = outcome;
  if (clockNotes > 0) say(`${clockNotes} times a clock ran backwards. The chain goes by order, not by clocks; look at the machine's clock.`);
  if (finding === null) {
    say(`whole: entries ${checked}, checkpoints ${checkpoints}`);
    return 0;
  }
  const place = finding.position === null ? "" : ` at place ${finding.position}`;
  const entry = finding.entryId === null ? "" : `, entry ${finding.entryId}`;
  say(`NOT WHOLE: ${WORDS[finding.kind]}${place}${entry} (${finding.kind}); ${checked} entries before it are as they were`);
  return 1;
}

main()
  .catch((error: unknown) => {
    process.stderr.write(error instanceof ConfigError ? `${error.message}\n` : `${JSON.stringify({ event: "audit.verify", err: safeError(error) })}\n`);
    return 2;
  })
  .then(async (code) => {
    await closeDb();
    process.exitCode = code;
  });
