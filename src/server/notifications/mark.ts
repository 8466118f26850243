import "server-only";
import { z } from "zod";
import { MarkInput } from "@/core/notifications/views";
import { ok } from "@/core/kit/result";
import { defineCommand } from "../kit/define";
import { ownNotifications, readerOf } from "./rows";

const subject = () => ({ type: "notification" as const, id: null });

/** Marks some as read, or as unread again: what is done can be taken back. */
export const markNotifications = defineCommand({
  name: "notifications/mark",
  summary: "Marks some of your notifications as read, or as unread again.",
  input: MarkInput,
  output: z.object({ changed: z.array(z.uuid()) }),
  load: async (ctx, { ids }) => {
    const reader = readerOf(ctx.actor);
    if (reader === null) return null;
    const rows = await ctx.tx.notification.findMany({
      where: { id: { in: ids }, practiceId: reader.practiceId, accountId: reader.accountId },
      select: { id: true, readAt: true },
    });
    // Somebody else's, or one that isn't: the same answer.
    return rows.length === new Set(ids).size ? { reader, rows } : null;
  },
  access: { resource: "notification", verb: "change", facts: ({ reader }) => ownNotifications(reader) },
  audit: { action: "notification.mark", subject },
  decide: ({ rows }, { read }) => ok(rows.filter(({ readAt }) => (readAt !== null) !== read).map(({ id }) => id)),
  save: async (ctx, ids, { reader }, { read }) => {
    if (ids.length === 0) return { changed: [] };
    await ctx.tx.notification.updateMany({ where: { id: { in: ids } }, data: { readAt: read ? new Date(ctx.nowMs) : null } });
    await ctx.emit("notification.new", { practiceId: reader.practiceId, accountId: reader.accountId });
    return { changed: ids };
  },
});

const Marked = z.object({ count: z.number().int(), readAtMs: z.number() });

/** Marks all as read. The moment that it answers with takes exactly these back. */
export const markAllNotifications = defineCommand({
  name: "notifications/mark-all",
  summary: "Marks all of your notifications as read.",
  input: z.strictObject({}),
  output: Marked,
  load: (ctx) => Promise.resolve(readerOf(ctx.actor)),
  access: { resource: "notification", verb: "change", facts: ownNotifications },
  audit: { action: "notification.mark_all", subject },
  decide: (_reader, _input, { nowMs }) => ok(nowMs),
  save: async (ctx, readAtMs, { practiceId, accountId }) => {
    const { count } = await ctx.tx.notification.updateMany({
      where: { practiceId, accountId, readAt: null, createdAt: { lte: new Date(readAtMs) } },
      data: { readAt: new Date(readAtMs) },
    });
    if (count > 0) await ctx.emit("notification.new", { practiceId, accountId });
    return { count, readAtMs };
  },
});

/** Takes one "all read" back. */
export const undoMarkAll = defineCommand({
  name: "notifications/undo-mark-all",
  summary: "Makes those unread again that were marked together at a moment.",
  input: z.strictObject({ readAtMs: z.number().int().nonnegative().max(8_640_000_000_000_000) }),
  output: z.object({ count: z.number().int() }),
  load: (ctx) => Promise.resolve(readerOf(ctx.actor)),
  access: { resource: "notification", verb: "change", facts: ownNotifications },
  audit: { action: "notification.undo_mark_all", subject },
  decide: (_reader, { readAtMs }) => ok(new Date(readAtMs)),
  save: async (ctx, readAt, { practiceId, accountId }) => {
    const { count } = await ctx.tx.notification.updateMany({ where: { practiceId, accountId, readAt }, data: { readAt: null } });
    if (count > 0) await ctx.emit("notification.new", { practiceId, accountId });
    return { count };
  },
});
