"use client";

import { useTranslations } from "next-intl";
import { PlainButton } from "@/components/kit/plain-button";
import { distanceErrorMm, LENGTH_UNITS, LOOP_CORNERS, pointErrorMm, type MeasuredModel } from "@/core/anatomy/measure";
import { MEASURE_TOOLS, type MeasureTool } from "@/core/anatomy/tools";
import { setMeasureUnit } from "@/room/measure-unit";
import { useMeasureWords } from "./use-measure-words";
import type { MarkTools } from "./use-mark-tools";
import "./marks.css";

/** What is measured, in which unit, how sure it is, and what to do with a loop that is not closed yet. */
export function MeasureHelp({ tools, tool, model }: { tools: MarkTools; tool: MeasureTool; model: MeasuredModel }) {
  const t = useTranslations("anatomy.elements");
  const { unit, lengthOf } = useMeasureWords();
  const { control, pending } = tools;
  return (
    <>
      <div className="measure-kinds">
        <div role="radiogroup" aria-label={t("kinds.label")} className="pad-modes">
          {MEASURE_TOOLS.map((each) => (
            <label key={each} className="pad-mode">
              <input type="radio" name="measure-kind" checked={tool === each} onChange={() => tools.pick(each)} />
              <span>{t(`kinds.${each}`)}</span>
            </label>
          ))}
        </div>
        {tool !== "angle" && (
          <div role="radiogroup" aria-label={t("unit")} className="pad-modes measure-unit">
            {LENGTH_UNITS.map((each) => (
              <label key={each} className="pad-mode">
                <input type="radio" name="measure-unit" checked={unit === each} onChange={() => setMeasureUnit(each)} aria-label={t(`unitNames.${each}`)} />
                <span aria-hidden="true">{each}</span>
              </label>
            ))}
          </div>
        )}
      </div>
      <p className="tool-note">{tool === "measure" ? t("howSure", { error: lengthOf(distanceErrorMm(pointErrorMm(model))) }) : t(`howSureOf.${tool}`)}</p>
      {control !== null && pending > 0 && tool !== "measure" && (
        <div className="tool-actions">
          {tool === "area" && pending >= LOOP_CORNERS.min && (
            <PlainButton kind="filled" onPress={() => void control.closeLoop()}>
              {t("closeLoop")}
            </PlainButton>
          )}
          <PlainButton kind="quiet" onPress={() => void control.stepBack()}>
            {t("stepBack")}
          </PlainButton>
        </div>
      )}
    </>
  );
}
