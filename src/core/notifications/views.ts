import { z } from "zod";
import { NOTIFICATION_KINDS, type NotificationKind } from "./kinds";

const kinds = Object.keys(NOTIFICATION_KINDS) as [NotificationKind, ...NotificationKind[]];

/** Where a page of notifications ends: the next begins right after it, however many come in meanwhile. */
export const NotificationCursor = z.strictObject({ atMs: z.number().int().nonnegative().max(8.64e15), id: z.uuid() });
/** See {@link NotificationCursor}. */
export type NotificationCursor = z.infer<typeof NotificationCursor>;

/** One line of a person's notifications. */
export const NotificationLine = z.object({
  id: z.uuid(),
  kind: z.enum(kinds),
  atMs: z.number(),
  isRead: z.boolean(),
  href: z.string(),
  /** When the appointment begins that it is about, where the reader may know: epoch ms. */
  startsAtMs: z.number().nullable(),
});
/** See {@link NotificationLine}. */
export type NotificationLine = z.infer<typeof NotificationLine>;

/** A page of them, the newest first. */
export const NotificationPage = z.object({
  lines: z.array(NotificationLine),
  next: NotificationCursor.nullable(),
  /** How many are unread in all, up to `UNREAD_SHOWN` + 1. */
  unread: z.number().int(),
  zone: z.string(),
  nowMs: z.number(),
});
/** See {@link NotificationPage}. */
export type NotificationPage = z.infer<typeof NotificationPage>;

/** Input of `notifications/mark`. */
export const MarkInput = z.strictObject({ ids: z.array(z.uuid()).min(1).max(100), read: z.boolean() });
