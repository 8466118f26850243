/** How a person likes pages to look. `system` follows the device. */
export const THEMES = ["system", "light", "dark"] as const;

/** One of {@link THEMES}. */
export type Theme = (typeof THEMES)[number];

/** Cookies that carry a person's own settings; they hold no health data and no identity. */
export const PREFERENCE_COOKIES = {
  theme: "bedside-theme",
  locale: "bedside-locale",
  zone: "bedside-zone",
} as const;

/** The theme a cookie asks for; anything unknown is `system`. */
export function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}
