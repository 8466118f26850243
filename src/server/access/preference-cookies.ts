import "server-only";
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

/** A person's own language and zone, set again at each sign-in so that they win over the browser's wish. */
export function preferenceCookies(account: { locale: string; zone: string }): readonly PreferenceCookie[] {
  const options = { path: "/", sameSite: "lax", secure: secureCookies(), maxAge: YEAR_S } as const;
  return [
    { name: "bedside-locale", value: account.locale, options },
    { name: "bedside-zone", value: account.zone, options },
  ];
}
