"use client";

import { useTranslations } from "next-intl";
import { Icon } from "@/components/kit/icon";
import { PainDoor } from "@/components/pain/pain-door";
import { KeepView } from "@/components/record/keep-view";
import type { VisitId } from "@/core/kit/ids";
import type { SceneReplica } from "@/room/scene/replica";
import { captureView } from "../../_anatomy/capture-view";

interface ViewToolsProps {
  visitId: VisitId;
  scene: SceneReplica;
  className: string;
  /** There is room beside the scene; else where it hurts is reached by the rest of the tools. */
  isWide: boolean;
  /** Opens what happened. */
  onBack: () => void;
}

/** For the clinician: keeps the scene as it stands, and looks back at how it stood. */
export function ViewTools({ visitId, scene, className, isWide, onBack }: ViewToolsProps) {
  const t = useTranslations("replay.room");
  return (
    <>
      <KeepView visitId={visitId} nextNumber={1} capture={() => captureView(scene)} className={className} />
      <button type="button" className={className} onClick={onBack}>
        <Icon name="clock" />
        {t("open")}
      </button>
      {isWide && <PainDoor visitId={visitId} isPainter={false} look="tool" className={className} />}
    </>
  );
}
