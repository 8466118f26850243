import type { CalendarDate } from "@/core/scheduling/wall-time";
import type { Identity } from "./identity";
import { phoneKey } from "./phone";

const DIGITS = [0, 1, 2, 3, 5, 6, 8, 9];
const NEIGHBOURS = [0, 1, 2, 5, 8];
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  if (day < 1 || day > (MONTH_DAYS[month - 1] ?? 0)) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

/**
 * Every date that may be this one mistyped, and this one: one digit off, two neighbours swapped, day and month swapped.
 * At most 75, so that they are found by an index of birth dates.
 */
export function closeDates(date: CalendarDate): readonly CalendarDate[] {
  const put = (at: number, signs: string): string => date.slice(0, at) + signs + date.slice(at + signs.length);
  const [year, month, day] = date.split("-");
  const typed = DIGITS.flatMap((at) => Array.from({ length: 10 }, (_, digit) => put(at, String(digit))));
  const swapped = NEIGHBOURS.map((at) => put(at, `${date[at + 1]}${date[at]}`));
  // Other years are nobody's, and the database writes some of them in another way.
  return [...new Set([date, ...typed, ...swapped, `${year}-${day}-${month}`])].filter((each) => each >= "1000" && each < "3000" && isDate(each));
}

/**
 * What a person is known by to whoever registers them: any two whom `likelyDuplicates` takes for one have at least one of
 * these in common. A likely duplicate shares the mail, the phone or the birth date; a birth date that is one slip away
 * has kept either its year or its month and day. So desks that register one person at one moment meet at a mark,
 * and desks that register different people seldom do.
 */
export function sharedMarks({ birthDate, email, phone }: Identity): readonly string[] {
  const address = email?.trim().toLowerCase() ?? "";
  const digits = phoneKey(phone);
  const dates = [`year:${birthDate.slice(0, 4)}`, `day:${birthDate.slice(5)}`];
  return [...dates, ...(address === "" ? [] : [`mail:${address}`]), ...(digits === "" ? [] : [`phone:${digits}`])];
}
