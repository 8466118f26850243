/** How a person likes pages to look. `system` follows the device. */
export const THEMES = ["system", "light", "dark"] as const;

/** One of {@link THEMES}. */
export type Theme = (typeof THEMES)[number];

/** Cookies that carry a person's own settings; they hold no health data and no identity. */
export const PREFERENCE_COOKIES = {
  theme: "bedside-theme",
  locale: "bedside-locale",
  zone: "bedside-zone",
  /** {@link Preferences}, as {@link writePreferences} writes them. */
  look: "bedside-look",
} as const;

/** Which setting a cookie carries. */
export type PreferenceCookie = keyof typeof PREFERENCE_COOKIES;

/** The cookie's name; over https with the prefix by which browsers take it from this very host alone. */
export function preferenceCookieName(cookie: PreferenceCookie, isSecure: boolean): string {
  return `${isSecure ? "__Host-" : ""}${PREFERENCE_COOKIES[cookie]}`;
}

/** The cookie of either name, the prefixed one first. */
export function preferenceIn(read: (name: string) => string | undefined, cookie: PreferenceCookie): string | undefined {
  return read(preferenceCookieName(cookie, true)) ?? read(preferenceCookieName(cookie, false));
}

/** The theme a cookie asks for; anything unknown is `system`. */
export function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** What a person may set beside theme, language and zone; the first of each is what holds until they do. */
export const PREFERENCE_CHOICES = {
  /** Size of all text: `s`, `m`, `l` and `xl` are 15, 16, 18 and 21 px for body text. */
  text: ["m", "s", "l", "xl"],
  /** `system` follows the device; `more` darkens lines and second-line text. */
  contrast: ["system", "more"],
  /** `less`: nothing moves that needn't. */
  motion: ["system", "less"],
  /** The hand that does the work: `left` mirrors where the room and the headset put their tools. */
  hand: ["right", "left"],
  /** 14:30 or 2:30 pm. */
  clock: ["24", "12"],
  /** 24 November or November 24: what English writes both ways. */
  dates: ["day_first", "month_first"],
  /** A bell when a patient comes. */
  arrivalSound: ["on", "off"],
  /** A tone for a written message in a visit. */
  chatSound: ["on", "off"],
  /** Whether captions are shown from the start of a visit. */
  captions: ["off", "on"],
} as const;

/** Name of a setting. */
export type PreferenceName = keyof typeof PREFERENCE_CHOICES;

/** Every setting with what is chosen. */
export type Preferences = { readonly [Name in PreferenceName]: (typeof PREFERENCE_CHOICES)[Name][number] };

/** Every setting's name, in the order in which a cookie holds them. New ones go to the end. */
export const PREFERENCE_NAMES = Object.keys(PREFERENCE_CHOICES) as readonly PreferenceName[];

/** What holds for whoever set nothing. */
export const DEFAULT_PREFERENCES: Preferences = readChoices(() => undefined);

function readChoices(valueOf: (name: PreferenceName) => unknown): Preferences {
  const entries = PREFERENCE_NAMES.map((name) => {
    const choices: readonly string[] = PREFERENCE_CHOICES[name];
    const value = valueOf(name);
    return [name, choices.find((choice) => choice === value) ?? choices[0]];
  });
  return Object.fromEntries(entries) as Preferences;
}

/** Reads what an account's column holds; whatever is odd or of an older version falls back to its first choice. */
export function parsePreferences(value: unknown): Preferences {
  const held = typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  return readChoices((name) => (Object.hasOwn(held, name) ? held[name] : undefined));
}

/** The settings as a cookie carries them: `m.more.less.left…`. */
export function writePreferences(preferences: Preferences): string {
  return PREFERENCE_NAMES.map((name) => preferences[name]).join(".");
}

/** Reads a cookie that {@link writePreferences} wrote; a part that is unknown or missing falls back. */
export function readPreferences(text: string | undefined): Preferences {
  const parts = (text ?? "").split(".");
  return readChoices((name) => parts[PREFERENCE_NAMES.indexOf(name)]);
}

/** Attributes of the page's root by which styles and scripts know what was set. What is as everywhere is left out. */
export function rootAttributes(preferences: Preferences): Readonly<Record<string, string>> {
  const shown = ["text", "contrast", "motion", "hand"] as const;
  return Object.fromEntries(
    shown.filter((name) => preferences[name] !== DEFAULT_PREFERENCES[name]).map((name) => [`data-${name}`, preferences[name]]),
  );
}
