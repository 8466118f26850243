import "server-only";
import { counts, createBench, JUDGED_BY, type Bench, type Seat } from "@/core/room/judge";
import { canonicalJson, type JsonValue } from "@/core/room/json";
import { parseOp, type SceneOp } from "@/core/room/op";
import { packTimeline, type TimelineEntry } from "@/core/room/timeline";
import { timelineInputSchema, timelineOutputSchema, type TimelinePerson } from "@/core/room/timeline-contract";
import type { RosterEntry } from "@/core/room/contract";
import { careTeamOf } from "../access/care-team";
import type { Tx } from "../kit/db";
import { defineQuery } from "../kit/define";
import { findPatientKey } from "../kit/data-keys";
import { findVisit, msOf, visitFacts, type VisitRow } from "../visits/visit-record";
import { listRoster } from "./room-record";
import { openRows } from "./scene-log";

/** Most ops in one answer: some 150 KB of a busy visit. */
const PAGE_ENTRIES = 4000;

const personOf = ({ actor, person, role, part, name, actsFor }: RosterEntry): TimelinePerson => ({
  actor, person: person ?? actor, role, part: part ?? null, name, actsFor: actsFor ?? null,
});

/** By what every op of the visit is judged: all its policies, who presented, and everybody who came in. */
async function benchOf(tx: Tx, row: VisitRow, roster: readonly RosterEntry[]): Promise<Bench> {
  const rows = await tx.sceneOp.findMany({ where: { visitId: row.id, register: { in: [...JUDGED_BY] } }, orderBy: { version: "asc" } });
  const seats = new Map<number, Seat>(roster.map((each) => [each.actor, { role: each.role, person: each.person }]));
  return createBench(seats, (await openRows(tx, row, rows)).flatMap(settled));
}

// What was kept before a rule was tightened, no page draws; it is not shown again either.
function settled(op: SceneOp): SceneOp[] {
  const parsed = parseOp(op);
  return parsed.ok ? [parsed.value] : [];
}

async function readEntries(tx: Tx, row: VisitRow, sinceVersion: number, bench: Bench) {
  const rows = await tx.sceneOp.findMany({
    where: { visitId: row.id, version: { gt: sinceVersion, lte: row.sceneVersion } },
    orderBy: { version: "asc" },
    take: PAGE_ENTRIES + 1,
  });
  const page = rows.slice(0, PAGE_ENTRIES);
  const more = rows.length > page.length;
  const ops = await openRows(tx, row, page);
  const entries = page.flatMap(({ receivedAt, relayedBy }, at): TimelineEntry[] => {
    const read = ops[at];
    return read === undefined ? [] : settled(read).map((op) => ({ op, atMs: receivedAt.getTime(), isVoid: !counts(op, bench), relayedBy }));
  });
  return { entries, more, version: Number(more ? (page.at(-1)?.version ?? row.sceneVersion) : row.sceneVersion) };
}

/**
 * Whether each value was, by a moment, written to its register in a visit by an op that counts (ROOM-41): what a
 * view of that moment may hold. Null says nothing and may stand anywhere.
 */
export async function wereShown(tx: Tx, visitId: string, values: Readonly<Record<string, JsonValue>>, momentMs: number): Promise<boolean> {
  const wanted = Object.entries(values).filter(([, value]) => value !== null);
  if (wanted.length === 0) return true;
  const row = await findVisit(tx, visitId);
  if (row === null || (await findPatientKey(tx, row.patientId)) === null) return false;
  const bench = await benchOf(tx, row, await listRoster(tx, row));
  const rows = await tx.sceneOp.findMany({
    where: { visitId, register: { in: wanted.map(([register]) => register) }, receivedAt: { lte: new Date(momentMs) } },
    orderBy: { version: "asc" },
  });
  const shown = new Set((await openRows(tx, row, rows)).flatMap(settled).filter((op) => counts(op, bench)).map(({ register, value }) => `${register} ${canonicalJson(value)}`));
  return wanted.every(([register, value]) => shown.has(`${register} ${canonicalJson(value)}`));
}

/**
 * What was done in a visit, op by op, with its author and the server's time: for those who may read the visit's
 * note. Patients see what was shown through their summary (ROOM-15). Each op is judged by all policies
 * of the visit, so that the answer says which of them never counted.
 */
export const timeline = defineQuery({
  name: "room/timeline",
  summary: "Read what was done with the scene of a visit, by whom and when",
  input: timelineInputSchema,
  output: timelineOutputSchema,
  access: { resource: "timeline", verb: "read" },
  audit: { action: "timeline.read", subject: (input) => ({ type: "room", id: input.visitId }) },
  run: async (ctx, input) => {
    const row = await findVisit(ctx.tx, input.visitId);
    if (row === null) return null;
    const facts = { ...visitFacts(row), careTeam: await careTeamOf(ctx.tx, row, ctx.nowMs) };
    if (!ctx.may("timeline", "read", facts)) return null;
    const startMs = msOf(row.admittedAt) ?? row.appointment.startsAt.getTime();
    const roster = await listRoster(ctx.tx, row);
    const about = { startMs, endMs: msOf(row.endedAt), people: roster.map(personOf) };
    // Nothing was ever written under a key, or the key was destroyed with the record.
    if ((await findPatientKey(ctx.tx, row.patientId)) === null) {
      const view = { ...about, version: Number(row.sceneVersion), more: false, packed: "", erased: row.sceneVersion > 0n };
      return { view, facts };
    }
    const bench = await benchOf(ctx.tx, row, roster);
    const { entries, more, version } = await readEntries(ctx.tx, row, input.sinceVersion, bench);
    const packed = Buffer.from(packTimeline(entries, startMs)).toString("base64");
    return { view: { ...about, version, more, packed, erased: false }, facts };
  },
});
