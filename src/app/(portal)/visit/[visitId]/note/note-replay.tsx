"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { SceneState } from "@/components/anatomy/scene-state";
import { SceneStatusView } from "@/components/anatomy/scene-status-view";
import { useChosenModel } from "@/components/anatomy/use-chosen-model";
import { useModel } from "@/components/anatomy/use-model";
import { KeepMoment } from "@/components/record/replay/keep-moment";
import { ReplayDialog } from "@/components/record/replay/replay-dialog";
import { ReplayView } from "@/components/record/replay/replay-view";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { modelIn } from "@/core/anatomy/models";
import type { SceneStatus } from "@/core/anatomy/scene-status";
import type { VisitId } from "@/core/kit/ids";
import { figuresOf } from "@/room/replay/figures";
import type { Replay, VisitLog } from "@/room/replay/replay";
import { SceneCanvas } from "@/xr/scene-canvas";
import { captureView } from "../../../../_anatomy/capture-view";
import "@/components/anatomy/scene.css";

interface NoteReplayProps {
  readonly visitId: VisitId;
  readonly zone: string;
  /** The number that the next kept view gets in its name; null where none can be kept any more. */
  readonly nextNumber: number | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The visit of a note, looked at again in three dimensions. */
export function NoteReplay({ visitId, zone, nextNumber, isOpen, onClose }: NoteReplayProps) {
  const router = useRouter();
  return (
    <ReplayDialog isOpen={isOpen} onClose={onClose}>
      <ReplayView
        visitId={visitId}
        zone={zone}
        renderScene={(replay, log) => <Scene replay={replay} log={log} />}
        renderKeep={(replay) =>
          nextNumber !== null && <KeepMoment visitId={visitId} nextNumber={nextNumber} replay={replay} capture={captureView} onKept={router.refresh} />
        }
      />
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

function Stage({ replay, log, first }: { replay: Replay; log: VisitLog; first: AnatomyModel }) {
  const t = useTranslations("replay");
  const { model } = useChosenModel(replay.scene, first);
  const people = useMemo(() => figuresOf(log), [log]);
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
