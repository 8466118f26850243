"use client";

import { useTranslations } from "next-intl";
import { Choice } from "@/components/kit/choice";
import { useSceneVersion } from "@/components/anatomy/use-scene";
import { registers } from "@/core/room/registers";
import { letGuestsEdit, letPatientEdit, mayGuestsEdit, mayPatientEdit } from "@/room/scene/guests-switch";
import type { SceneReplica } from "@/room/scene/replica";

/** The clinician lets the patient and guests change the scene, or no longer. */
export function GuestsSwitch({ scene }: { scene: SceneReplica }) {
  const t = useTranslations("room.guests");
  useSceneVersion(scene, registers.policy);
  return (
    <>
      <Choice title={t("patient")} note={t("patientNote")} checked={mayPatientEdit(scene)} onChange={(checked) => letPatientEdit(scene, checked)} />
      <Choice title={t("switch")} note={t("switchNote")} checked={mayGuestsEdit(scene)} onChange={(checked) => letGuestsEdit(scene, checked)} />
    </>
  );
}
