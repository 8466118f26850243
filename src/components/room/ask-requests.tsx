"use client";

import { useTranslations } from "next-intl";
import { useLater } from "@/components/anatomy/use-later";
import { useSceneVersion } from "@/components/anatomy/use-scene";
import { Banner } from "@/components/kit/banner";
import { PlainButton } from "@/components/kit/plain-button";
import { allowedNow } from "@/core/room/judge";
import { allowedWith, allowedWithout } from "@/core/room/may-i";
import { mayChange } from "@/core/room/policy";
import { answerAsk, askState, openAsks } from "@/core/room/presenter";
import type { SceneReplica } from "@/room/scene/replica";
import type { SessionPerson } from "@/room/visit-session";

interface AskRequestsProps {
  readonly scene: SceneReplica;
  readonly people: readonly SessionPerson[];
}

/** Who asks the clinician to change the scene, and whom they let: with the way back (ROOM-84). */
export function AskRequests({ scene, people }: AskRequestsProps) {
  const t = useTranslations("room.ask");
  useLater(useSceneVersion(scene, "person/", "room/"));
  const here = people.filter(({ isSelf }) => !isSelf);
  // Whoever left asks no more.
  const asking = openAsks(scene.state).flatMap(({ actor, ask }) => {
    const person = here.find((each) => each.actor === actor);
    return person && ask.what === "edit" ? [person] : [];
  });
  const isNamed = typeof allowedNow(scene.state.bench) !== "string";
  const allowed = here.filter(({ actor }) => askState(scene.state, actor) === "granted" && isNamed && mayChange(scene.state, actor));
  const answer = (actor: number, granted: boolean): void => {
    const edit = answerAsk(scene.state, actor, granted);
    if (!edit) return;
    if (granted) scene.allow(allowedWith(scene.state, actor));
    scene.dispatch(edit);
  };
  return (
    <>
      {asking.map(({ actor, name }) => (
        <div key={actor} data-asks={actor}>
          <Banner
            icon="hand"
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
      ))}
      {allowed.map(({ actor, name }) => (
        <div key={actor} data-may={actor}>
          <Banner
            icon="hand"
            fact={t("may", { name })}
            action={
              <PlainButton kind="quiet" aria-label={t("takeBack", { name })} onPress={() => scene.allow(allowedWithout(scene.state, actor))}>
                {t("takeBackShort")}
              </PlainButton>
            }
          />
        </div>
      ))}
    </>
  );
}
