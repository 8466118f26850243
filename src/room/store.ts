/** A value that can be watched. Vanilla on purpose: React, three and tests all read it the same way. */
export interface Store<T> {
  get(): T;
  /** Sets the value; watchers hear of it only when it is a different one (`Object.is`). */
  set(value: T): void;
  /** Calls `watcher` after each change until the returned function is called. */
  subscribe(watcher: () => void): () => void;
}

/** The part of a store that its readers need. */
export type ReadonlyStore<T> = Omit<Store<T>, "set">;

/** Creates a store that holds `initial`. */
export function createStore<T>(initial: T): Store<T> {
  let current = initial;
  const watchers = new Set<() => void>();
  return {
    get: () => current,
    set: (value) => {
      if (Object.is(value, current)) return;
      current = value;
      for (const watcher of [...watchers]) watcher();
    },
    subscribe: (watcher) => {
      // A wrapper of its own, so that the same function can be subscribed twice.
      const entry = (): void => watcher();
      watchers.add(entry);
      return () => {
        watchers.delete(entry);
      };
    },
  };
}
