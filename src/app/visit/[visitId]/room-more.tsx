"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { PainDoor } from "@/components/pain/pain-door";
import { CaptionsChoice } from "@/components/room/captions-choice";
import type { CaptionsMode } from "@/components/room/captions-mode";
import { CloserPart } from "@/components/room/closer-part";
import type { SceneReplica } from "@/room/scene/replica";
import type { RoomPresence, SessionPerson } from "@/room/visit-session";
import type { VisitRoomProps } from "./room-props";

const ComfortDialog = dynamic(() => import("@/components/anatomy/comfort-dialog").then((module) => module.ComfortDialog), { ssr: false });
// For the clinician alone.
const GuestPanel = dynamic(() => import("@/components/visits/guest-panel").then((module) => module.GuestPanel), { ssr: false });
const GuestsSwitch = dynamic(() => import("@/components/room/guests-switch").then((module) => module.GuestsSwitch), { ssr: false });
const ShowView = dynamic(() => import("@/components/room/show-view").then((module) => module.ShowView), { ssr: false });

interface MorePartsProps {
  visitId: VisitRoomProps["visitId"];
  role: VisitRoomProps["side"];
  scene: SceneReplica;
  people: readonly SessionPerson[];
  presence: RoomPresence | null;
  captions: CaptionsMode | null;
  onCaptions: (mode: CaptionsMode) => void;
  onClose: () => void;
}

/** What a page does beside its devices. Comes with the dialog that it stands in. */
export function MoreParts({ visitId, role, scene, people, presence, captions, onCaptions, onClose }: MorePartsProps) {
  const t = useTranslations("room");
  const [isComfort, setComfort] = useState(false);
  return (
    <>
      {role === "clinician" && <GuestsPart visitId={visitId} scene={scene} />}
      {role !== "guest" && <PainDoor visitId={visitId} as={role === "patient" ? { kind: "visit", visitId } : undefined} isPainter={role === "patient"} />}
      {presence && <CaptionsChoice mode={captions} onMode={onCaptions} onType={onClose} />}
      {presence && <CloserPart scene={scene} people={people} />}
      <PlainButton kind="text" icon="settings" onPress={() => setComfort(true)}>
        {t("comfort")}
      </PlainButton>
      {isComfort && <ComfortDialog isOpen onClose={() => setComfort(false)} />}
    </>
  );
}

/** Who else is asked in, and whether they may change the scene. */
function GuestsPart({ visitId, scene }: Pick<VisitRoomProps, "visitId"> & { scene: SceneReplica }) {
  return (
    <div className="grid gap-2">
      <GuestPanel visitId={visitId} isHost />
      <GuestsSwitch scene={scene} />
      <ShowView scene={scene} />
    </div>
  );
}
