"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { announce } from "@/components/kit/live-region";
import { facesOfRegion, type Figure } from "@/core/pain/figure";
import { BODY_PARTS, REGION_GROUPS, REGIONS, SIDES, type Region, type RegionGroup } from "@/core/pain/regions";
import { usePainWords } from "./use-pain-words";

interface RegionListProps {
  figure: Figure;
  /** What is painted of the chosen place. */
  faces: ReadonlySet<number>;
  onToggle: (faces: readonly number[], isErasing: boolean) => void;
}

type Standing = "all" | "some" | "none";

/** Parts of the body by name, the left one and the right one: painting without a pointer. */
export function RegionList({ figure, faces, onToggle }: RegionListProps) {
  const t = useTranslations("pain");
  const words = usePainWords();
  const facesIn = useMemo(() => REGIONS.map((_, number) => facesOfRegion(figure, number)), [figure]);
  const standing = (number: number): Standing => {
    const all = facesIn[number] ?? [];
    const count = all.filter((face) => faces.has(face)).length;
    return count === 0 ? "none" : count === all.length ? "all" : "some";
  };
  const toggle = (region: Region, number: number, isOn: boolean): void => {
    onToggle(facesIn[number] ?? [], !isOn);
    announce(t(isOn ? "list.added" : "list.removed", { region: words.region(region) }));
  };
  const group = (name: RegionGroup) => (
    <details key={name} className="pain-group">
      <summary>{t(`group.${name}`)}</summary>
      <ul>
        {BODY_PARTS.map(({ id, group: of }, part) =>
          of !== name ? null : (
            <li key={id} className="pain-part">
              <span>{t(`part.${id}`)}</span>
              {SIDES.map((side, at) => {
                const number = part * 2 + at;
                const region = REGIONS[number];
                return region === undefined ? null : (
                  <RegionBox key={side} label={words.region(region)} short={t(`side.${side}`)} standing={standing(number)} onChange={(isOn) => toggle(region, number, isOn)} />
                );
              })}
            </li>
          ),
        )}
      </ul>
    </details>
  );
  return (
    <section aria-labelledby="pain-list">
      <h3 id="pain-list" className="text-h3">
        {t("list.title")}
      </h3>
      <p className="text-small text-ink2">{t("list.words")}</p>
      {REGION_GROUPS.map(group)}
    </section>
  );
}

interface RegionBoxProps {
  label: string;
  short: string;
  standing: Standing;
  onChange: (isOn: boolean) => void;
}

function RegionBox({ label, short, standing, onChange }: RegionBoxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = standing === "some";
  }, [standing]);
  return (
    <label className="pain-box">
      <input ref={box} type="checkbox" className="choice-box" aria-label={label} checked={standing === "all"} onChange={(event) => onChange(event.target.checked)} />
      <span aria-hidden="true">{short}</span>
    </label>
  );
}
