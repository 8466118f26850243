/** What a browser says about itself, as far as a person recognises it. */
export interface Device {
  readonly browser: "chrome" | "edge" | "firefox" | "safari" | "quest" | "other";
  readonly system: "android" | "ios" | "windows" | "mac" | "linux" | "quest" | "other";
}

const BROWSERS = [
  ["quest", /OculusBrowser/],
  ["edge", /Edg\//],
  ["firefox", /Firefox|FxiOS/],
  ["chrome", /Chrome|CriOS/],
  ["safari", /Safari/],
] as const;

const SYSTEMS = [
  ["quest", /OculusBrowser|Quest/],
  ["android", /Android/],
  ["ios", /iPhone|iPad/],
  ["windows", /Windows/],
  ["mac", /Mac OS/],
  ["linux", /Linux|X11/],
] as const;

/** Reads a user agent. Good enough to tell one's own devices apart; nothing is decided by it. */
export function deviceOf(userAgent: string): Device {
  return {
    browser: BROWSERS.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? "other",
    system: SYSTEMS.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? "other",
  };
}
