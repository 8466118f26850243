import type { ClockTime } from "./wall-time";

/** Reads a time as people type it: `9`, `930`, `9:30`, `09.30`, `9h30`, `2pm`, `2:15 PM`. Null when it is none. */
export function parseClockText(text: string): ClockTime | null {
  const parts = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*h?\s*(?:([ap])\.?m\.?)?$/i.exec(text.trim());
  if (parts === null) return null;
  const half = parts[3]?.toLowerCase();
  let hour = Number(parts[1]);
  const minute = Number(parts[2] ?? 0);
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  if (half === "p" && hour < 12) hour += 12;
  if (half === "a" && hour === 12) hour = 0;
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
