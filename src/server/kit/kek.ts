import "server-only";
import { config, type Config } from "./config";
import { UnknownKekError, type KekKeeper } from "./kek-keeper";
import { localKeks } from "./kek-local";
import { transitKeks } from "./kek-transit";

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
