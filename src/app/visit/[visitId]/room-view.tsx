"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useCallback, useMemo, useRef, useState } from "react";
import { useMarkParts } from "@/components/anatomy/mark-parts";
import { ModelChoice } from "@/components/anatomy/model-choice";
import type { Wording } from "@/components/anatomy/model-words";
import { SceneState } from "@/components/anatomy/scene-state";
import { SceneStatusView } from "@/components/anatomy/scene-status-view";
import { StructurePanel } from "@/components/anatomy/structure-panel";
import { useChosenModel } from "@/components/anatomy/use-chosen-model";
import { CallBar } from "@/components/room/call-bar";
import type { CaptionsMode } from "@/components/room/captions-mode";
import { RoomTiles } from "@/components/room/room-tiles";
import { useMediaKeys } from "@/components/room/use-media-keys";
import { usePeopleWords } from "@/components/room/use-people-words";
import { useStore } from "@/components/room/use-store";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { OpenVisit } from "@/room/livekit/open-visit";
import type { SceneReplica } from "@/room/scene/replica";
import type { Following } from "@/room/scene/following";
import type { HeadsetControl } from "@/xr/headset/control";
import type { Company } from "@/xr/people/company";
import { useInsets } from "../../_anatomy/use-insets";
import { loadScene } from "./lazy-scene";
import type { Past } from "./look-back";
import type { VisitRoomProps } from "./room-props";
import { RoomClosed } from "./room-closed";
import { RoomHead } from "./room-head";
import { RoomSheet } from "./room-sheet";
import { useEnding } from "./use-ending";
import { useSafePlace } from "./use-safe-place";
import { useSceneTurn } from "./use-scene-turn";

const Announcer = dynamic(() => import("@/components/anatomy/announcer").then((module) => module.Announcer), { ssr: false });
// For the clinician alone: nobody else's room waits for them.
const ViewTools = dynamic(() => import("./view-tools").then((module) => module.ViewTools), { ssr: false });
const LookBack = dynamic(() => import("./look-back").then((module) => module.LookBack), { ssr: false });
const CaptionsPanel = dynamic(() => import("@/components/room/captions-panel").then((module) => module.CaptionsPanel), { ssr: false });
const RoomCompany = dynamic(() => import("./room-company").then((module) => module.RoomCompany), { ssr: false });
// For when there is a scene to do it in: nothing of this comes before the room.
const RoomTools = dynamic(() => import("./room-tools").then((module) => module.RoomTools), { ssr: false });
const TurnPad = dynamic(() => import("@/components/anatomy/turn-pad").then((module) => module.TurnPad), { ssr: false });
// Come with the models, ahead of the first press: by then the line may be gone.
const loadMoreParts = () => import("./room-more");
const MoreParts = dynamic(() => loadMoreParts().then((module) => module.MoreParts), { ssr: false });
const MoreDialog = dynamic(() => Promise.all([import("@/components/room/more-dialog"), loadMoreParts()]).then(([module]) => module.MoreDialog), { ssr: false });
const EndDialog = dynamic(() => import("@/components/room/end-dialog").then((module) => module.EndDialog), { ssr: false });
const ToolRail = dynamic(() => import("@/components/anatomy/tool-rail").then((module) => module.ToolRail), { ssr: false });
const SceneCanvas = dynamic(() => loadScene().then((module) => module.SceneCanvas), { ssr: false });

interface RoomViewProps extends VisitRoomProps {
  visit: OpenVisit;
  /** The model that is there until somebody chooses another. */
  first: AnatomyModel;
  onComeBack: () => void;
}

