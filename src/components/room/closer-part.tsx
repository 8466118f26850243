"use client";

import { useTranslations } from "next-intl";
import { useSceneVersion } from "@/components/anatomy/use-scene";
import { PlainButton } from "@/components/kit/plain-button";
import { areClose, askCloser, closerState, takeBackCloser } from "@/core/room/boundary";
import type { SceneReplica } from "@/room/scene/replica";
import type { SessionPerson } from "@/room/visit-session";

interface CloserPartProps {
  readonly scene: SceneReplica;
  readonly people: readonly SessionPerson[];
}

/** Who may be close to whom in the scene: asking, and taking it back at any time (ANA-601). */
export function CloserPart({ scene, people }: CloserPartProps) {
  const t = useTranslations("room.closer");
  useSceneVersion(scene, "person/");
  const others = people.filter(({ isSelf }) => !isSelf);
  if (others.length === 0) return null;
  return (
    <section aria-label={t("title")} data-closer>
      <h3 className="font-semibold">{t("title")}</h3>
      <ul className="grid gap-2 pt-1">
        {others.map(({ actor, name }) => {
          const own = closerState(scene.state, scene.actor, actor);
          const isClose = areClose(scene.state, scene.actor, actor);
          const back = takeBackCloser(scene.state, scene.actor, actor);
          return (
            <li key={actor} className="flex flex-wrap items-center gap-2" data-closer-to={actor} data-closer-state={isClose ? "granted" : own}>
              <span className="min-w-0 flex-1">{t(isClose ? "granted" : own, { name })}</span>
              {isClose || own === "asked" ? (
                <PlainButton kind="quiet" aria-label={isClose ? t("takeBackLong", { name }) : undefined} onPress={() => back && scene.dispatch(back)}>
                  {t(isClose ? "takeBack" : "withdraw")}
                </PlainButton>
              ) : (
                <PlainButton
                  kind="text"
                  aria-label={t("askLong", { name })}
                  onPress={() => {
                    const ask = askCloser(scene.state, scene.actor, actor);
                    if (ask) scene.dispatch(ask);
                  }}
                >
                  {t("ask")}
                </PlainButton>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
