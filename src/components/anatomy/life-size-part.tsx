"use client";

import dynamic from "next/dynamic";
import { useFormatter, useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { place } from "@/core/anatomy/intents";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { atLifeSize, isClose, readTransform } from "@/core/anatomy/transform";
import { registers } from "@/core/room/registers";
import { lifeSize, setLifeSize } from "@/room/life-size";
import { useSceneVersion, type SharedScene } from "./use-scene";
import "./marks.css";

const CardDialog = dynamic(() => import("./card-dialog").then((module) => module.CardDialog), { ssr: false });

/** One press shows the model as large as life: the model itself for everybody, and this screen by its own pixels. */
export function LifeSizePart({ scene, model }: { scene: SharedScene; model: AnatomyModel }) {
  const t = useTranslations("anatomy.pad");
  const format = useFormatter();
  useSceneVersion(scene, registers.transform(model.id));
  const { isOn, isCalibrated } = useSyncExternalStore(lifeSize.subscribe, lifeSize.get, lifeSize.get);
  const [asksForCard, setAsks] = useState(false);
  const now = readTransform(scene.get(registers.transform(model.id)));
  const target = atLifeSize(now);
  // Somebody sized it since: this screen still shows true to the scene, but not life.
  const isLife = isClose(now, target);
  const press = (): void => {
    if (isOn && isLife) return setLifeSize(false);
    if (!isLife && !scene.dispatch(place(model, target)).ok) return;
    setLifeSize(true);
  };
  return (
    <div className="pad-life" data-life-size={isOn ? (isLife ? "life" : "sized") : "fit"}>
      <button type="button" className="pad-key" aria-pressed={isOn && isLife} onClick={press}>
        {t("life")}
      </button>
      {isOn && (
        <>
          <p role="status">
            {isLife ? t(isCalibrated ? "exact" : "about") : t("largerThan", { percent: format.number(now.s, { style: "percent", maximumFractionDigits: 0 }) })}
          </p>
          <PlainButton kind="text" onPress={() => setAsks(true)}>
            {t("check")}
          </PlainButton>
        </>
      )}
      {asksForCard && <CardDialog onClose={() => setAsks(false)} />}
    </div>
  );
}
