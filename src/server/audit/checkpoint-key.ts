import "server-only";
import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { checkpointText, type Checkpoint } from "@/core/audit/checkpoint";
import { config } from "../kit/config";

// What stands before the 32 bytes of an Ed25519 key in its DER forms (RFC 8410).
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

const fromSeed = (seed: Buffer): KeyObject => createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
const rawPublic = (key: KeyObject): Buffer => createPublicKey(key).export({ format: "der", type: "spki" }).subarray(SPKI.length);
const keyIdOf = (raw: Buffer): string => createHash("sha256").update(raw).digest("hex").slice(0, 16);

/** The public half of the signing key, base64: what a verifier elsewhere is given. Null where none is configured. */
export function checkpointPublicKey(): string | null {
  const seed = config().BEDSIDE_CHECKPOINT_KEY;
  return seed === undefined ? null : rawPublic(fromSeed(seed)).toString("base64");
}

/** Signs a checkpoint; null where no key is configured (a demo without one). */
export function signCheckpoint(claim: Pick<Checkpoint, "position" | "atMs" | "head">): Checkpoint | null {
  const seed = config().BEDSIDE_CHECKPOINT_KEY;
  if (seed === undefined) return null;
  const key = fromSeed(seed);
  const stated = { ...claim, keyId: keyIdOf(rawPublic(key)) };
  return { ...stated, signature: sign(null, Buffer.from(checkpointText(stated)), key).toString("base64") };
}

/** Whether one of our keys signed it: the present one or those of BEDSIDE_CHECKPOINT_PUBLIC. */
export function checkpointHolds(checkpoint: Checkpoint): boolean {
  const { BEDSIDE_CHECKPOINT_KEY: seed, BEDSIDE_CHECKPOINT_PUBLIC: others = [] } = config();
  const raws = [...(seed === undefined ? [] : [rawPublic(fromSeed(seed))]), ...others];
  const raw = raws.find((each) => keyIdOf(each) === checkpoint.keyId);
  if (raw === undefined) return false;
  const key = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: "der", type: "spki" });
  return verify(null, Buffer.from(checkpointText(checkpoint)), key, Buffer.from(checkpoint.signature, "base64"));
}
