"use client";

import { useTranslations } from "next-intl";
import { useSceneVersion } from "@/components/anatomy/use-scene";
import { Choice } from "@/components/kit/choice";
import { registers } from "@/core/room/registers";
import { present } from "@/room/scene/present";
import type { SceneReplica } from "@/room/scene/replica";

/** The clinician shows everybody what they see, or no longer. */
export function ShowView({ scene }: { scene: SceneReplica }) {
  const t = useTranslations("room.together");
  useSceneVersion(scene, registers.presenter);
  const isOn = scene.get(registers.presenter)?.actor === scene.actor;
  return <Choice title={t("show")} note={t("showNote")} checked={isOn} onChange={(checked) => present(scene, checked ? scene.actor : null)} />;
}
