"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef, useSyncExternalStore } from "react";
import type { Player } from "@/room/replay/player";
import type { ToldMoment } from "./use-moments";

interface MomentListProps {
  readonly player: Player;
  readonly moments: readonly ToldMoment[];
  readonly zone: string;
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
export function MomentList({ player, moments, zone }: MomentListProps) {
  const t = useTranslations("replay");
  const format = useFormatter();
  const current = useMomentNow(player, moments);
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
            onClick={() => player.seek(moment.playMs)}
          >
            <span className="tabular-nums text-ink2">{format.dateTime(moment.atMs, { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: zone })}</span>
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
