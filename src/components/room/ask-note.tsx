"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useSceneVersion } from "@/components/anatomy/use-scene";
import { useLater } from "@/components/anatomy/use-later";
import { Banner } from "@/components/kit/banner";
import { PlainButton } from "@/components/kit/plain-button";
import { askFor, askState, withdrawAsk } from "@/core/room/presenter";
import type { SceneReplica } from "@/room/scene/replica";
import { useStore } from "./use-store";

/** A question that nobody answers lapses. */
const LAPSES_AFTER_MS = 60_000;
/** Good news goes by itself. */
const SHOWN_FOR_MS = 8000;

interface AskNoteProps {
  readonly scene: SceneReplica;
  /** Who answers. */
  readonly clinician: string;
  /** Tried to change the scene, and could not. */
  readonly hasTried: boolean;
}

type Stage = "closed" | "free" | "asked" | "granted" | "declined" | "lapsed";

/** "May I": somebody who is held back asks the clinician, and sees what comes of it (ROOM-49). */
export function AskNote({ scene, clinician, hasTried }: AskNoteProps) {
  const t = useTranslations("room.ask");
  const may = useStore(scene.mayChange);
  useLater(useSceneVersion(scene, `person/${scene.actor}/`, "room/"));
  const asked = askState(scene.state, scene.actor);
  const [isLapsed, setLapsed] = useState(false);
  const [isDone, setDone] = useState(false);
  const stage = stageOf(asked, may, isLapsed, isDone);
  useTimer(asked === "asked", LAPSES_AFTER_MS, () => {
    setLapsed(true);
    scene.dispatch(withdrawAsk(scene.actor));
  });
  useTimer(stage === "granted", SHOWN_FOR_MS, () => setDone(true));
  const ask = (): void => {
    const edit = askFor(scene.state, scene.actor, "edit");
    setLapsed(false);
    setDone(false);
    if (edit) scene.dispatch(edit);
  };
  if (stage === "closed") return null;
  const askButton = (
    <PlainButton kind="text" onPress={ask}>
      {t(stage === "free" ? "ask" : "again")}
    </PlainButton>
  );
  const name = clinician;
  const words = {
    free: { fact: hasTried ? t("tried", { name }) : t("looks"), action: askButton },
    asked: { fact: t("asked", { name }), action: <PlainButton kind="quiet" onPress={() => scene.dispatch(withdrawAsk(scene.actor))}>{t("withdraw")}</PlainButton> },
    granted: { fact: t("granted", { name }), action: <PlainButton kind="quiet" onPress={() => setDone(true)}>{t("done")}</PlainButton> },
    declined: { fact: t("declined", { name }), action: askButton },
    lapsed: { fact: t("lapsed"), action: askButton },
  }[stage];
  return (
    <div data-ask={stage}>
      <Banner icon={stage === "free" ? "eye" : "hand"} fact={words.fact} live="polite" action={words.action} />
    </div>
  );
}

function stageOf(asked: ReturnType<typeof askState>, may: boolean, isLapsed: boolean, isDone: boolean): Stage {
  if (may) return asked === "granted" && !isDone ? "granted" : "closed";
  if (asked === "asked") return "asked";
  if (isLapsed) return "lapsed";
  return asked === "declined" ? "declined" : "free";
}

function useTimer(isOn: boolean, afterMs: number, run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setTimeout(() => latest.current(), afterMs);
    return () => clearTimeout(timer);
  }, [isOn, afterMs]);
}
