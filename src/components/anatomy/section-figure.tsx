"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { choose } from "@/core/anatomy/intents";
import { opacityOf } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructure } from "@/core/anatomy/models";
import { readSelection } from "@/core/anatomy/read";
import { reachAlong } from "@/core/anatomy/cuts";
import { bodyWay, type Slice, type SlicePart } from "@/core/anatomy/sectioner";
import { cutColour, givenColour, shadeOf } from "@/core/anatomy/shades";
import { times } from "@/core/anatomy/vector";
import { registers } from "@/core/room/registers";
import { useModelWords, type Wording } from "./model-words";
import { ShadeSwatch, ShadePatterns } from "./shade-swatch";
import type { SharedScene } from "./use-scene";

interface SectionFigureProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly wording: Wording;
  readonly slice: Slice | null;
}

/** A cut looked at straight on, with the names of what it goes through. Drawn from polygons alone: no graphics card is asked. */
export function SectionFigure({ scene, model, wording, slice }: SectionFigureProps) {
  const t = useTranslations("anatomy.inside.slice");
  const [hot, setHot] = useState<string | null>(null);
  if (!slice) return <p className="tool-note">{t("coming")}</p>;
  const chosen = readSelection(scene.get(registers.selection(scene.actor)))?.structure ?? null;
  const press = (id: string): void => {
    scene.dispatch(choose(scene.actor, model, chosen === id ? null : id));
  };
  const { u, v } = slice.axes;
  const ways = { right: bodyWay(u), left: bodyWay(times(u, -1)), up: bodyWay(v), down: bodyWay(times(v, -1)) };
  return (
    <figure className="slice" data-slice={slice.parts.map(({ id }) => id).join(" ")}>
      <div className="slice-picture">
        <SlicePicture scene={scene} model={model} slice={slice} strong={hot ?? chosen} onHot={setHot} onPress={press} label={t("label", { count: slice.parts.length, right: t(`ways.${ways.right}`), up: t(`ways.${ways.up}`) })} />
        {(["up", "down", "left", "right"] as const).map((side) => (
          <span key={side} className={`slice-way slice-way-${side}`} aria-hidden="true">
            {t(`ways.${ways[side]}`)}
          </span>
        ))}
      </div>
      <figcaption>
        {slice.parts.length === 0 ? <p className="tool-note">{t("empty")}</p> : <SliceNames scene={scene} model={model} wording={wording} slice={slice} strong={hot} chosen={chosen} onHot={setHot} onPress={press} />}
      </figcaption>
    </figure>
  );
}

interface PictureProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly slice: Slice;
  readonly strong: string | null;
  readonly label: string;
  readonly onHot: (id: string | null) => void;
  readonly onPress: (id: string) => void;
}

function SlicePicture({ scene, model, slice, strong, label, onHot, onPress }: PictureProps) {
  const read = (register: string) => scene.get(register);
  // As large as the whole model from there, so that the picture keeps its size while the plane moves.
  const [wide, high] = [reachAlong(model, slice.axes.u), reachAlong(model, slice.axes.v)].map((reachM) => reachM * 1040);
  const colourOf = (id: string): string => cutColour(givenColour(model, id, read) ?? findStructure(model, id)?.colour ?? "#888888");
  const opacity = (id: string): number => {
    const structure = findStructure(model, id);
    return structure ? Math.max(0.25, opacityOf(model, structure, read)) : 1;
  };
  if (wide === undefined || high === undefined) return null;
  return (
    <svg viewBox={`${-wide} ${-high} ${wide * 2} ${high * 2}`} role="img" aria-label={label} onPointerLeave={() => onHot(null)}>
      <ShadePatterns unit={Math.max(wide, high) / 60} />
      {slice.parts.map(({ id, section }) => {
        const d = pathOf({ id, section });
        const shade = shadeOf(givenColour(model, id, read));
        return (
          <g key={id} data-part={id} data-strong={strong === id || undefined} opacity={opacity(id)} onPointerEnter={() => onHot(id)} onClick={() => onPress(id)}>
            <path d={d} fill={colourOf(id)} fillRule="evenodd" />
            {shade && <path d={d} fill={`url(#shade-${shade.pattern})`} fillRule="evenodd" />}
            {section.open.length > 0 && <path d={section.open.map((points) => lineOf(points)).join("")} className="slice-sheet" stroke={colourOf(id)} />}
          </g>
        );
      })}
    </svg>
  );
}

// Millimetres, v upwards.
const lineOf = (points: Float64Array): string => {
  let d = "";
  for (let i = 0; i < points.length; i += 2) d += `${i === 0 ? "M" : "L"}${((points[i] ?? 0) * 1000).toFixed(2)} ${((points[i + 1] ?? 0) * -1000).toFixed(2)}`;
  return d;
};

const pathOf = ({ section }: SlicePart): string => section.loops.map(({ points }) => `${lineOf(points)}Z`).join("");

interface NamesProps extends Omit<PictureProps, "label"> {
  readonly wording: Wording;
  readonly chosen: string | null;
}

function SliceNames({ scene, model, wording, slice, strong, chosen, onHot, onPress }: NamesProps) {
  const t = useTranslations("anatomy.inside.slice");
  const format = useFormatter();
  const { nameOf, langOf } = useModelWords();
  const areaOf = (areaM2: number): string =>
    areaM2 >= 1e-4 ? t("cm2", { area: format.number(areaM2 * 1e4, { maximumFractionDigits: 1 }) }) : t("mm2", { area: format.number(areaM2 * 1e6, { maximumFractionDigits: 0 }) });
  return (
    <>
      <p className="tool-note">{t("names")}</p>
      <ul className="slice-names">
        {slice.parts.map(({ id, section }) => {
          const structure = findStructure(model, id);
          if (!structure) return null;
          return (
            <li key={id}>
              <button
                type="button"
                className="slice-name"
                aria-pressed={chosen === id}
                data-hot={strong === id || undefined}
                onPointerEnter={() => onHot(id)}
                onPointerLeave={() => onHot(null)}
                onFocus={() => onHot(id)}
                onBlur={() => onHot(null)}
                onClick={() => onPress(id)}
              >
                <ShadeSwatch colour={cutColour(givenColour(model, id, (register) => scene.get(register)) ?? structure.colour)} shade={shadeOf(givenColour(model, id, (register) => scene.get(register)))} />
                <span className="min-w-0 flex-1" lang={langOf(structure)}>
                  {nameOf(structure, wording)}
                </span>
                <span className="tabular-nums text-ink2">{areaOf(section.areaM2)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <p className="tool-note">{t("lifeSize")}</p>
    </>
  );
}
