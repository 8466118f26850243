"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { SelectField } from "@/components/kit/field";
import { Icon, type IconName } from "@/components/kit/icon";
import { regionsTouched, type Figure } from "@/core/pain/figure";
import { FRAME, VIEW_ANGLES, VIEWS, type Frame } from "@/core/pain/view";
import type { DrawnPlace } from "./draw-figure";
import { PaintStage } from "./paint-stage";
import { usePainWords } from "./use-pain-words";

/** Radii of the brush, mm on the body. */
const BRUSHES = { small: 14, medium: 32, large: 60 } as const;
type Brush = keyof typeof BRUSHES;

const NEAR = { width: 850, height: 850, mmPerPixel: 0.95 } as const;
/** What of the body is shown: all of it, or a part twice as large. */
const PARTS: Readonly<Record<"whole" | "top" | "middle" | "bottom", Frame>> = {
  whole: FRAME,
  top: { ...NEAR, middleMm: 500 },
  middle: { ...NEAR, middleMm: 160 },
  bottom: { ...NEAR, middleMm: -420 },
};
type Part = keyof typeof PARTS;

interface FigurePartProps {
  figure: Figure;
  places: readonly DrawnPlace[];
  chosen: number;
  canUndo: boolean;
  canRedo: boolean;
  onStroke: (faces: ReadonlySet<number>, isErasing: boolean) => void;
  onUndo: () => void;
  onRedo: () => void;
}

/** The figure with what one paints with, and from where one looks at it. */
export function FigurePart({ figure, places, chosen, canUndo, canRedo, onStroke, onUndo, onRedo }: FigurePartProps) {
  const t = useTranslations("pain");
  const words = usePainWords();
  const [angleDeg, setAngle] = useState<number>(VIEW_ANGLES.front);
  const [part, setPart] = useState<Part>("whole");
  const [brush, setBrush] = useState<Brush>("medium");
  const [isErasing, setErasing] = useState(false);
  const named = VIEWS.find((view) => VIEW_ANGLES[view] === angleDeg);
  const turn = (by: number): void => setAngle((angleDeg + by + 360) % 360);
  const seenFrom = named === undefined ? t("canvasAngle", { degrees: angleDeg }) : t("canvas", { view: t(`view.${named}`) });
  const painted = places.map(({ faces }) => words.regions(regionsTouched(figure, faces))).filter((text) => text !== "");
  return (
    <div className="pain-figure">
      <div className="pain-bar" role="group" aria-label={t("view.label")}>
        {VIEWS.map((view) => (
          <button key={view} type="button" className="pain-tool" aria-pressed={view === named} onClick={() => setAngle(VIEW_ANGLES[view])}>
            {t(`view.${view}`)}
          </button>
        ))}
        <Tool icon="chevron-start" label={t("view.turnLeft")} onPress={() => turn(45)} />
        <Tool icon="chevron-end" label={t("view.turnRight")} onPress={() => turn(-45)} />
      </div>
      <PaintStage
        {...{ figure, angleDeg, places, chosen, isErasing }}
        frame={PARTS[part]}
        brushMm={BRUSHES[brush]}
        label={`${seenFrom} ${painted.length === 0 ? t("pictureNone") : t("picture", { places: painted.join("; ") })}`}
        onStroke={(faces) => onStroke(faces, isErasing)}
      />
      <div className="pain-bar" role="group" aria-label={t("tool.label")}>
        {(Object.keys(BRUSHES) as Brush[]).map((each) => (
          <button key={each} type="button" className="pain-tool" aria-label={t(`tool.${each}`)} aria-pressed={each === brush && !isErasing} onClick={() => (setBrush(each), setErasing(false))}>
            <span className={`pain-dot pain-dot-${each}`} aria-hidden="true" />
          </button>
        ))}
        <button type="button" className="pain-tool" aria-pressed={isErasing} onClick={() => setErasing(!isErasing)}>
          {t("tool.erase")}
        </button>
        <Tool icon="undo" label={t("tool.undo")} isOff={!canUndo} onPress={onUndo} />
        <Tool icon="redo" label={t("tool.redo")} isOff={!canRedo} onPress={onRedo} />
      </div>
      <SelectField
        label={t("show.label")}
        labelHidden
        value={part}
        onChange={(value) => setPart(value as Part)}
        options={(Object.keys(PARTS) as Part[]).map((each) => ({ value: each, label: t(`show.${each}`) }))}
      />
    </div>
  );
}

function Tool({ icon, label, isOff = false, onPress }: { icon: IconName; label: string; isOff?: boolean; onPress: () => void }) {
  return (
    <button type="button" className="pain-tool" aria-label={label} title={label} aria-disabled={isOff || undefined} onClick={isOff ? undefined : onPress}>
      <Icon name={icon} />
    </button>
  );
}
