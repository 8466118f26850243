import { DEFAULT_PREFERENCES, PREFERENCE_COOKIES, preferenceCookieName, preferenceIn, readPreferences, rootAttributes, writePreferences, type PreferenceCookie, type Preferences, type Theme } from "@/core/kit/preferences";

const YEAR_S = 31_536_000;

function remember(cookie: PreferenceCookie, value: string): void {
  const isSecure = location.protocol === "https:";
  const secure = isSecure ? "; secure" : "";
  document.cookie = `${preferenceCookieName(cookie, isSecure)}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`;
}

/** Keeps the language; the caller refreshes the page's words. */
export function rememberLocale(locale: string): void {
  remember("locale", locale);
}

/** Keeps this device's time zone, unless one was chosen: people in by a link have no settings of their own. */
export function rememberDeviceZone(): void {
  if (document.cookie.includes(`${PREFERENCE_COOKIES.zone}=`)) return;
  remember("zone", Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** Keeps the theme and shows it at once: the colours hang on one attribute. */
export function rememberTheme(theme: Theme): void {
  remember("theme", theme);
  document.documentElement.dataset.theme = theme;
}

function cookieOf(name: string): string | undefined {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return found && decodeURIComponent(found.slice(name.length + 1));
}

/** What this browser remembers of the person's settings. */
export function rememberedPreferences(): Preferences {
  return readPreferences(preferenceIn(cookieOf, "look"));
}

/** Keeps whether captions show from the start, on this device: most patients have no account that could hold it. */
export function rememberCaptions(captions: Preferences["captions"]): void {
  remember("look", writePreferences({ ...rememberedPreferences(), captions }));
}

/** What an account holds of its person's settings. */
export interface OwnSettings {
  readonly theme: Theme;
  readonly locale: string;
  readonly zone: string;
  readonly preferences: Preferences;
}

/** Keeps an account's settings for the next first paint, and shows at once what needs no new page. */
export function keepSettings({ theme, locale, zone, preferences }: OwnSettings): void {
  rememberTheme(theme);
  rememberLocale(locale);
  remember("zone", zone);
  remember("look", writePreferences(preferences));
  const root = document.documentElement;
  for (const name of ["text", "contrast", "motion", "hand"] as const) {
    if (preferences[name] === DEFAULT_PREFERENCES[name]) root.removeAttribute(`data-${name}`);
  }
  for (const [name, value] of Object.entries(rootAttributes(preferences))) root.setAttribute(name, value);
}