/** The room: the scene, the people around it, and what can be done. */
export function RoomView(props: RoomViewProps) {
  const { visit, first, visitId, side: role, otherName, onLeft, onComeBack } = props;
  const { session, media } = visit;
  const t = useTranslations("room");
  const { isBack, lookBack, closeBack, past, setPast, scene } = usePast(session.scene);
  const chosen = useChosenModel(scene, first);
  const { model } = chosen;
  const status = useStore(session.status);
  const notice = useStore(session.notice);
  const people = useStore(session.people);
  const [wording, setWording] = useState<Wording>(role === "clinician" ? "clinical" : "plain");
  const [headset, setHeadset] = useState<HeadsetControl | null>(null);
  const [open, setOpen] = useState<"more" | "end" | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const insets = useInsets(root);
  const isSceneDue = useSceneTurn(status, visit);
  const openMore = useCallback(() => setOpen("more"), []);
  const keys = useMediaKeys(media, openMore);
  const onSafePlace = useSafePlace(media);
  const ending = useEnding(props);
  const [captions, setCaptions] = useState<CaptionsMode | null>(null);
  usePeopleWords(people);

  const scenePeople = useMemo(() => people.map(({ actor, name, seat, isSelf }) => ({ actor, name: isSelf ? t("you") : name, seat, isSelf })), [people, t]);
  const shared = { scene, model, wording };
  // Guests look on and point until the clinician lets them do more (ROOM-20).
  const mayEdit = useStore(scene.mayChange);
  const { tools, isPadOpen, togglePad, panel, list, twin } = useMarkParts(shared, mayEdit, role === "clinician" ? visitId : null);
  const [hasTried, setTried] = useState(false);
  const [following, setFollowing] = useState<Following | null>(null);
  const presence = useStore(session.presence);
  const [company, setCompany] = useState<Company | null>(null);
  const callBar = { media, role, keys, onMore: openMore, onEnd: () => setOpen("end") };
  const choice = role === "clinician" && !past && <ModelChoice scene={scene} first={first} hasOwn />;
  const keepView = (className: string, isWide: boolean) =>
    role === "clinician" && !isBack && <ViewTools visitId={visitId} scene={session.scene} className={className} isWide={isWide} onBack={lookBack} />;

  if (notice === "closed") return <RoomClosed onComeBack={onComeBack} />;
  return (
    <div ref={root} data-surface="room" data-connection={status} data-looks-on={!mayEdit || undefined} className="room scene-ground">
      {isSceneDue && (
        <SceneCanvas
          className="absolute inset-0"
          scene={scene}
          model={model}
          people={past?.people ?? scenePeople}
          presence={past ? null : presence}
          company={past ? null : company}
          insets={insets}
          onHeadset={setHeadset}
          onSafePlace={onSafePlace}
          onSparing={media.spare}
          tools={tools}
          following={past ? null : following}
          onLocked={() => setTried(!past)}
          renderStatus={(sceneStatus, onRetry) => <SceneStatusView status={sceneStatus} model={model} onRetry={onRetry} map={{ scene, insets, canChoose: role === "clinician" && !past }} />}
        />
      )}
      <SceneState scene={scene} model={model} />
      {twin}
      <Announcer scene={session.scene} model={model} people={scenePeople} wording={wording} />

      <RoomHead {...props} notice={notice} headset={headset} scene={scene} chosen={chosen} wording={wording}>
        {isSceneDue && <RoomTools scene={session.scene} role={role} people={people} otherName={otherName} hasTried={hasTried} following={following} onFollowing={setFollowing} />}
        {presence && <RoomCompany media={media} presence={presence} people={people} scene={session.scene} onCompany={setCompany} />}
      </RoomHead>

      <main id="main">
        <RoomTiles media={media} people={people} isLineUp={status === "connected"} expected={{ name: otherName, seat: role === "clinician" ? 2 : 1 }} />
        {mayEdit && !isBack && (
          <div data-covers="left" className="scene-panel room-rail">
            <ToolRail {...shared} layout="column" isPadOpen={isPadOpen} onPad={togglePad} marks={tools} />
          </div>
        )}
        <div data-covers="right" className="scene-panel room-parts">
          <StructurePanel {...shared} people={scenePeople} onWording={setWording} choice={choice} marks={list} />
        </div>
        {isBack && <LookBack visitId={visitId} onPast={setPast} onClose={closeBack} />}
        {isPadOpen && mayEdit && !isBack && (
          <div className="scene-panel room-pad">
            <TurnPad scene={session.scene} model={model} />
          </div>
        )}
        {presence && <CaptionsPanel captions={presence.captions} mode={captions} onMode={setCaptions} footPx={insets.bottom} />}
        <div className="room-views">{keepView("tool room-keep", true)}</div>
        <div className="scene-panel room-call">
          <CallBar {...callBar} layout="bar" />
        </div>
        <div className="scene-below room-below">
          {panel}
          <RoomSheet {...shared} isBack={isBack} choice={choice} people={scenePeople} onWording={setWording} isPadOpen={isPadOpen} onPad={togglePad} mayEdit={mayEdit} tools={tools} marks={list} keep={keepView("tool", false)}>
            <CallBar {...callBar} layout="row" />
          </RoomSheet>
        </div>
      </main>

      {(presence !== null || open === "more") && (
        <MoreDialog media={media} isOpen={open === "more"} whereabouts={props.whereabouts} otherName={otherName} onClose={() => setOpen(null)}>
          <MoreParts visitId={visitId} role={role} scene={session.scene} people={people} presence={presence} captions={captions} onCaptions={setCaptions} onClose={() => setOpen(null)} />
        </MoreDialog>
      )}
      <EndDialog
        isOpen={open === "end"}
        role={role}
        otherName={otherName}
        isPending={ending.isPending}
        onEndForAll={ending.endForAll}
        onLeave={onLeft}
        onClose={() => setOpen(null)}
      />
    </div>
  );
}

/** Looking back, the picture is of another time, and takes no edits; the room's own scene goes on (ROOM-85). */
function usePast(now: SceneReplica) {
  const [isBack, setBack] = useState(false);
  const [past, setPast] = useState<Past | null>(null);
  const lookBack = useCallback(() => setBack(true), []);
  const closeBack = useCallback(() => setBack(false), []);
  return { isBack, lookBack, closeBack, past, setPast, scene: past?.scene ?? now };
}
