"use client";

import { useTranslations } from "next-intl";
import { Choice } from "@/components/kit/choice";
import { useSceneVersion } from "@/components/anatomy/use-scene";
import { registers } from "@/core/room/registers";
import { letGuestsEdit } from "@/room/scene/guests-switch";
import type { SceneReplica } from "@/room/scene/replica";

/** The clinician lets guests change the scene, or no longer. */
export function GuestsSwitch({ scene }: { scene: SceneReplica }) {
  const t = useTranslations("room.guests");
  useSceneVersion(scene, registers.guestsEdit);
  const isOn = scene.get(registers.guestsEdit) === true;
  return <Choice title={t("switch")} note={t("switchNote")} checked={isOn} onChange={(checked) => letGuestsEdit(scene, checked)} />;
}
