"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, type PointerEvent } from "react";
import type { Figure } from "@/core/pain/figure";
import { brushed, lookFrom, sideAtViewersRight, strokePoints, type Frame, type Seen } from "@/core/pain/view";
import { drawFigure, type DrawnPlace } from "./draw-figure";

interface PaintStageProps {
  figure: Figure;
  angleDeg: number;
  frame: Frame;
  places: readonly DrawnPlace[];
  chosen: number;
  /** Radius of the brush, mm. */
  brushMm: number;
  isErasing: boolean;
  /** What the picture says to those who don't see it. */
  label: string;
  /** One stroke, from press to release. */
  onStroke: (faces: ReadonlySet<number>) => void;
}

/** A stroke under way. */
interface Stroke {
  readonly faces: Set<number>;
  last: readonly [number, number];
}

function pointOf(event: PointerEvent<HTMLCanvasElement>, { frame: { width, height } }: Seen): readonly [number, number] {
  const box = event.currentTarget.getBoundingClientRect();
  return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
}

/** The places with the stroke that is being painted. */
function withStroke(places: readonly DrawnPlace[], chosen: number, stroke: ReadonlySet<number>, isErasing: boolean): readonly DrawnPlace[] {
  const all = places.length === 0 ? [{ faces: new Set<number>(), intensity: null, label: "1" }] : places;
  return all.map((place, at) => {
    if (at !== chosen) return place;
    return { ...place, faces: isErasing ? new Set([...place.faces].filter((face) => !stroke.has(face))) : new Set([...place.faces, ...stroke]) };
  });
}

/** The figure, to be painted on with a mouse, a pen or a finger. */
export function PaintStage(props: PaintStageProps) {
  const { figure, angleDeg, frame, places, chosen, brushMm, isErasing, label, onStroke } = props;
  const t = useTranslations("pain.side");
  const canvas = useRef<HTMLCanvasElement>(null);
  const stroke = useRef<Stroke | null>(null);
  const seen = useMemo(() => lookFrom(figure, angleDeg, frame), [figure, angleDeg, frame]);
  const radius = brushMm / frame.mmPerPixel;

  const draw = (shown: readonly DrawnPlace[]): void => {
    const context = canvas.current?.getContext("2d");
    if (context) drawFigure(context, seen, shown, chosen);
  };
  useEffect(() => draw(places));

  const paintTo = (point: readonly [number, number], from: readonly [number, number]): void => {
    if (stroke.current === null) return;
    for (const [x, y] of strokePoints(from, point, radius)) for (const face of brushed(seen, x, y, radius)) stroke.current.faces.add(face);
    stroke.current.last = point;
    draw(withStroke(places, chosen, stroke.current.faces, isErasing));
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (event.button !== 0 || stroke.current !== null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const point = pointOf(event, seen);
    stroke.current = { faces: new Set(), last: point };
    paintTo(point, point);
  };
  const end = (isKept: boolean): void => {
    const { faces } = stroke.current ?? { faces: new Set<number>() };
    stroke.current = null;
    if (isKept && faces.size > 0) onStroke(faces);
    else draw(places);
  };
  const atRight = sideAtViewersRight(angleDeg);
  return (
    <div className="pain-stage" dir="ltr">
      <span className="pain-side">{atRight === null ? "" : t(atRight === "left" ? "right" : "left")}</span>
      <div role="img" aria-label={label}>
        <canvas
          ref={canvas}
          width={frame.width}
          height={frame.height}
          className="pain-canvas"
          onPointerDown={begin}
          onPointerMove={(event) => stroke.current !== null && paintTo(pointOf(event, seen), stroke.current.last)}
          onPointerUp={() => end(true)}
          onPointerCancel={() => end(false)}
        />
      </div>
      <span className="pain-side">{atRight === null ? "" : t(atRight)}</span>
    </div>
  );
}
