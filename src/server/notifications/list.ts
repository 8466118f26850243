import "server-only";
import { z } from "zod";
import { UNREAD_SHOWN } from "@/core/notifications/limits";
import { NotificationCursor, NotificationPage } from "@/core/notifications/views";
import { defineQuery } from "../kit/define";
import { linesOf, ownNotifications, readerOf } from "./rows";

const PAGE = 20;

/** What a person was told of, the newest first, page by page. */
export const listNotifications = defineQuery({
  name: "notifications/list",
  summary: "What you were told of, the newest first.",
  input: z.strictObject({ before: NotificationCursor.optional() }),
  output: NotificationPage,
  access: { resource: "notification", verb: "list" },
  run: async (ctx, { before }) => {
    const reader = readerOf(ctx.actor);
    if (reader === null) return null;
    const whose = { practiceId: reader.practiceId, accountId: reader.accountId };
    const at = before === undefined ? null : new Date(before.atMs);
    const after = before === undefined || at === null ? {} : { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: before.id } }] };
    const [rows, unread] = await Promise.all([
      ctx.tx.notification.findMany({ where: { ...whose, ...after }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: PAGE + 1 }),
      ctx.tx.notification.count({ where: { ...whose, readAt: null }, take: UNREAD_SHOWN + 1 }),
    ]);
    const shown = rows.slice(0, PAGE);
    const last = rows.length > PAGE ? shown.at(-1) : undefined;
    const view = {
      lines: await linesOf(ctx, reader, shown),
      next: last === undefined ? null : { atMs: last.createdAt.getTime(), id: last.id },
      unread,
      zone: reader.zone,
      nowMs: ctx.nowMs,
    };
    return { view, facts: ownNotifications(reader) };
  },
});
