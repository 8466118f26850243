import { phoneKey } from "./duplicates";
import { foldName } from "./names";
import { CalendarDate } from "@/core/scheduling/wall-schemas";

/** What a search box asked for, taken apart. */
export interface PatientQuery {
  /** Folded words of a name, all of which must occur. */
  readonly words: readonly string[];
  readonly birthDate: CalendarDate | null;
  /** Part of a mail address, lower case. */
  readonly email: string | null;
  /** Last digits of a phone number. */
  readonly phone: string | null;
}

/**
 * Reads a search box: words of a name in any order and with any marks, a birth date as
 * `1968-05-03` or `3.5.1968` or `03/05/1968` (day first), a mail address, a phone number.
 */
export function parsePatientQuery(text: string): PatientQuery {
  const trimmed = text.trim();
  const words: string[] = [];
  let birthDate: CalendarDate | null = null;
  let email: string | null = null;
  const phone = /^\+?[\d\s().-]{6,}$/.test(trimmed) && readDate(trimmed) === null ? phoneKey(trimmed) : "";
  if (phone !== "") return { words: [], birthDate: null, email: null, phone };
  for (const word of trimmed.split(/\s+/)) {
    const date = readDate(word);
    if (date !== null) birthDate = date;
    else if (word.includes("@")) email = word.toLowerCase();
    else if (foldName(word) !== "") words.push(foldName(word));
  }
  return { words, birthDate, email, phone: null };
}

/** Whether the query asks for anything at all. */
export function asksNothing(query: PatientQuery): boolean {
  return query.words.length === 0 && query.birthDate === null && query.email === null && query.phone === null;
}

function readDate(word: string): CalendarDate | null {
  const dayFirst = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(word);
  const iso = dayFirst
    ? `${dayFirst[3]}-${(dayFirst[2] ?? "").padStart(2, "0")}-${(dayFirst[1] ?? "").padStart(2, "0")}`
    : word;
  const date = CalendarDate.safeParse(iso);
  return date.success ? date.data : null;
}
