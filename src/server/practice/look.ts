import "server-only";
import { practiceOf, type Actor } from "@/core/access/actor";
import { db } from "../kit/db";

/** The accent of the actor's practice, `#rrggbb`; null: ours. */
export async function findAccent(actor: Actor): Promise<string | null> {
  const practiceId = practiceOf(actor);
  if (practiceId === null) return null;
  const practice = await db().practice.findUnique({ where: { id: practiceId }, select: { accent: true } });
  return practice?.accent ?? null;
}
