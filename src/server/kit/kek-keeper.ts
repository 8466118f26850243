import "server-only";

/** A data key as it stands in the database. */
export interface WrappedKey {
  /** Names the key-encryption key without giving it away; its form says which keeper knows it. */
  readonly kekId: string;
  readonly wrapped: Uint8Array;
}

/**
 * Wraps data keys: keys in this process (environment or file), or a key service that never lets its
 * key out. `context` is bound into what is wrapped, so that a wrapped key moved to another owner
 * won't unwrap. Throws where a key is unknown, refused or out of reach.
 */
export interface KekKeeper {
  /** The id under which new keys are wrapped now. May ask the service. */
  currentId(): Promise<string>;
  /** Whether this keeper may know the key of that id. */
  knows(kekId: string): boolean;
  wrap(key: Uint8Array, context: string): Promise<WrappedKey>;
  unwrap(wrapped: WrappedKey, context: string): Promise<Buffer>;
}

/** No configured key-encryption key has this id: it was taken away before its data keys were rewrapped. */
export class UnknownKekError extends Error {
  override readonly name = "UnknownKekError";
  constructor(readonly kekId: string) {
    super(`no key-encryption key with id ${kekId} is configured`);
  }
}
