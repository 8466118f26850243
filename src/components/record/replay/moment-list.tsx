"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Player } from "@/room/replay/player";
import type { ToldMoment } from "./use-moments";

interface MomentListProps {
  readonly player: Player;
  readonly moments: readonly ToldMoment[];
  /** Zone in which times are told; the reader's own without one. */
  readonly zone?: string | undefined;
  /** A press shows the moment when it had been done, not as it began. */
  readonly isDone?: boolean | undefined;
}

/** The last moment that has begun at a time; -1 before the first. */
function momentAt(moments: readonly ToldMoment[], atMs: number): number {
  return moments.findLastIndex(({ moment }) => moment.playMs <= atMs);
}

/** {@link momentAt} where a player stands: changes with the moment, not with each picture. */
export function useMomentNow(player: Player, moments: readonly ToldMoment[]): number {
  const read = (): number => momentAt(moments, player.state.get().atMs);
  return useSyncExternalStore(player.state.subscribe, read, read);
}

/** Who did what, each a way to that moment. */
export function MomentList({ player, moments, zone, isDone = false }: MomentListProps) {
  const t = useTranslations("replay");
  const format = useFormatter();
  const [pressed, setPressed] = useState<ToldMoment["moment"] | null>(null);
  const timeOf = (moment: ToldMoment["moment"]): number => (isDone ? moment.doneMs : moment.playMs);
  // Somebody else may have begun something before the pressed one was done: the pressed one stays marked.
  const readPressed = (): boolean => pressed !== null && player.state.get().atMs === Math.min(player.durationMs, timeOf(pressed));
  const isPressed = useSyncExternalStore(player.state.subscribe, readPressed, readPressed);
  const now = useMomentNow(player, moments);
  const at = isPressed ? moments.findIndex(({ moment }) => moment.first === pressed?.first) : -1;
  const current = at < 0 ? now : at;
  const go = (moment: ToldMoment["moment"]): void => {
    setPressed(moment);
    player.seek(timeOf(moment));
  };
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // While it plays the list goes along; else it stays where the reader put it.
    if (player.state.get().isPlaying) list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [current, player]);
  if (moments.length === 0) return <p className="mt-2 text-small text-ink2">{t("onlyLooked")}</p>;
  return (
    <ol ref={list} className="mt-2">
      {moments.map(({ moment, who, what }, at) => (
        <li key={moment.first}>
          <button
            type="button"
            className="replay-moment"
            data-void={moment.isVoid || undefined}
            aria-current={at === current ? "step" : undefined}
            onClick={() => go(moment)}
          >
            <span className="tabular-nums text-ink2">{format.dateTime(moment.atMs, { hour: "2-digit", minute: "2-digit", second: "2-digit", ...(zone === undefined ? {} : { timeZone: zone }) })}</span>
            <span>
              <strong className="font-semibold">{who}</strong> {what}
              {moment.isVoid && <span className="block text-ink2">{t("void")}</span>}
              {moment.relayedBy !== null && <span className="block text-ink2">{t("relayed")}</span>}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
