import type { Formats } from "next-intl";

/** Named ways to write dates and times, so that one page never writes a time in two ways. */
export const FORMATS = {
  dateTime: {
    /** 10:30 */
    time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    /** 24 November */
    day: { day: "numeric", month: "long" },
    /** Tuesday 24 November */
    weekday: { weekday: "long", day: "numeric", month: "long" },
    /** Tue 24 */
    short: { weekday: "short", day: "numeric" },
    /** 24 November 2026 */
    full: { day: "numeric", month: "long", year: "numeric" },
    /** 24 November 2026 at 10:30 */
    moment: { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  },
} as const satisfies Formats;

const TWELVE = { hour: "numeric", minute: "2-digit", hourCycle: "h12" } as const;

/** The formats as a person set them: 14:30, or 2:30 pm. */
export function formatsFor(clock: "24" | "12"): Formats {
  if (clock === "24") return FORMATS;
  const { dateTime } = FORMATS;
  return { dateTime: { ...dateTime, time: TWELVE, moment: { day: "numeric", month: "long", year: "numeric", ...TWELVE } } };
}
