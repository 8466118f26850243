/**
 * What is taken as a date, a time and a zone from outside. Apart from the calculations of
 * wall-time.ts, so that a page which only calculates does not download the checks.
 */
import { z } from "zod";
import { isZone, type CalendarDate as DateText, type ClockTime as ClockText, type Zone as ZoneName } from "./wall-time";

/** See the type of this name in wall-time.ts. */
export const CalendarDate = z.iso.date();
/** See {@link CalendarDate}. */
export type CalendarDate = DateText;

/** See the type of this name in wall-time.ts. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** See {@link ClockTime}. */
export type ClockTime = ClockText;

/** See the type of this name in wall-time.ts. */
export const Zone = z.string().max(64).refine(isZone, { error: "zone_unknown" });
/** See {@link Zone}. */
export type Zone = ZoneName;
