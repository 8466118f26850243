import "server-only";
import type { Actor, ProxyActor, SessionActor } from "@/core/access/actor";
import { hasSession } from "@/core/access/actor";
import type { Facts } from "@/core/access/policy";
import type { AccountId, PracticeId } from "@/core/kit/ids";
import { isNotificationKind, notificationHref } from "@/core/notifications/kinds";
import type { NotificationLine } from "@/core/notifications/views";
import { dateAt } from "@/core/scheduling/wall-time";
import type { Notification } from "@/generated/prisma/client";
import type { ReadContext } from "../kit/context";
import { appointmentFacts } from "../scheduling/stored-appointment";

/** Whoever has notifications: people with an account. */
export function readerOf(actor: Actor): SessionActor | ProxyActor | null {
  return hasSession(actor) ? actor : null;
}

/** A person's notifications are their own. */
export function ownNotifications(actor: SessionActor | ProxyActor): Facts {
  return { practiceId: actor.practiceId as PracticeId, accountId: actor.accountId as AccountId };
}

interface Start {
  readonly startsAtMs: number;
  readonly date: string;
}

/** When the appointments begin that lines are about: only of those that the reader may see now. */
async function startsOf(ctx: ReadContext, rows: readonly Notification[], practiceId: string): Promise<ReadonlyMap<string, Start>> {
  const ids = rows.flatMap(({ subjectType, subjectId }) => (subjectType === "appointment" && subjectId !== null ? [subjectId] : []));
  if (ids.length === 0) return new Map();
  const found = await ctx.tx.appointment.findMany({
    where: { practiceId, id: { in: ids } },
    select: { id: true, practiceId: true, patientId: true, clinicianId: true, startsAt: true, practice: { select: { zone: true } } },
  });
  const visible = found.filter((row) => ctx.may("appointment", "list", appointmentFacts(row)) || ctx.may("appointment", "read", appointmentFacts(row)));
  return new Map(
    visible.map(({ id, startsAt, practice }) => [id, { startsAtMs: startsAt.getTime(), date: dateAt(startsAt.getTime(), practice.zone) }]),
  );
}

/** Rows as their reader sees them; kinds that this program doesn't know are left out. */
export async function linesOf(ctx: ReadContext, reader: SessionActor | ProxyActor, rows: readonly Notification[]): Promise<NotificationLine[]> {
  const starts = await startsOf(ctx, rows, reader.practiceId);
  return rows.flatMap(({ id, kind, createdAt, readAt, subjectId }) => {
    if (!isNotificationKind(kind)) return [];
    const start = subjectId === null ? undefined : starts.get(subjectId);
    const href = notificationHref(kind, { id: subjectId, date: start?.date ?? null, isStaff: reader.kind === "staff" });
    return [{ id, kind, atMs: createdAt.getTime(), isRead: readAt !== null, href, startsAtMs: start?.startsAtMs ?? null }];
  });
}
