import { getRequestConfig } from "next-intl/server";
import { cookies, headers } from "next/headers";
import { preferenceIn, readPreferences, type PreferenceCookie } from "@/core/kit/preferences";
import { formatsFor } from "./formats";
import { pageLanguages } from "@/server/practice/look";
import { intlLocale, localeFor } from "./locales";
import { loadMessages } from "./messages";

function isZone(value: string | undefined): value is string {
  if (!value) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    // An unknown zone name throws a RangeError: that is the answer, not a fault.
    return false;
  }
}

/**
 * Language and zone of a request. Both cookies are set by the person's own choice, and again by
 * sign-in from the account's settings, so that a setting always wins over the browser's wish. Both within what the
 * practice offers.
 */
export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const kept = (cookie: PreferenceCookie) => preferenceIn((name) => jar.get(name)?.value, cookie);
  const practice = await pageLanguages();
  const chosen = kept("locale");
  const locale = localeFor(chosen, head.get("accept-language"), practice);
  const zone = kept("zone");
  const { clock, dates } = readPreferences(kept("look"));
  return {
    locale: intlLocale(locale, dates),
    messages: await loadMessages(locale),
    timeZone: isZone(zone) ? zone : "UTC",
    formats: formatsFor(clock),
  };
});
