"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { SceneState } from "@/components/anatomy/scene-state";
import { SceneStatusView } from "@/components/anatomy/scene-status-view";
import { useChosenModel } from "@/components/anatomy/use-chosen-model";
import { useModel } from "@/components/anatomy/use-model";
import { ReplayDialog } from "@/components/record/replay/replay-dialog";
import { ReplayView } from "@/components/record/replay/replay-view";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { modelIn } from "@/core/anatomy/models";
import type { SceneStatus } from "@/core/anatomy/scene-status";
import type { VisitId } from "@/core/kit/ids";
import type { Replay, VisitLog } from "@/room/replay/replay";
import { SceneCanvas } from "@/xr/scene-canvas";
import type { ScenePerson } from "@/xr/people/person";
import "@/components/anatomy/scene.css";

interface NoteReplayProps {
  readonly visitId: VisitId;
  readonly zone: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The visit of a note, looked at again in three dimensions. */
export function NoteReplay({ visitId, zone, isOpen, onClose }: NoteReplayProps) {
  return (
    <ReplayDialog isOpen={isOpen} onClose={onClose}>
      <ReplayView visitId={visitId} zone={zone} renderScene={(replay, log) => <Scene replay={replay} log={log} />} />
    </ReplayDialog>
  );
}

function Scene({ replay, log }: { replay: Replay; log: VisitLog }) {
  const t = useTranslations("replay");
  // The first model of all, as in the room; the visit's own choice comes from its log.
  const { state } = useModel(modelIn({}));
  if (state.kind === "ready") return <Stage replay={replay} log={log} first={state.model} />;
  return (
    <p role={state.kind === "failed" ? "alert" : "status"} className="p-4">
      {t(state.kind === "failed" ? "sceneAway" : "loading")}
    </p>
  );
}

/** One figure a person: of their page loads the one that wrote most, whose choices then show in their colour. */
function peopleOf({ people, entries }: VisitLog): readonly ScenePerson[] {
  const wrote = new Map<number, number>();
  for (const { op } of entries) wrote.set(op.actor, (wrote.get(op.actor) ?? 0) + 1);
  const busiest = new Map<number, VisitLog["people"][number]>();
  for (const each of people) {
    const known = busiest.get(each.person);
    if ((wrote.get(each.actor) ?? 0) > (known === undefined ? 0 : (wrote.get(known.actor) ?? 0))) busiest.set(each.person, each);
  }
  let other = 2;
  return [...busiest.values()].map(({ actor, name, role, actsFor }) => {
    const seat = role === "clinician" ? 1 : role === "patient" && actsFor === null ? 2 : Math.min((other += 1), 6);
    return { actor, name, seat: seat as ScenePerson["seat"], isSelf: false };
  });
}

function Stage({ replay, log, first }: { replay: Replay; log: VisitLog; first: AnatomyModel }) {
  const t = useTranslations("replay");
  const { model } = useChosenModel(replay.scene, first);
  const people = useMemo(() => peopleOf(log), [log]);
  const [isDrawn, setDrawn] = useState(false);
  return (
    <>
      {/* Nothing can be grasped in what has been; what there is to know is in the list. */}
      <div inert={isDrawn}>
        <SceneCanvas
          className="absolute inset-0"
          scene={replay.scene}
          model={model}
          people={people}
          renderStatus={(status, onRetry) => <Status status={status} model={model} onRetry={onRetry} onDrawn={setDrawn} />}
        />
      </div>
      <p className="sr-only">{t("scene")}</p>
      <SceneState scene={replay.scene} model={model} />
    </>
  );
}

interface StatusProps {
  readonly status: SceneStatus;
  readonly model: AnatomyModel;
  readonly onRetry: () => void;
  readonly onDrawn: (isDrawn: boolean) => void;
}

function Status({ status, model, onRetry, onDrawn }: StatusProps) {
  const isReady = status.kind === "ready";
  useEffect(() => onDrawn(isReady), [isReady, onDrawn]);
  return <SceneStatusView status={status} model={model} onRetry={onRetry} />;
}
