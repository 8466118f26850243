import "server-only";
import { config, type Config } from "./config";
import { localKeks } from "./kek-local";
import { transitKeks } from "./kek-transit";

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

/** The keepers of a configuration as one: the first wraps, all of them unwrap. */
export function keepersOf(settings: Config): KekKeeper {
  const keepers: KekKeeper[] = [];
  if (settings.BEDSIDE_KMS_URL !== undefined) keepers.push(transitKeks(settings));
  const local = localKeks(settings);
  if (local !== null) keepers.push(local);
  const [first] = keepers;
  if (first === undefined) throw new Error("no key-encryption key is configured");
  return {
    currentId: () => first.currentId(),
    knows: (kekId) => keepers.some((each) => each.knows(kekId)),
    wrap: (key, context) => first.wrap(key, context),
    unwrap: async (wrapped, context) => {
      const keeper = keepers.find((each) => each.knows(wrapped.kekId));
      if (keeper === undefined) throw new UnknownKekError(wrapped.kekId);
      return keeper.unwrap(wrapped, context);
    },
  };
}

let held: { readonly settings: Config; readonly keeper: KekKeeper } | null = null;

/** The keeper of this process, made anew where the configuration is. */
export function kekKeeper(): KekKeeper {
  const settings = config();
  if (held?.settings !== settings) held = { settings, keeper: keepersOf(settings) };
  return held.keeper;
}
