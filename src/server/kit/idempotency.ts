import "server-only";
import { createHash } from "node:crypto";
import { actorKey, practiceOf } from "@/core/access/actor";
import type { CookieChange } from "./context";
import { runWithin, type Tx } from "./db";
import { FOLDED } from "./folding-client";
import type { CommandCall } from "./operation";
import { openForPractice, sealForPractice } from "./sealing";

/** What a key may look like; the browser client sends a uuid. */
export const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{16,80}$/;

interface StoredAnswer {
  readonly output: unknown;
  readonly cookies: readonly CookieChange[];
}

/** What a key turned out to be: ours to use, answered before, or used for something else. */
export type Claim =
  | { readonly kind: "fresh" }
  | { readonly kind: "replay"; readonly answer: StoredAnswer }
  | { readonly kind: "reused" };

/** Keys of people we don't know are kept apart by where they come from. */
function ownerOf(call: CommandCall): string {
  return call.actor.kind === "public" ? `public:${call.source}` : actorKey(call.actor);
}

function place(owner: string, command: string, key: string) {
  return { table: "idempotency_key", row: `${owner}|${command}|${key}`, field: "response_sealed" };
}

const CLAIM = {
  name: "claim_key",
  text: "insert into idempotency_key (actor_key, command, key, request_hash) values ($1, $2, $3, $4) on conflict do nothing returning key",
};

const STORE = {
  name: "store_answer",
  text: `${FOLDED} with kept as (
      update idempotency_key set status = 200, response_sealed = $4 where actor_key = $1 and command = $2 and key = $3 returning key)
    select 1 / count(*) from kept`,
};

/**
 * Claims a key inside the command's transaction. A second request with the same key waits here until
 * the first has committed or gone, then sees its answer or takes its place.
 */
export async function claimKey(tx: Tx, command: string, call: CommandCall, key: string): Promise<Claim> {
  const owner = ownerOf(call);
  const requestHash = createHash("sha256").update(JSON.stringify(call.input)).digest("hex");
  const claimed = await runWithin(tx, CLAIM, [owner, command, key, requestHash]);
  if (claimed.length === 1) return { kind: "fresh" };
  const row = await tx.idempotencyKey.findUniqueOrThrow({
    where: { actorKey_command_key: { actorKey: owner, command, key } },
  });
  if (row.requestHash !== requestHash || row.responseSealed === null) return { kind: "reused" };
  const opened = await openForPractice(practiceOf(call.actor), place(owner, command, key), row.responseSealed);
  return { kind: "replay", answer: JSON.parse(new TextDecoder().decode(opened)) as StoredAnswer };
}

/** Keeps the answer with its key, sealed, for whoever sends the same request again. */
export async function storeAnswer(
  tx: Tx,
  command: string,
  call: CommandCall,
  key: string,
  answer: StoredAnswer,
): Promise<void> {
  const owner = ownerOf(call);
  const sealed = await sealForPractice(practiceOf(call.actor), place(owner, command, key), JSON.stringify(answer));
  await runWithin(tx, STORE, [owner, command, key, sealed]);
}

/** Gives a key back: nothing that it stands for happened. */
export async function releaseKey(tx: Tx, command: string, call: CommandCall, key: string): Promise<void> {
  await tx.idempotencyKey.delete({ where: { actorKey_command_key: { actorKey: ownerOf(call), command, key } } });
}
