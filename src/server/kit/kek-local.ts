import "server-only";
import { createHash } from "node:crypto";
import { decrypt, encrypt } from "./cipher";
import type { Config } from "./config";
import { UnknownKekError, type KekKeeper } from "./kek-keeper";

const ID_BYTES = 8;

/** Sixteen hex digits that name a key without giving it away. */
export function localKekId(kek: Uint8Array): string {
  return createHash("sha256").update("bedside kek id").update(kek).digest().subarray(0, ID_BYTES).toString("hex");
}

/** Keys that this process was given by the environment or by files; null where it was given none. */
export function localKeks(settings: Pick<Config, "BEDSIDE_KEK" | "BEDSIDE_KEK_OLD">): KekKeeper | null {
  const { BEDSIDE_KEK: current, BEDSIDE_KEK_OLD: old = [] } = settings;
  const all = [...(current === undefined ? [] : [current]), ...old];
  if (all.length === 0) return null;
  const byId = new Map(all.map((kek) => [localKekId(kek), kek]));
  const wrapping = () => {
    if (current === undefined) throw new Error("BEDSIDE_KEK is missing: old keys only open");
    return current;
  };
  return {
    currentId: async () => localKekId(wrapping()),
    knows: (kekId) => byId.has(kekId),
    wrap: async (key, context) => ({ kekId: localKekId(wrapping()), wrapped: encrypt(wrapping(), context, key) }),
    unwrap: async ({ kekId, wrapped }, context) => {
      const kek = byId.get(kekId);
      if (kek === undefined) throw new UnknownKekError(kekId);
      return decrypt(kek, context, Buffer.from(wrapped));
    },
  };
}
