import { DEFAULT_PREFERENCES, PREFERENCE_COOKIES, rootAttributes, writePreferences, type Preferences, type Theme } from "@/core/kit/preferences";

const YEAR_S = 31_536_000;

function remember(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`;
}

/** Keeps the language; the caller refreshes the page's words. */
export function rememberLocale(locale: string): void {
  remember(PREFERENCE_COOKIES.locale, locale);
}

/** Keeps this device's time zone, unless one was chosen: people in by a link have no settings of their own. */
export function rememberDeviceZone(): void {
  if (document.cookie.includes(`${PREFERENCE_COOKIES.zone}=`)) return;
  remember(PREFERENCE_COOKIES.zone, Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** Keeps the theme and shows it at once: the colours hang on one attribute. */
export function rememberTheme(theme: Theme): void {
  remember(PREFERENCE_COOKIES.theme, theme);
  document.documentElement.dataset.theme = theme;
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
  remember(PREFERENCE_COOKIES.zone, zone);
  remember(PREFERENCE_COOKIES.look, writePreferences(preferences));
  const root = document.documentElement;
  for (const name of ["text", "contrast", "motion", "hand"] as const) {
    if (preferences[name] === DEFAULT_PREFERENCES[name]) root.removeAttribute(`data-${name}`);
  }
  for (const [name, value] of Object.entries(rootAttributes(preferences))) root.setAttribute(name, value);
}
