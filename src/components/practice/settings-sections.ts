/** Parts of the settings that an admin has, in order; each is a page `/settings/<part>`. */
export const SETTINGS_SECTIONS = ["practice", "staff", "services", "templates", "consents", "modules", "integrations", "retention", "recoveries", "access"] as const;
