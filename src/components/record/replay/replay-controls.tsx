"use client";

import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { IconButton } from "@/components/kit/icon-button";
import { PlainButton } from "@/components/kit/plain-button";
import { useStore } from "@/components/room/use-store";
import { SPEEDS, type Player } from "@/room/replay/player";
import { useMomentNow } from "./moment-list";
import type { ToldMoment } from "./use-moments";

const STEP_MS = 1000;

/** Minutes and seconds, as on any player. */
function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

interface ReplayControlsProps {
  readonly player: Player;
  readonly moments: readonly ToldMoment[];
  /** What can be done with the moment that is shown. */
  readonly children?: ReactNode;
}

/** Play, go to a time, from moment to moment, faster. */
export function ReplayControls({ player, moments, children }: ReplayControlsProps) {
  const t = useTranslations("replay");
  const { atMs, isPlaying, speed } = useStore(player.state);
  const current = useMomentNow(player, moments);
  const [said, setSaid] = useState("");
  const go = (at: number): void => {
    const target = moments[at];
    if (target === undefined) return;
    player.seek(target.moment.playMs);
    setSaid(`${target.who} ${target.what}`);
  };
  const times = { at: clockText(atMs), end: clockText(player.durationMs) };
  return (
    <div className="replay-controls" role="group" aria-label={t("controls")} data-replay-at={Math.round(atMs)} data-replay-playing={isPlaying}>
      <input
        type="range"
        className="replay-scrub"
        min={0}
        max={Math.ceil(player.durationMs)}
        step={STEP_MS / 4}
        value={atMs}
        aria-label={t("time")}
        aria-valuetext={t("timeOf", times)}
        onChange={(event) => player.seek(Number(event.target.value))}
      />
      <div className="flex flex-wrap items-center gap-2">
        <PlainButton kind="filled" icon={isPlaying ? undefined : "play"} onPress={isPlaying ? player.pause : player.play}>
          {isPlaying ? t("pause") : t("play")}
        </PlainButton>
        <IconButton icon="chevron-start" label={t("before")} onPress={() => go(atMs > (moments[current]?.moment.playMs ?? 0) + STEP_MS ? current : current - 1)} />
        <IconButton icon="chevron-end" label={t("next")} onPress={() => go(current + 1)} />
        {/* In the dialog itself: what stands behind a modal one is not read aloud. */}
        <p role="status" className="sr-only">
          {said}
        </p>
        <span className="tabular-nums text-small" aria-hidden="true">
          {t("timeOf", times)}
        </span>
        <div className="replay-speeds" role="group" aria-label={t("speed")}>
          {SPEEDS.map((each) => (
            <button key={each} type="button" className="replay-speed" aria-pressed={each === speed} aria-label={t("times", { count: each })} onClick={() => player.setSpeed(each)}>
              {each}×
            </button>
          ))}
        </div>
      </div>
      {children !== undefined && <div className="flex flex-wrap gap-x-3">{children}</div>}
    </div>
  );
}
