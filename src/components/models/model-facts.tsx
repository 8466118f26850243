"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ConvertedFacts, ModelPlace } from "@/core/models/contract";
import { METRES_PER } from "@/core/models/size";
import { useLength } from "./use-length";

/** What was found in a model, and what was left out of it. */
export function ModelFacts({ facts, place }: { readonly facts: ConvertedFacts; readonly place: ModelPlace }) {
  const t = useTranslations("models.settle");
  const format = useFormatter();
  const lengthOf = useLength();
  const open = facts.parts.reduce((sum, { openEdges }) => sum + openEdges, 0);
  const triangles = facts.parts.reduce((sum, part) => sum + part.triangles, 0);
  return (
    <ul className="settle-facts" aria-label={t("facts")}>
      <li>{t("factTriangles", { count: triangles, parts: facts.parts.length })}</li>
      <li>{open === 0 ? t("factClosed") : t("factOpen", { count: open })}</li>
      {facts.movedBy > 0 && <li>{t("factMoved", { distance: lengthOf(facts.movedBy * METRES_PER[place.unit]) })}</li>}
      {facts.dropped.length > 0 && <li>{t("dropped", { what: format.list(facts.dropped.map((each) => t(`droppedWhat.${each}`))) })}</li>}
    </ul>
  );
}
