import { BUILT_MODULES } from "@/core/practice/modules";

const ALL = ["practice", "staff", "services", "templates", "consents", "models", "modules", "integrations", "retention", "recoveries", "access"] as const;

/**
 * Parts of the settings that an admin has, in order; each is a page `/settings/<part>`. Without a module that can be
 * switched on there are no switches.
 */
export const SETTINGS_SECTIONS = ALL.filter((section) => section !== "modules" || BUILT_MODULES.length > 0);
