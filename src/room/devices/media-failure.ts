/** Why a camera or microphone does not work, as far as a browser tells. */
export const FAILURE_REASONS = ["blocked", "system_blocked", "dismissed", "in_use", "none", "insecure", "unknown"] as const;
/** See {@link FAILURE_REASONS}. */
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** Browsers whose ways to allow a camera differ. */
export const BROWSERS = [
  "chrome",
  "chrome_android",
  "edge",
  "firefox",
  "safari",
  "safari_ios",
  "samsung",
  "quest",
  "other",
] as const;
/** See {@link BROWSERS}. */
export type Browser = (typeof BROWSERS)[number];

/**
 * Reads what `getUserMedia` rejected with. Names are those of the W3C Media Capture draft; the two
 * messages are Chromium's, which alone tells "the person closed the question" and "the system says
 * no" apart from "the person said no".
 */
export function readFailure(error: unknown): FailureReason {
  const { name, message } = error instanceof Error ? error : { name: "", message: "" };
  switch (name) {
    case "NotAllowedError":
    case "PermissionDeniedError":
      if (/system/i.test(message)) return "system_blocked";
      return /dismissed/i.test(message) ? "dismissed" : "blocked";
    case "NotFoundError":
    case "DevicesNotFoundError":
    case "OverconstrainedError":
      return "none";
    case "NotReadableError":
    case "TrackStartError":
    case "AbortError":
      return "in_use";
    case "SecurityError":
      return "insecure";
    default:
      return "unknown";
  }
}

/** Which browser a user agent string is of; order matters, since each claims to be its elders too. */
export function readBrowser(userAgent: string, touchPoints = 0): Browser {
  if (/OculusBrowser|Quest/i.test(userAgent)) return "quest";
  if (/SamsungBrowser/i.test(userAgent)) return "samsung";
  const isApplePhone = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1);
  // Every browser of an iPhone is Safari inside, and its permissions are Safari's.
  if (isApplePhone) return "safari_ios";
  if (/Edg\//.test(userAgent)) return "edge";
  if (/Firefox\//.test(userAgent)) return "firefox";
  if (/Chrome\//.test(userAgent)) return /Android/.test(userAgent) ? "chrome_android" : "chrome";
  return /Safari\//.test(userAgent) ? "safari" : "other";
}

/** What kind of device a browser runs on. */
export function readDevice(userAgent: string, touchPoints = 0): "phone" | "computer" | "headset" {
  const browser = readBrowser(userAgent, touchPoints);
  if (browser === "quest") return "headset";
  return browser === "safari_ios" || /Android|Mobile/.test(userAgent) ? "phone" : "computer";
}
