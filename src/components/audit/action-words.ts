import { useTranslations } from "next-intl";
import { useCallback } from "react";

type Lookup = ((key: string) => string) & { has(key: string): boolean };

/** Says what an action was, for the auditor; one without words yet by its code. */
export function useActionWords(): (action: string) => string {
  const t = useTranslations("audit.action") as unknown as Lookup;
  return useCallback((action) => (t.has(action) ? t(action) : action), [t]);
}

/** Says what an action was, for the patient; one without words yet in general words, never by its code. */
export function useOwnActionWords(): (action: string) => string {
  const t = useTranslations("audit.mine.what") as unknown as Lookup;
  return useCallback((action) => t(t.has(action) ? action : "other"), [t]);
}
