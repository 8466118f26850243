"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { place, resetBy } from "@/core/anatomy/intents";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { movedBy, readTransform, scaledBy, SIZE_LIMITS, turnedByDrag, type ModelTransform } from "@/core/anatomy/transform";
import type { Vec3 } from "@/core/anatomy/vector";
import { registers } from "@/core/room/registers";
import { Icon } from "@/components/kit/icon";
import { LifeSizePart } from "./life-size-part";
import { useSceneVersion, type SharedScene } from "./use-scene";

const STEP_RAD = Math.PI / 12;
const STEP_M = 0.015;
const STEP_SIZE = 1.2;
const RIGHT: Vec3 = [1, 0, 0];
const UP: Vec3 = [0, 1, 0];

const WAYS = [
  { key: "Up", across: 0, down: -1, place: "pad-up", path: "m6 14.5 6-6 6 6" },
  { key: "Left", across: -1, down: 0, place: "pad-left", path: "m14.5 6-6 6 6 6" },
  { key: "Right", across: 1, down: 0, place: "pad-right", path: "m9.5 6 6 6-6 6" },
  { key: "Down", across: 0, down: 1, place: "pad-down", path: "m6 9.5 6 6 6-6" },
] as const;

/** Turning, moving and sizing by single presses: for whoever can't or won't drag (WCAG 2.5.7). */
export function TurnPad({ scene, model }: { scene: SharedScene; model: AnatomyModel }) {
  const t = useTranslations("anatomy.pad");
  const tools = useTranslations("anatomy.tools");
  const format = useFormatter();
  const [mode, setMode] = useState<"turn" | "move">("turn");
  useSceneVersion(scene, registers.transform(model.id));
  const read = (register: string) => scene.get(register);
  const now = readTransform(read(registers.transform(model.id)));
  const put = (next: ModelTransform): void => {
    scene.dispatch(place(model, next));
  };
  const press = (across: number, down: number): void =>
    put(mode === "turn" ? turnedByDrag(now, RIGHT, UP, across * STEP_RAD, down * STEP_RAD) : movedBy(now, [across * STEP_M, -down * STEP_M, 0]));
  return (
    <section className="pad" aria-label={t("label")}>
      <div role="radiogroup" aria-label={t("mode")} className="pad-modes">
        {(["turn", "move"] as const).map((choice) => (
          <label key={choice} className="pad-mode">
            <input type="radio" name={`pad-${model.id}`} checked={mode === choice} onChange={() => setMode(choice)} />
            <span>{t(choice)}</span>
          </label>
        ))}
      </div>
      <div className="pad-arrows">
        {WAYS.map(({ key, across, down, place: area, path }) => (
          <button key={key} type="button" className={`pad-key ${area}`} aria-label={t(`${mode}${key}`)} title={t(`${mode}${key}`)} onClick={() => press(across, down)}>
            <svg viewBox="0 0 24 24" className="icon icon-large" aria-hidden="true">
              <path d={path} />
            </svg>
          </button>
        ))}
        <button type="button" className="pad-key pad-middle" aria-label={tools("resetLabel")} title={tools("resetLabel")} onClick={() => scene.dispatch(resetBy(model, scene))}>
          <Icon name="repeat" />
        </button>
      </div>
      <div className="pad-size">
        <button type="button" className="pad-key" aria-label={t("smaller")} title={t("smaller")} aria-disabled={now.s <= SIZE_LIMITS.min || undefined} onClick={() => put(scaledBy(now, 1 / STEP_SIZE))}>
          <Icon name="minus" />
        </button>
        <span className="pad-percent" role="status">
          {t("size", { percent: format.number(now.s, { style: "percent", maximumFractionDigits: 0 }) })}
        </span>
        <button type="button" className="pad-key" aria-label={t("larger")} title={t("larger")} aria-disabled={now.s >= SIZE_LIMITS.max || undefined} onClick={() => put(scaledBy(now, STEP_SIZE))}>
          <Icon name="add" />
        </button>
      </div>
      <LifeSizePart scene={scene} model={model} />
    </section>
  );
}
