import "server-only";
import { parsePreferences, parseTheme, preferenceCookieName, writePreferences, type PreferenceCookie as Setting } from "@/core/kit/preferences";
import { secureCookies } from "./session-cookie";

interface PreferenceCookie {
  readonly name: string;
  readonly value: string;
  readonly options: {
    readonly path: string;
    readonly sameSite: "lax";
    readonly secure: boolean;
    readonly maxAge: number;
  };
}

const YEAR_S = 365 * 24 * 3600;

/** What an account holds of its person's settings. */
export interface OwnSettings {
  readonly locale: string;
  readonly zone: string;
  readonly theme: string;
  readonly preferences: unknown;
}

/** A person's own settings, set again at each sign-in so that they win over the browser's wish. */
export function preferenceCookies(account: OwnSettings): readonly PreferenceCookie[] {
  const nameOf = (cookie: Setting) => preferenceCookieName(cookie, secureCookies());
  const options = { path: "/", sameSite: "lax", secure: secureCookies(), maxAge: YEAR_S } as const;
  return [
    { name: nameOf("locale"), value: account.locale, options },
    { name: nameOf("zone"), value: account.zone, options },
    { name: nameOf("theme"), value: parseTheme(account.theme), options },
    { name: nameOf("look"), value: writePreferences(parsePreferences(account.preferences)), options },
  ];
}
