import { describe, expect, it } from "vitest";
import { readBrowser, readDevice, readFailure } from "./media-failure";

function failure(name: string, message = ""): Error {
  return Object.assign(new Error(message), { name });
}

describe("readFailure", () => {
  it.each([
    ["NotAllowedError", "Permission denied", "blocked"],
    ["NotAllowedError", "Permission denied by system", "system_blocked"],
    ["NotAllowedError", "Permission dismissed", "dismissed"],
    ["NotFoundError", "Requested device not found", "none"],
    ["OverconstrainedError", "", "none"],
    ["NotReadableError", "Could not start video source", "in_use"],
    ["AbortError", "Starting videoinput failed", "in_use"],
    ["SecurityError", "", "insecure"],
    ["TypeError", "", "unknown"],
  ] as const)("%s %j is %s", (name, message, reason) => {
    expect(readFailure(failure(name, message))).toBe(reason);
  });

  it("takes anything", () => {
    expect(readFailure(undefined)).toBe("unknown");
    expect(readFailure("no")).toBe("unknown");
  });
});

const AGENTS = {
  quest: "Mozilla/5.0 (X11; Linux x86_64; Quest 3) AppleWebKit/537.36 (KHTML, like Gecko) OculusBrowser/39.0 Chrome/136.0 VR Safari/537.36",
  samsung: "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36",
  safari_ios: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1",
  edge: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0",
  firefox: "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
  chrome_android: "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36",
  chrome: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36",
  safari: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
  other: "curl/8",
} as const;

describe("readBrowser", () => {
  it.each(Object.entries(AGENTS))("knows %s", (browser, agent) => {
    expect(readBrowser(agent)).toBe(browser);
  });

  it("takes a Mac with a touch screen for an iPad, which says that it is a Mac", () => {
    expect(readBrowser(AGENTS.safari, 5)).toBe("safari_ios");
    expect(readDevice(AGENTS.safari, 5)).toBe("phone");
  });

  it("tells phone, computer and headset apart", () => {
    expect(readDevice(AGENTS.quest)).toBe("headset");
    expect(readDevice(AGENTS.chrome_android)).toBe("phone");
    expect(readDevice(AGENTS.chrome)).toBe("computer");
  });
});
