import "server-only";
import { createHash } from "node:crypto";
import type { Identity } from "@/core/people/identity";
import { sharedMarks } from "@/core/people/shared-marks";
import { runWithin, type Tx } from "../kit/db";
import { FOLDED } from "../kit/folding-client";

const HOLD = { name: "hold_marks", text: `${FOLDED} select count(pg_advisory_xact_lock(mark)) from unnest($1::bigint[]) as mark` };

/** A mark of one practice's, as the number that the database locks by. */
const numberOf = (practiceId: string, mark: string): bigint => createHash("sha256").update(`registration|${practiceId}|${mark}`).digest().readBigInt64BE(0);

/**
 * Until the transaction ends, nobody else registers at this practice who may be the same person (PPL-1): desks that register
 * one person come one after the other, and the later sees what the earlier wrote. Held before anybody is looked for; in one
 * order, so that two desks never wait for each other.
 */
export async function holdMarks(tx: Tx, practiceId: string, identity: Identity): Promise<void> {
  const numbers = sharedMarks(identity).map((mark) => numberOf(practiceId, mark));
  const sorted = numbers.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map(String);
  await runWithin(tx, HOLD, [sorted]);
}
