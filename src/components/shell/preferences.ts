import { PREFERENCE_COOKIES, type Theme } from "@/core/kit/preferences";

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
