"use client";

import { useId } from "react";

interface SliderProps {
  readonly label: string;
  /** The value as it is shown, and read aloud unless `spoken` says more. */
  readonly said: string;
  readonly spoken?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onMove: (value: number) => void;
  /** The hand let go. */
  readonly onEnd: () => void;
}

/** A slider with its word and value: drag, press beside the knob, or arrow keys. */
export function Slider({ label, said, spoken, value, min, max, step, onMove, onEnd }: SliderProps) {
  const id = useId();
  return (
    <div className="slide">
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id} className="tabular-nums">
        {said}
      </output>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={Math.min(max, Math.max(min, value))}
        aria-valuetext={spoken ?? said}
        onChange={(event) => onMove(Number(event.target.value))}
        onPointerUp={onEnd}
        onBlur={onEnd}
      />
    </div>
  );
}
