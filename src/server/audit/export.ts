import "server-only";
import { z } from "zod";
import { practiceOf, type Actor } from "@/core/access/actor";
import { decideStepUp } from "@/core/access/second-factor";
import { csvLine } from "@/core/audit/csv";
import { AuditFilter, type AuditCursor, type AuditLine } from "@/core/audit/search";
import { domainError } from "@/core/kit/errors";
import { err, type Result } from "@/core/kit/result";
import type { DomainError } from "@/core/kit/errors";
import { db } from "../kit/db";
import { defineCommand } from "../kit/define";
import { openForPractice, sealForPractice } from "../kit/sealing";
import { cursorAfter, findEntries } from "./find-entries";
import { lineOf, namesOf } from "./names";
import type { AuditRow } from "./rows";

const TICKET_MS = 60_000;
const BATCH = 500;

const Ticket = z.object({ filter: AuditFilter, format: z.enum(["csv", "jsonl"]), untilMs: z.number() });
type Ticket = z.infer<typeof Ticket>;

/** Bound to the session that asked: in another it does not open. */
const ticketPlace = (sessionId: string) => ({ table: "export_ticket", row: sessionId, field: "ticket" });

/** Lets the auditor fetch what a search finds, as a file: asks for the person once more, and is an entry itself. */
export const exportAudit = defineCommand({
  name: "audit/export",
  summary: "Prepares the download of the entries that a search finds.",
  input: z.strictObject({ filter: AuditFilter, format: z.enum(["csv", "jsonl"]) }),
  output: z.object({ ticket: z.string() }),
  rate: { limit: 20, perMs: 3_600_000 },
  load: async (ctx) => ({ practiceId: practiceOf(ctx.actor) }),
  access: { resource: "audit", verb: "export", facts: ({ practiceId }) => ({ practiceId }) },
  audit: { action: "audit.export", subject: ({ filter }) => ({ type: "audit", id: null, patientId: filter.patientId ?? null }) },
  decide: (_state, _input, { actor, nowMs }): Result<null, DomainError> =>
    actor.kind === "staff" ? decideStepUp(actor.stepUpAtMs, nowMs) : err(domainError("denied", "access.denied")),
  save: async (ctx, _change, { practiceId }, { filter, format }) => {
    const sessionId = ctx.actor.kind === "staff" ? ctx.actor.sessionId : "";
    const ticket: Ticket = { filter, format, untilMs: ctx.nowMs + TICKET_MS };
    const sealed = await sealForPractice(practiceId, ticketPlace(sessionId), JSON.stringify(ticket));
    return { ticket: Buffer.from(sealed).toString("base64url") };
  },
});

/** What a ticket lets its own session fetch; null for any other, and after a minute. */
export async function openTicket(actor: Actor, text: string, nowMs: number): Promise<(Ticket & { readonly practiceId: string }) | null> {
  if (actor.kind !== "staff" || !/^[A-Za-z0-9_-]{1,4000}$/.test(text)) return null;
  let opened: Uint8Array;
  try {
    opened = await openForPractice(actor.practiceId, ticketPlace(actor.sessionId), Buffer.from(text, "base64url"));
  } catch {
    // Another session's, or made up: told as not found.
    return null;
  }
  const ticket = Ticket.parse(JSON.parse(new TextDecoder().decode(opened)));
  return nowMs < ticket.untilMs ? { ...ticket, practiceId: actor.practiceId } : null;
}

const HEAD = ["id", "at", "actor_kind", "actor_id", "actor_name", "actor_roles", "action", "subject_type", "subject_id", "patient_id", "patient_name", "outcome", "code", "purpose", "break_glass_id", "request_id", "session_id", "source_hash", "mac"] as const;

type Cells = Readonly<Record<(typeof HEAD)[number], string | null>>;

function cellsOf(line: AuditLine, row: AuditRow): Cells {
  return {
    id: line.id,
    at: new Date(line.atMs).toISOString(),
    actor_kind: line.actorKind,
    actor_id: line.actorId,
    actor_name: line.actorName,
    actor_roles: row.actorRoles,
    action: line.action,
    subject_type: line.subjectType,
    subject_id: line.subjectId,
    patient_id: line.patientId,
    patient_name: line.patientName,
    outcome: line.outcome,
    code: line.code,
    purpose: line.purpose,
    break_glass_id: line.breakGlassId,
    request_id: row.requestId,
    session_id: row.sessionId,
    source_hash: row.sourceHash,
    mac: Buffer.from(row.mac).toString("hex"),
  };
}

/** The file, a batch at a time as its reader takes it: a million entries need no more memory than a page. */
export function exportStream({ practiceId, filter, format }: Ticket & { readonly practiceId: string }): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let cursor: AuditCursor | null = null;
  let isFirst = true;
  return new ReadableStream({
    async pull(controller) {
      const rows: AuditRow[] = await findEntries(db(), practiceId, filter, cursor, BATCH);
      const names = await namesOf(db(), practiceId, rows);
      const cells = rows.map((row) => cellsOf(lineOf(row, names), row));
      const head = isFirst && format === "csv" ? csvLine(HEAD) : "";
      isFirst = false;
      const body = cells.map((each) => (format === "csv" ? csvLine(HEAD.map((name) => each[name])) : `${JSON.stringify(each)}\n`)).join("");
      if (head + body !== "") controller.enqueue(encoder.encode(head + body));
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH) controller.close();
      else cursor = cursorAfter(last);
    },
  });
}
