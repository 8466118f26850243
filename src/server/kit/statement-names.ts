import "server-only";
import { createHash } from "node:crypto";

/** Statements that one connection keeps prepared; a kept plan takes some 20 to 100 kB of the database's memory. */
const MOST = 400;

/**
 * Names the statements that come again, so that each connection prepares them once and the database plans them
 * once: planning costs more than running for most of ours. What was seen once stays without a name, as lists of
 * changing length make ever new statements; at {@link MOST} no further ones are named.
 */
export function statementNames(most = MOST): (query: { readonly sql: string }) => string {
  const seen = new Set<string>();
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= most) return "";
    if (!seen.has(sql)) {
      // Lists of changing length must not fill the memory either.
      if (seen.size >= most * 4) seen.clear();
      seen.add(sql);
      return "";
    }
    seen.delete(sql);
    const name = `b${createHash("sha256").update(sql).digest("base64url").slice(0, 22)}`;
    names.set(sql, name);
    return name;
  };
}
