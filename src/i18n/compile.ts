import compile from "icu-minify/compile";
import type { MessageTree } from "./pseudo";

/** A message as the small formatter reads it: text, or text and arguments as nested lists. */
type Compiled = ReturnType<typeof compile>;

/** Compiled messages, grouped as their files group them. */
export type CompiledTree = Compiled | { [key: string]: CompiledTree };

/**
 * Compiles every ICU message of a tree, so that pages need the 1 kB that fills messages in and not
 * the 12 kB that read their format. Throws on a message that is not ICU. The answer is plain JSON,
 * which is all that may pass from a server component to a browser.
 */
export function compileTree(tree: MessageTree): CompiledTree {
  if (typeof tree === "string") return JSON.parse(JSON.stringify(compile(tree))) as Compiled;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, compileTree(value)]));
}
