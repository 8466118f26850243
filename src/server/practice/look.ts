import "server-only";
import { cache } from "react";
import { practiceOf, type ActorClaim } from "@/core/access/actor";
import { OUTAGE_DIGEST } from "@/core/kit/outage";
import type { PracticeLanguages } from "@/core/practice/languages";
import { db } from "../kit/db";
import { pageActor } from "../kit/run-query";
import { isOutage } from "../kit/violations";

/** What a page wears of the practice whose visitor or colleague somebody is. */
export interface PracticeFace extends PracticeLanguages {
  readonly name: string;
  /** `#rrggbb`; null: ours. */
  readonly accent: string | null;
  readonly logoFileId: string | null;
}

const FACE = { name: true, accent: true, logoFileId: true, locale: true, locales: true } as const;

/** Whoever comes to a deployment of one practice is its guest; where there are several, nobody knows whose. */
const findOnly = cache(async (): Promise<PracticeFace | null> => {
  const practices = await db().practice.findMany({ select: FACE, take: 2 });
  return practices.length === 1 ? (practices[0] ?? null) : null;
});

const findOf = cache((practiceId: string): Promise<PracticeFace | null> => db().practice.findUnique({ where: { id: practiceId }, select: FACE }));

/**
 * The face of the practice of whoever this page is drawn for. Null, and so ours, where nobody knows the practice and
 * while the records are away: then the page says that itself, and a look is not worth a failure.
 */
export async function pageFace(as: ActorClaim = { kind: "session" }): Promise<PracticeFace | null> {
  try {
    const practiceId = practiceOf(await pageActor(as));
    return await (practiceId === null ? findOnly() : findOf(practiceId));
  } catch (thrown) {
    const isAway = isOutage(thrown) || (thrown instanceof Error && "digest" in thrown && thrown.digest === OUTAGE_DIGEST);
    if (isAway) return null;
    throw thrown;
  }
}

/** The languages in which whoever this page is drawn for may read it: staff also in the one that they keep. */
export async function pageLanguages(as: ActorClaim = { kind: "session" }): Promise<PracticeLanguages | null> {
  const face = await pageFace(as);
  if (face === null) return null;
  const actor = await pageActor(as);
  const { locale, locales } = face;
  return { locale, locales: actor.kind === "staff" ? [...new Set([...locales, actor.locale])] : locales };
}
