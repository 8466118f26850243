"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useId, useSyncExternalStore } from "react";
import { Icon } from "@/components/kit/icon";
import { opacityOf } from "@/core/anatomy/looks";
import type { AnatomyModel, AnatomyStructure } from "@/core/anatomy/manifest";
import { givenColour, LEAST_OPACITY, setColour, setOpacity, SHADES, shadeOf } from "@/core/anatomy/shades";
import { registers } from "@/core/room/registers";
import { ShadeSwatch } from "./shade-swatch";
import { Slider } from "./slider";
import { useSceneVersion, type SharedScene } from "./use-scene";
import { useSlide } from "./use-slide";
import "./inside.css";

interface PartLooksProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly structure: AnatomyStructure;
}

/** How solid the chosen part is, and in which colour it is shown. For whoever may change the scene now. */
export function PartLooks({ scene, model, structure }: PartLooksProps) {
  const t = useTranslations("anatomy.inside.look");
  const format = useFormatter();
  useSceneVersion(scene, registers.opacity(model.id, structure.id), registers.colour(model.id, structure.id));
  const may = useSyncExternalStore(scene.mayChange.subscribe, scene.mayChange.get, scene.mayChange.get);
  const slide = useSlide(scene);
  const group = useId();
  if (!may) return null;
  const read = (register: string) => scene.get(register);
  const opacity = opacityOf(model, structure, read);
  const given = givenColour(model, structure.id, read);
  const paint = (colour: string | null): void => {
    scene.dispatch(setColour(model, structure.id, colour));
  };
  const colours = [{ id: "own", colour: null, shade: null } as const, ...SHADES.map((shade) => ({ id: shade.id, colour: shade.colour, shade }))];
  const isForeign = given !== null && shadeOf(given) === null;
  return (
    <div className="part-looks">
      <Slider
        label={t("solid")}
        said={format.number(opacity, { style: "percent", maximumFractionDigits: 0 })}
        value={opacity}
        min={LEAST_OPACITY}
        max={1}
        step={0.05}
        onMove={(share) => slide.move(setOpacity(model, structure, share))}
        onEnd={slide.end}
      />
      <div role="radiogroup" aria-label={t("colour")} className="shades">
        {colours.map(({ id, colour, shade }) => (
          <label key={id} className="shade" title={t(`shades.${id}`)}>
            <input type="radio" name={group} checked={colour === given || (isForeign && colour === null)} onChange={() => paint(colour)} aria-label={t(`shades.${id}`)} />
            <ShadeSwatch colour={colour ?? structure.colour} shade={shade} size="large" />
            {colour === given && <Icon name="check" size="small" />}
          </label>
        ))}
      </div>
    </div>
  );
}
