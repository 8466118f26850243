"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { buttonClass } from "@/components/kit/classes";
import type { VisitId } from "@/core/kit/ids";
import type { Replay } from "@/room/replay/replay";
import type { SceneReplica } from "@/room/scene/replica";
import { KeepView, type CapturedView } from "../keep-view";

/** See {@link KeepMoment}. */
export interface KeepMomentProps {
  readonly visitId: VisitId;
  readonly nextNumber: number;
  readonly replay: Replay;
  /** Takes the picture and the state of a scene; null where it isn't drawn. */
  readonly capture: (scene: SceneReplica) => Promise<CapturedView | null>;
  readonly onKept?: () => void;
}

/** Keeps the moment that a replay shows as a view for the note and the patient (NOTE-18). */
export function KeepMoment({ visitId, nextNumber, replay, capture, onKept }: KeepMomentProps) {
  const t = useTranslations("replay");
  const [said, setSaid] = useState("");
  const take = async (): Promise<CapturedView | null> => {
    replay.player.pause();
    const view = await capture(replay.scene);
    return view && { ...view, momentMs: replay.momentMs() };
  };
  const kept = (label: string): void => {
    setSaid(t("kept", { label }));
    onKept?.();
  };
  return (
    <>
      <KeepView visitId={visitId} nextNumber={nextNumber} capture={take} word={t("keep")} className={buttonClass({}, "min-h-11")} onKept={kept} />
      {/* Beside the button: a word at the page's foot would be behind the replay. */}
      <p role="status" className="self-center text-small">
        {said}
      </p>
    </>
  );
}
