"use client";

import { useEffect, useRef } from "react";
import { cx } from "./classes";

/** What a meter listens to; `Store<number>` of the room fits. */
export interface LevelSource {
  get(): number;
  subscribe(listener: () => void): () => void;
}

interface MeterProps {
  /** 0 is silence, 1 the loudest that is measured. */
  level?: number;
  /** A level that changes many times a second: painted without rendering. */
  source?: LevelSource;
  /** 5 beside a name, 12 in the device check. */
  bars?: 5 | 12;
}

/** Heights of the bars at full voice, so that it looks like speech and not like a battery. */
const SHAPE = [0.5, 0.8, 1, 0.66, 0.9, 0.58, 1, 0.74, 0.88, 0.5, 0.72, 0.46];

function paint(meter: HTMLElement, level: number): void {
  const bars = [...meter.children].filter((bar): bar is HTMLElement => bar instanceof HTMLElement);
  bars.forEach((bar, index) => {
    const isLit = bars.length === 5 ? level > 0.04 : level * bars.length > index + 0.4;
    const height = isLit ? Math.max(0.3, (SHAPE[index] ?? 1) * Math.min(1, 0.35 + level)) : 0.22;
    bar.toggleAttribute("data-lit", isLit);
    bar.style.scale = `1 ${height.toFixed(2)}`;
  });
}

/** The voice, drawn. A word beside it says the same ("We hear you"), so it is silent for screen readers. */
export function Meter({ level, source, bars = 5 }: MeterProps) {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const meter = ref.current;
    if (!meter) return;
    if (!source) {
      paint(meter, level ?? 0);
      return;
    }
    paint(meter, source.get());
    return source.subscribe(() => paint(meter, source.get()));
  }, [level, source]);
  return (
    <span ref={ref} aria-hidden="true" className={cx("meter", bars === 12 && "meter-wide")}>
      {SHAPE.slice(0, bars).map((_, index) => (
        <span key={index} className="meter-bar" />
      ))}
    </span>
  );
}
