/** The order in which a language writes the parts of a date. */
export type DateOrder = "dmy" | "mdy" | "ymd";

/** What a typed date is, or the first thing that is wrong with it. Months count from 1. */
export type DateText =
  | { readonly ok: true; readonly isoDate: string }
  | { readonly ok: false; readonly problem: "unfinished" }
  | { readonly ok: false; readonly problem: "no_year" }
  | { readonly ok: false; readonly problem: "no_month"; readonly month: number }
  | { readonly ok: false; readonly problem: "no_day"; readonly month: number; readonly year: number; readonly day: number };

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of a month in the Gregorian calendar; `month` counts from 1. */
export function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/**
 * Reads a date as people type it: `31/02/1968`, `31 2 1968`, `31.2.1968` or `31021968`. A year in
 * front is understood in any order, because `1968-02-31` can mean only one thing.
 *
 * @returns the calendar date as `YYYY-MM-DD`, or what is wrong, so that the words can name it.
 */
export function parseDateText(text: string, order: DateOrder): DateText {
  const parts = splitDigits(text, order);
  if (parts.length !== 3 || parts.some((part) => part === "")) return { ok: false, problem: "unfinished" };
  const effective: DateOrder = parts[0]?.length === 4 ? "ymd" : order;
  const [first = "", second = "", third = ""] = parts;
  const [yearText, monthText, dayText] =
    effective === "ymd" ? [first, second, third] : effective === "mdy" ? [third, first, second] : [third, second, first];
  if (yearText.length !== 4 || Number(yearText) < 1) return { ok: false, problem: "no_year" };
  const year = Number(yearText);
  const month = Number(monthText);
  const day = Number(dayText);
  if (month < 1 || month > 12) return { ok: false, problem: "no_month", month };
  if (day < 1 || day > daysInMonth(year, month)) return { ok: false, problem: "no_day", month, year, day };
  const pad = (value: number) => String(value).padStart(2, "0");
  return { ok: true, isoDate: `${yearText}-${pad(month)}-${pad(day)}` };
}

function splitDigits(text: string, order: DateOrder): string[] {
  // People type in their own digits; the parts of a date are the same in all of them.
  const latin = text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15));
  const parts = latin.trim().split(/\D+/).filter((part) => part !== "");
  const [only] = parts;
  if (parts.length === 1 && only?.length === 8) {
    return order === "ymd"
      ? [only.slice(0, 4), only.slice(4, 6), only.slice(6)]
      : [only.slice(0, 2), only.slice(2, 4), only.slice(4)];
  }
  return parts;
}

/** Writes `YYYY-MM-DD` the way {@link parseDateText} reads it back: `31 / 02 / 1968`. */
export function formatDateText(isoDate: string, order: DateOrder): string {
  const [year = "", month = "", day = ""] = isoDate.split("-");
  const parts = order === "ymd" ? [year, month, day] : order === "mdy" ? [month, day, year] : [day, month, year];
  return parts.join(" / ");
}
