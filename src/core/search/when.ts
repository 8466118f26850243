import { daysInMonth } from "@/core/kit/date-text";
import { parseClockText } from "@/core/scheduling/clock-text";
import { addDays, weekdayOf, type CalendarDate, type ClockTime } from "@/core/scheduling/wall-time";

/** What was typed, with its day and time taken out. */
export interface When {
  readonly date: CalendarDate | null;
  readonly time: ClockTime | null;
  /** The other words, lower case and without marks. */
  readonly rest: string;
}

const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    "january jan enero ene",
    "february feb febrero",
    "march mar marzo",
    "april apr abril abr",
    "may mayo",
    "june jun junio",
    "july jul julio",
    "august aug agosto ago",
    "september sept sep septiembre setiembre",
    "october oct octubre",
    "november nov noviembre",
    "december dec diciembre dic",
  ].flatMap((names, index) => names.split(" ").map((name) => [name, index + 1])),
);

const WEEKDAYS: Readonly<Record<string, number>> = Object.fromEntries(
  ["monday mon lunes", "tuesday tue martes", "wednesday wed miercoles", "thursday thu jueves", "friday fri viernes", "saturday sat sabado", "sunday sun domingo"].flatMap(
    (names, index) => names.split(" ").map((name) => [name, index + 1]),
  ),
);

const oneOf = (words: object): string => Object.keys(words).sort((a, b) => b.length - a.length).join("|");
const pattern = (inside: string): RegExp => new RegExp(`(?<=^| )(?:${inside})(?= |$)`);

const DAY_AFTER = pattern("the day after tomorrow|day after tomorrow|pasado manana");
const RELATIVE: readonly (readonly [RegExp, number])[] = [
  [DAY_AFTER, 2],
  [pattern("today|hoy"), 0],
  [pattern("tomorrow|manana"), 1],
  [pattern("yesterday|ayer"), -1],
];
const WEEKDAY = pattern(`(?:on |el )?(next |proximo )?(${oneOf(WEEKDAYS)})( que viene)?`);
const ISO = pattern("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
const DAY_MONTH = pattern(`(?:on |el )?(\\d{1,2})(?:st|nd|rd|th|o)? (?:of |de )?(${oneOf(MONTHS)})\\.?(?: (?:de |del )?(\\d{4}))?`);
const MONTH_DAY = pattern(`(?:on )?(${oneOf(MONTHS)})\\.? (\\d{1,2})(?:st|nd|rd|th)?(?: (\\d{4}))?`);
const FIGURES = pattern("(\\d{1,2})[/.](\\d{1,2})(?:[/.](\\d{4}))?\\.?");
const TIMES = [
  pattern("(?:at |a las? )?(\\d{1,2}[:h.]\\d{2}(?: ?[ap]\\.?m\\.?)?)"),
  pattern("(?:at |a las? )?(\\d{1,2} ?[ap]\\.?m\\.?)"),
  pattern("(?:at|a las?) (\\d{1,2})"),
];

/** Farther from today than this, a full date is somebody's birth date and no appointment. */
const REACH_YEARS = 3;

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[,;]/g, " ").replace(/\s+/g, " ").trim();
}

function dateOf(year: number, month: number, day: number): CalendarDate | null {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The date nearest to today of those that a day and month can mean; ties go to the future. */
function nearest(month: number, day: number, today: CalendarDate): CalendarDate | null {
  const year = Number(today.slice(0, 4));
  const at = Date.parse(today);
  const near = [year, year + 1, year - 1]
    .flatMap((each) => dateOf(each, month, day) ?? [])
    .sort((a, b) => Math.abs(Date.parse(a) - at) - Math.abs(Date.parse(b) - at));
  return near[0] ?? null;
}

function inReach(date: CalendarDate | null, today: CalendarDate): CalendarDate | null {
  return date !== null && Math.abs(Number(date.slice(0, 4)) - Number(today.slice(0, 4))) <= REACH_YEARS ? date : null;
}

type Reading = readonly [date: CalendarDate, found: string];

function readNamed(text: string, today: CalendarDate): Reading | null {
  for (const [words, days] of RELATIVE) {
    const found = words.exec(text);
    if (found !== null) return [addDays(today, days), found[0]];
  }
  const weekday = WEEKDAY.exec(text);
  const wanted = WEEKDAYS[weekday?.[2] ?? ""];
  if (weekday === null || wanted === undefined) return null;
  const ahead = (wanted - weekdayOf(today) + 7) % 7;
  const isNext = weekday[1] !== undefined || weekday[3] !== undefined;
  return [addDays(today, ahead === 0 && isNext ? 7 : ahead), weekday[0]];
}

function readDate(text: string, today: CalendarDate, order: "dmy" | "mdy"): Reading | null {
  const settle = (year: string | undefined, month: number, day: number, found: string): Reading | null => {
    const date = year === undefined ? nearest(month, day, today) : inReach(dateOf(Number(year), month, day), today);
    return date === null ? null : [date, found];
  };
  const iso = ISO.exec(text);
  if (iso !== null) return settle(iso[1], Number(iso[2]), Number(iso[3]), iso[0]);
  const dayMonth = DAY_MONTH.exec(text);
  if (dayMonth !== null) return settle(dayMonth[3], MONTHS[dayMonth[2] ?? ""] ?? 0, Number(dayMonth[1]), dayMonth[0]);
  const monthDay = MONTH_DAY.exec(text);
  if (monthDay !== null) return settle(monthDay[3], MONTHS[monthDay[1] ?? ""] ?? 0, Number(monthDay[2]), monthDay[0]);
  const figures = FIGURES.exec(text);
  if (figures === null) return null;
  const [one, other] = [Number(figures[1]), Number(figures[2])];
  return order === "dmy" ? settle(figures[3], other, one, figures[0]) : settle(figures[3], one, other, figures[0]);
}

function without(text: string, found: string): string {
  return text.replace(found, " ").replace(/\s+/g, " ").trim();
}

/**
 * Takes a day and a time out of what somebody typed to find an appointment: `tomorrow`, `el viernes`,
 * `12 March`, `12 de marzo`, `12/3`, `14:30`, `2 pm`, `a las 14`. English and Spanish are read alike. A
 * full date of long ago stays with the other words: it is a birth date.
 */
export function parseWhen(text: string, today: CalendarDate, order: "dmy" | "mdy" = "dmy"): When {
  let rest = plain(text);
  const dated = readNamed(rest, today) ?? readDate(rest, today, order);
  if (dated !== null) rest = without(rest, dated[1]);
  for (const each of TIMES) {
    const found = each.exec(rest);
    const time = found?.[1] === undefined ? null : parseClockText(found[1].replace(/ (?=[ap])/, ""));
    if (found !== null && time !== null) return { date: dated?.[0] ?? null, time, rest: without(rest, found[0]) };
  }
  return { date: dated?.[0] ?? null, time: null, rest };
}
