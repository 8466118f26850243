"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useLater } from "@/components/anatomy/use-later";
import { useSceneVersion } from "@/components/anatomy/use-scene";
import { Banner } from "@/components/kit/banner";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { answerCloser, areClose, closerNews, closerState, openCloserAsks, type CloserState } from "@/core/room/boundary";
import type { SceneReplica } from "@/room/scene/replica";
import type { SessionPerson } from "@/room/visit-session";

interface CloserRequestsProps {
  readonly scene: SceneReplica;
  readonly people: readonly SessionPerson[];
}

/** Who asks to come closer, with a yes and a no; and what came of an own question, in words (ANA-601). */
export function CloserRequests({ scene, people }: CloserRequestsProps) {
  const t = useTranslations("room.closer");
  useLater(useSceneVersion(scene, "person/"));
  const others = people.filter(({ isSelf }) => !isSelf);
  const asking = openCloserAsks(scene.state, scene.actor).flatMap((actor) => others.find((each) => each.actor === actor) ?? []);
  const before = useRef<ReadonlyMap<number, CloserState | "close">>(new Map());
  useEffect(() => {
    const now = new Map(others.map(({ actor }) => [actor, areClose(scene.state, scene.actor, actor) ? ("close" as const) : closerState(scene.state, scene.actor, actor)]));
    for (const { actor, name } of others) {
      const news = closerNews(before.current.get(actor), now.get(actor) ?? "idle");
      if (news) announce(t(news, { name }));
    }
    before.current = now;
  });
  const answer = (actor: number, mayCome: boolean): void => {
    const edit = answerCloser(scene.state, scene.actor, actor, mayCome);
    if (edit) scene.dispatch(edit);
  };
  return asking.map(({ actor, name }) => (
    <div key={actor} data-asks-closer={actor}>
      <Banner
        icon="people"
        fact={t("wants", { name })}
        live="polite"
        action={
          <>
            <PlainButton kind="filled" onPress={() => answer(actor, true)}>
              {t("allow")}
            </PlainButton>
            <PlainButton kind="quiet" onPress={() => answer(actor, false)}>
              {t("notNow")}
            </PlainButton>
          </>
        }
      />
    </div>
  ));
}
