import type { JsonValue } from "@/core/room/json";

/** Hears that a register shows a new value; null means "as at the start". */
export type RegisterWatcher = (register: string, value: JsonValue) => void;

/** Watchers by register, by prefix, and of everything. */
export interface Subscribers {
  /** `pattern` is a register, a prefix that ends in `/`, or `*` for all. */
  add(pattern: string, watcher: RegisterWatcher): () => void;
  notify(register: string, value: JsonValue): void;
  /** How many changes under `pattern` were told so far, whoever listened: what changed while nobody did is seen by it. */
  changes(pattern: string): number;
}

/** Creates an empty set of watchers. Telling them costs by the depth of the name, not by their number. */
export function createSubscribers(): Subscribers {
  const byPattern = new Map<string, Set<RegisterWatcher>>();
  const told = new Map<string, number>();
  const tell = (pattern: string, register: string, value: JsonValue): void => {
    told.set(pattern, (told.get(pattern) ?? 0) + 1);
    const watchers = byPattern.get(pattern);
    if (!watchers) return;
    for (const watcher of [...watchers]) watcher(register, value);
  };
  return {
    add: (pattern, watcher) => {
      const entry: RegisterWatcher = (register, value) => watcher(register, value);
      const watchers = byPattern.get(pattern) ?? new Set();
      watchers.add(entry);
      byPattern.set(pattern, watchers);
      return () => {
        watchers.delete(entry);
        if (watchers.size === 0 && byPattern.get(pattern) === watchers) byPattern.delete(pattern);
      };
    },
    notify: (register, value) => {
      tell(register, register, value);
      for (let at = register.indexOf("/"); at >= 0; at = register.indexOf("/", at + 1)) {
        tell(register.slice(0, at + 1), register, value);
      }
      tell("*", register, value);
    },
    changes: (pattern) => told.get(pattern) ?? 0,
  };
}
