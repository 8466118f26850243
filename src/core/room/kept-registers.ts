import { registerKinds } from "./register-kinds";

const PATTERNS: Readonly<Record<string, string>> = { "*": "[^/]+", "@": "[0-9]+", "#": "[0-9]+-[0-9]+", "%": "[0-9]+" };

/**
 * A regular expression, for JavaScript and Postgres alike, that matches at least every register of
 * which more than each actor's newest op is needed.
 */
export const KEPT_BEYOND_NEWEST = `^(${registerKinds
  .filter(({ keep }) => keep !== "newest")
  .map(({ path }) => path.map((pattern) => PATTERNS[pattern] ?? pattern).join("/"))
  .join("|")})$`;
