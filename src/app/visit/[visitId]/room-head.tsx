"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { ModelTrouble } from "@/components/anatomy/model-trouble";
import type { Wording } from "@/components/anatomy/model-words";
import type { ChosenModel } from "@/components/anatomy/use-chosen-model";
import { LogoMark } from "@/components/kit/logo";
import { RoomClock } from "@/components/room/room-clock";
import { RoomNotices } from "@/components/room/room-notices";
import { useStore } from "@/components/room/use-store";
import type { OpenVisit } from "@/room/livekit/open-visit";
import type { SceneReplica } from "@/room/scene/replica";
import type { RoomNotice } from "@/room/visit-notice";
import type { HeadsetControl } from "@/xr/headset/control";
import type { VisitRoomProps } from "./room-props";

// Only where there is a headset.
const HeadsetButton = dynamic(() => import("@/components/anatomy/headset-button").then((module) => module.HeadsetButton), { ssr: false });
// Comes with the models: by the first press the line may be gone.
const SafetySign = dynamic(() => import("@/components/room/safety-sign").then((module) => module.SafetySign), { ssr: false });
// For the clinician alone: nobody else's room waits for them.
const GuestKnock = dynamic(() => import("@/components/visits/guest-knock").then((module) => module.GuestKnock), { ssr: false });

interface RoomHeadProps extends Pick<VisitRoomProps, "visitId" | "side" | "otherName" | "admittedAtMs" | "nowMs" | "banner"> {
  visit: OpenVisit;
  notice: RoomNotice | null;
  headset: HeadsetControl | null;
  scene: SceneReplica;
  chosen: ChosenModel;
  wording: Wording;
  /** What else is to be said, of the scene and of who is in it. */
  children: ReactNode;
}

/** The room's head: with whom and for how long, the way into a headset, and what has to be said now. */
export function RoomHead({ visitId, side, otherName, admittedAtMs, nowMs, banner, visit, notice, headset, scene, chosen, wording, children }: RoomHeadProps) {
  return (
    <header data-covers="top" className="room-head">
      <div className="scene-chip room-chip">
        <LogoMark />
        <h1 className="font-semibold">{otherName}</h1>
        <RoomClock sinceMs={admittedAtMs} firstMs={nowMs} />
      </div>
      {headset && <HeadsetButton isInside={headset.isInside} wasRefused={headset.wasRefused} onEnter={headset.enter} onEnterRoom={headset.enterRoom} onLeave={headset.leave} />}
      <div className="room-notices">
        <SafetySign visit={visit} />
        {banner}
        <LineNotices visit={visit} notice={notice} otherName={otherName} />
        {children}
        {side === "clinician" && <GuestKnock visitId={visitId} />}
        <ModelTrouble chosen={chosen} scene={scene} wording={wording} />
      </div>
    </header>
  );
}

/** What stands in the way of sound and picture, unless the lock tells it already, with the reason. */
function LineNotices({ visit, notice, otherName }: Pick<RoomHeadProps, "visit" | "otherName" | "notice">) {
  const sealing = useStore(visit.sealing);
  const isHeld = notice === "no_media" && (sealing === "failed" || sealing === "refused");
  return <RoomNotices notice={isHeld ? null : notice} media={visit.media} otherName={otherName} />;
}
