import "server-only";
import type { z } from "zod";
import { hasRole, type ProxyActor, type SessionActor } from "@/core/access/actor";
import type { PatientId } from "@/core/kit/ids";
import { displayNameOf } from "@/core/people/patient";
import { asksNothing, parsePatientQuery } from "@/core/people/search";
import { rankPeople } from "@/core/search/rank";
import { SEARCH_LIMITS, type FindView } from "@/core/search/views";
import { careTeamsOf } from "../access/care-team";
import type { ReadContext } from "../kit/context";
import { dateColumn, dateText } from "../people/patient-record";
import { patientScope } from "./scope";

type Input = z.input<typeof FindView>;

/** So many are looked at before the best are shown. */
const CANDIDATES = 60;

/** People whose name or birth date fits, as far as the reader may find them. */
export async function findPeople(ctx: ReadContext, actor: SessionActor | ProxyActor, text: string): Promise<Input["people"]> {
  const scope = patientScope(ctx, actor);
  const { words, birthDate } = parsePatientQuery(text);
  if (scope === null || asksNothing({ words, birthDate, email: null, phone: null })) return [];
  const { practiceId } = actor;
  const named = words.map((word) => ({ searchName: { contains: word } }));
  const born = birthDate === null ? [] : [{ birthDate: dateColumn(birthDate) }];
  const rows = await ctx.tx.patient.findMany({
    where: { practiceId, status: "active", AND: [scope, ...named, ...born] },
    orderBy: [{ familyName: "asc" }, { givenName: "asc" }, { id: "asc" }],
    take: CANDIDATES,
  });
  const careTeam = await careTeamsOf(ctx.tx, practiceId, rows.map(({ id }) => id), ctx.nowMs);
  const visible = rows.flatMap((row) => {
    const facts = { practiceId, patientId: row.id as PatientId, careTeam: careTeam(row.id) };
    const mayRead = ctx.may("patient", "read", facts);
    return mayRead || ctx.may("patient", "list", facts) ? [{ ...row, isOwn: mayRead }] : [];
  });
  // Whoever books for somebody goes to their page; a clinician at a stranger's finds the door before it.
  const isDesk = hasRole(actor, "scheduler");
  return rankPeople(words, visible)
    .slice(0, SEARCH_LIMITS.people)
    .map((row) => ({ id: row.id, name: displayNameOf(row), birthDate: dateText(row.birthDate), isOwn: row.isOwn && !isDesk, href: `/people/${row.id}` }));
}
