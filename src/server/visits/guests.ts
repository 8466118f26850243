import "server-only";
import { z } from "zod";
import { VisitId, VisitLinkId } from "@/core/kit/ids";
import { ok } from "@/core/kit/result";
import { decideAdmitGuest, decideInviteGuest, GuestLine, InviteGuestInput, isGuestHere, type GuestSeat } from "@/core/visits/guests";
import { guestPlace } from "../access/resolve-actor";
import { hashSecret, newSecret } from "../access/secrets";
import { ProxyLine } from "@/core/visits/company";
import { config } from "../kit/config";
import type { WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";
import { sealForPatient } from "../kit/sealing";
import { guestMail } from "../people/mail";
import { removeFromRoom } from "../room/reconcile";
import { listCompany } from "./company";
import { openGuest } from "./open-guest";
import { findVisit, lockVisit, msOf, stateOf, visitFacts, visitIds, type VisitRow } from "./visit-record";

const standing = (visitId: string) => ({ visitId, kind: "guest", revokedAt: null });

/** A seat's row as core judges a guest by it. */
export function guestSeat(row: { confirmedAt: Date | null; replacedAt: Date | null; revokedAt: Date | null; admittedAt: Date | null; lastSeenAt: Date }): GuestSeat {
  return {
    confirmedAtMs: msOf(row.confirmedAt),
    replacedAtMs: msOf(row.replacedAt),
    revokedAtMs: msOf(row.revokedAt),
    admittedAtMs: msOf(row.admittedAt),
    seenAtMs: row.lastSeenAt.getTime(),
  };
}

/** Asks somebody into one visit by mail. */
export const inviteGuest = defineCommand({
  name: "visits/invite-guest",
  summary: "Asks somebody into one visit beside the patient, by a mailed link.",
  input: InviteGuestInput,
  output: z.object({ linkId: VisitLinkId }),
  rate: { limit: 20, perMs: 10 * 60_000 },
  load: async (ctx, { visitId }) => {
    const row = await lockVisit(ctx.tx, visitId);
    return row === null ? null : { row, count: await ctx.tx.visitLink.count({ where: standing(visitId) }) };
  },
  access: { resource: "guest", verb: "create", facts: ({ row }) => visitFacts(row) },
  audit: { action: "guest.invite", subject: ({ visitId }, _state, output) => ({ type: "guest", id: output?.linkId ?? visitId }) },
  decide: ({ row, count }) => decideInviteGuest(stateOf(row), count),
  save: async (ctx, _ok, { row }, { name, part, email }) => {
    const [linkId, token] = [ctx.ids() as VisitLinkId, newSecret()];
    const guestSealed = await sealForPatient(ctx.tx, row.patientId, guestPlace(linkId), JSON.stringify({ name, part }));
    // An interpreter of the practice is known by the address: the visit then stands on their first page.
    const colleague = await ctx.tx.staffMember.findFirst({
      where: { practiceId: row.practiceId, active: true, roles: { has: "interpreter" }, account: { email: { equals: email, mode: "insensitive" } } },
      select: { id: true },
    });
    await ctx.tx.visitLink.create({
      data: { id: linkId, practiceId: row.practiceId, visitId: row.id, kind: "guest", guestSealed, staffId: colleague?.id ?? null, tokenHash: hashSecret("visit-link", token), createdAt: new Date(ctx.nowMs) },
    });
    const { practice } = row.appointment;
    const to = { practiceId: row.practiceId, practice: practice.name, to: email, locale: practice.locale };
    await ctx.mail(await guestMail(ctx.tx, to, name, `${config().BEDSIDE_ORIGIN}/join#${token}`));
    await ctx.emit("visit.changed", visitIds(row));
    return { linkId };
  },
});

async function newestSeat(tx: Tx, linkId: string) {
  return tx.visitSeat.findFirst({ where: { linkId, revokedAt: null, replacedAt: null }, orderBy: [{ confirmedAt: { sort: "desc", nulls: "last" } }, { createdAt: "desc" }] });
}

/** Everybody who was asked into a visit. */
export const listGuests = defineQuery({
  name: "visits/guests",
  summary: "Who was asked into a visit beside the patient, and who of them waits.",
  input: z.strictObject({ visitId: VisitId }),
  output: z.object({ guests: z.array(GuestLine), company: z.array(ProxyLine), nowMs: z.number() }),
  access: { resource: "guest", verb: "list" },
  audit: { action: "guest.list", subject: ({ visitId }) => ({ type: "visit", id: visitId }) },
  run: async (ctx, { visitId }) => {
    const row = await findVisit(ctx.tx, visitId);
    if (row === null) return null;
    const facts = visitFacts(row);
    if (!ctx.may("guest", "list", facts)) return null;
    const links = await ctx.tx.visitLink.findMany({ where: standing(visitId), orderBy: { createdAt: "asc" } });
    const guests: z.input<typeof GuestLine>[] = [];
    for (const link of links) {
      const [guest, seatRow] = [await openGuest(ctx.tx, row, link), await newestSeat(ctx.tx, link.id)];
      if (guest === null) continue;
      const seat = seatRow === null ? null : guestSeat(seatRow);
      guests.push({ linkId: link.id, ...guest, state: lineState(seat, ctx.nowMs) });
    }
    return { view: { guests, company: await listCompany(ctx.tx, visitId, ctx.nowMs), nowMs: ctx.nowMs }, facts };
  },
});

function lineState(seat: GuestSeat | null, nowMs: number): GuestLine["state"] {
  if (seat === null || seat.confirmedAtMs === null) return "invited";
  if (seat.admittedAtMs !== null) return "admitted";
  return isGuestHere(seat, nowMs) ? "waiting" : "away";
}

const LinkOnly = z.object({ visitId: VisitId, linkId: VisitLinkId });

async function loadGuest(ctx: WriteContext, { visitId, linkId }: z.infer<typeof LinkOnly>) {
  const row: VisitRow | null = await lockVisit(ctx.tx, visitId);
  // Who acts for the patient and comes once the visit goes on is let in and taken out as a guest is.
  const link = await ctx.tx.visitLink.findFirst({ where: { ...standing(visitId), kind: { in: ["guest", "proxy"] }, id: linkId } });
  return row === null || link === null ? null : { row, link, seat: await newestSeat(ctx.tx, linkId) };
}

/** The clinician lets a waiting guest in. */
export const admitGuest = defineCommand({
  name: "visits/admit-guest",
  summary: "Lets a guest, or somebody who acts for the patient, into the room.",
  input: LinkOnly,
  output: z.object({ done: z.literal(true) }),
  load: loadGuest,
  access: { resource: "guest", verb: "admit", facts: ({ row }) => visitFacts(row) },
  audit: { action: "guest.admit", subject: ({ linkId }) => ({ type: "guest", id: linkId }) },
  decide: ({ row, link, seat }, _input, { nowMs }) => decideAdmitGuest(stateOf(row), seat === null || (link.kind === "proxy" && seat.arrivedAt === null) ? null : guestSeat(seat), nowMs),
  save: async (ctx, _ok, { row, seat }) => {
    if (seat !== null) await ctx.tx.visitSeat.update({ where: { id: seat.id }, data: { admittedAt: new Date(ctx.nowMs) } });
    await ctx.emit("visit.changed", visitIds(row));
    return { done: true as const };
  },
});

/**
 * Takes a guest out for good: their link opens nothing any more, and the room lets them go. Somebody who acts for the
 * patient may come to the waiting room anew, as long as their grant stands, and is let in anew.
 */
export const removeGuest = defineCommand({
  name: "visits/remove-guest",
  summary: "Takes back a guest's link and takes them out of the room.",
  input: LinkOnly,
  output: z.object({ done: z.literal(true) }),
  load: loadGuest,
  access: { resource: "guest", verb: "revoke", facts: ({ row }) => visitFacts(row) },
  audit: { action: "guest.remove", subject: ({ linkId }) => ({ type: "guest", id: linkId }) },
  decide: () => ok(true),
  save: async (ctx, _ok, { row, link }) => {
    const revokedAt = new Date(ctx.nowMs);
    await ctx.tx.visitLink.update({ where: { id: link.id }, data: { revokedAt } });
    const seats = await ctx.tx.visitSeat.findMany({ where: { linkId: link.id }, select: { id: true } });
    await ctx.tx.visitSeat.updateMany({ where: { linkId: link.id, revokedAt: null }, data: { revokedAt } });
    for (const { id } of seats) await removeFromRoom(ctx.tx, { seatId: id }, ctx.nowMs);
    await ctx.emit("visit.changed", visitIds(row));
    await ctx.emit("room.ops", visitIds(row));
    return { done: true as const };
  },
});
