import "server-only";
import { decideSavePain, PainMapSaved, SavePainMap, type Painter } from "@/core/pain/map";
import { requireSeat } from "@/core/visits/attend";
import { defineCommand } from "../kit/define";
import { sealForPatient } from "../kit/sealing";
import { loadAttendance } from "../visits/attendance";
import { visitFacts, visitIds } from "../visits/visit-record";
import { isByOwnAccount, painPlace, painterOf } from "./repository";

/** Twelve places, each painted as raggedly as can be. */
const MAX_BYTES = 192 * 1024;

/** Keeps where it hurts, as it is painted now; every save is a version of its own (PAIN-4). */
export const savePainMap = defineCommand({
  name: "pain/save-map",
  summary: "Keeps where it hurts, as it is painted now, until the visit ends.",
  input: SavePainMap,
  output: PainMapSaved,
  maxBytes: MAX_BYTES,
  load: async (ctx, input) => {
    // The visit's row is held: two windows of one painter take turns.
    const attendance = await loadAttendance(ctx, input);
    if (attendance === null) return null;
    const { row, visit } = attendance;
    const painter = painterOf(ctx.actor, row, await isByOwnAccount(ctx.tx, ctx.actor), ctx.nowMs);
    if (painter === null) return null;
    const newest = await ctx.tx.painMap.aggregate({ where: { practiceId: row.practiceId, visitId: row.id, painter }, _max: { version: true } });
    return { row, seat: visit.seat, painter, version: newest._max.version ?? 0 };
  },
  access: { resource: "pain_map", verb: "write", facts: ({ row }) => visitFacts(row) },
  writes: { map: "reason" },
  audit: {
    action: "pain_map.save",
    subject: ({ visitId }, state) => ({ type: "pain_map", id: visitId, patientId: state?.row.appointment.patientId ?? null }),
    // Each save is a row of its own, with its time and version: the log need not say every stroke.
    successes: "minute",
  },
  decide: ({ row, seat, version }, input) => {
    const seated = requireSeat(seat);
    return seated.ok ? decideSavePain({ visitState: row.state, version }, input) : seated;
  },
  save: async (ctx, version, { row, painter }, { map }) => {
    const id = ctx.ids();
    const contentSealed = await sealForPatient(ctx.tx, row.patientId, painPlace(id), JSON.stringify(map));
    await ctx.tx.painMap.create({ data: { id, practiceId: row.practiceId, visitId: row.id, painter, version, contentSealed, createdAt: new Date(ctx.nowMs) } });
    await ctx.emit("pain.changed", { ...visitIds(row), ...hearing(painter) });
    return { version, savedAtMs: ctx.nowMs };
  },
});

/** What a young patient says by their own account is heard of by nobody who acts for them. */
const hearing = (painter: Painter) => (painter === "confidence" ? ({ confidential: true } as const) : {});
