"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Banner } from "@/components/kit/banner";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import type { Following } from "@/room/scene/following";
import type { SceneReplica } from "@/room/scene/replica";
import { present } from "@/room/scene/present";
import { useStore } from "./use-store";

interface TogetherSignProps {
  readonly scene: SceneReplica;
  readonly following: Following;
  readonly isClinician: boolean;
}

/** Who shows their view to everybody, and whether this person goes along. */
export function TogetherSign({ scene, following, isClinician }: TogetherSignProps) {
  const t = useTranslations("room.together");
  const { mode, presenter } = useStore(following.state);
  const somebody = useTranslations("anatomy.said")("somebody");
  const isOwn = presenter?.actor === scene.actor;
  const name = (presenter && scene.roster.get().find(({ actor }) => actor === presenter.actor)?.name) ?? somebody;
  const said = useRef(mode);
  useEffect(() => {
    if (said.current === "free" && mode !== "free") announce(t("saidShows", { name }));
    if (said.current !== "free" && mode === "free") announce(t("saidEnds"));
    said.current = mode;
  }, [mode, name, t]);
  if (!presenter) return null;
  const stop = (
    <PlainButton kind="quiet" onPress={() => present(scene, null)}>
      {t("stop")}
    </PlainButton>
  );
  if (isOwn) {
    return (
      <div data-together="own">
        <Banner icon="eye" fact={t("youShow")} action={stop} />
      </div>
    );
  }
  const isFollowing = mode === "following";
  return (
    <div data-together={mode}>
      <Banner
        icon="eye"
        fact={t(isFollowing ? "shows" : "apart", { name })}
        action={
          <>
            {!presenter.hold && (
              <PlainButton kind="text" onPress={isFollowing ? following.stop : following.follow}>
                {t(isFollowing ? "stopFollowing" : "follow")}
              </PlainButton>
            )}
            {isClinician && stop}
          </>
        }
      />
    </div>
  );
}
