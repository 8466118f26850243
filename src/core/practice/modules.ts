/** Clinical depths that a practice switches on for itself. Off until then: their pages are not there. */
export const MODULES = ["imaging", "therapy", "training", "theatre", "insights", "engagement", "rounds"] as const;

/** Those of them that have pages in this version: only these are offered in the settings (PRC-7). */
export const BUILT_MODULES: readonly (typeof MODULES)[number][] = [];

/** See {@link MODULES}. */
export type ClinicalModule = (typeof MODULES)[number];

/** Those of a stored list that still exist, in the order of {@link MODULES}. */
export function knownModules(stored: readonly string[]): readonly ClinicalModule[] {
  return MODULES.filter((each) => stored.includes(each));
}

/** Whether a module is switched on. */
export function isModuleOn(stored: readonly string[], module: ClinicalModule): boolean {
  return stored.includes(module);
}
