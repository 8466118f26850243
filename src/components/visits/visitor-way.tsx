"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useState, type ReactNode } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import type { LocaleOption } from "@/components/shell/language-switch";
import type { ConfirmedVisit, VisitorView } from "@/core/visits/views";
import { EntryFrame } from "./entry-frame";
import { useVisitorWay, type VisitorWayModel } from "./use-visitor-way";
import { ReadyPanel, WayPanel } from "./way-panels";

const loadWaitingRoom = () => import("./waiting-room");
// Long done when the room opens, or not begun: nobody in the room carries it.
const ConfirmStep = dynamic(() => import("./confirm-step").then((step) => step.ConfirmStep));
const WaitingRoom = dynamic(() => loadWaitingRoom().then((step) => step.WaitingRoom));
const FinishedState = dynamic(() => import("./finished-state").then((step) => step.FinishedState));
const ClosedPanel = dynamic(() => import("./way-ends").then((step) => step.ClosedPanel));
const OverPanel = dynamic(() => import("./way-ends").then((step) => step.OverPanel));
const WhereStep = dynamic(() => import("./where-step").then((step) => step.WhereStep));
// Devices are the browser's: nothing of it can be drawn on the server, or is needed before its turn.
const DeviceStep = dynamic(() => import("./device-step").then((step) => step.DeviceStep), { ssr: false });

/** What the room is told when it opens. */
export interface RoomOpening {
  readonly view: VisitorView;
  readonly visit: ConfirmedVisit;
  /** The person left the room for now. */
  readonly onLeft: () => void;
}

interface VisitorWayProps {
  initial: VisitorView;
  locales: readonly LocaleOption[];
  /** Draws the room. It comes in its own download, which `prefetchRoom` starts early. */
  renderRoom: (opening: RoomOpening) => ReactNode;
  prefetchRoom: () => void;
}

interface StageProps {
  way: VisitorWayModel;
  locales: readonly LocaleOption[];
}

/** The patient's whole way: who, where, devices, waiting room, room, and after. */
export function VisitorWay({ initial, locales, renderRoom, prefetchRoom }: VisitorWayProps) {
  const way = useVisitorWay(initial, prefetchRoom);
  const { view, isLost } = way;
  const { stage, visit } = view;
  const stageWord = isLost ? "lost" : stage;
  const isPreparing = stage === "prepare";
  useEffect(() => {
    // Nobody stands before a door whose room has yet to come.
    if (isPreparing) void loadWaitingRoom().catch(() => undefined);
  }, [isPreparing]);
  return (
    <div className="contents" data-stage={stageWord}>
      {isLost || visit === null ? (
        <UnknownStage way={way} locales={locales} />
      ) : stage === "room" ? (
        <RoomStage way={way} visit={visit} locales={locales} renderRoom={renderRoom} />
      ) : (
        <KnownStage way={way} visit={visit} locales={locales} />
      )}
    </div>
  );
}

/** Before the person said who they are, or when this browser may know nothing more. */
function UnknownStage({ way, locales }: StageProps) {
  const t = useTranslations("visits");
  const { view, isLost } = way;
  if (isLost) return <WayPanel locales={locales} kind="ended" title={t("lost.title")} words={t("lost.words")} />;
  switch (view.stage) {
    case "confirm":
      return <ConfirmStep view={view} locales={locales} onDone={way.refresh} />;
    case "closed":
      return <ClosedPanel view={view} locales={locales} />;
    case "replaced":
      return (
        <WayPanel
          locales={locales}
          kind="denied"
          title={t("replaced.title")}
          words={t("replaced.words")}
          actions={
            <PlainButton pending={way.isPending} onPress={way.takeOver}>
              {t("replaced.back")}
            </PlainButton>
          }
        />
      );
    case "cancelled":
    case "missed":
      return <FinishedPanel way={way} locales={locales} stage={view.stage} />;
    default:
      return <FinishedPanel way={way} locales={locales} stage="over" />;
  }
}

function FinishedPanel({ locales, way, stage }: StageProps & { stage: "over" | "cancelled" | "missed" }) {
  const { practice, visitId } = way.view;
  return (
    <EntryFrame locales={locales}>
      <FinishedState stage={stage} practice={practice} visitId={stage === "over" ? visitId : null} />
    </EntryFrame>
  );
}

function KnownStage({ way, visit, locales }: StageProps & { visit: ConfirmedVisit }) {
  const { view, nowMs } = way;
  if (view.stage === "over") return <OverPanel view={view} visit={visit} locales={locales} />;
  if (view.stage === "cancelled" || view.stage === "missed") return <FinishedPanel way={way} locales={locales} stage={view.stage} />;
  if (view.stage === "wait") {
    return <WaitingRoom view={view} visit={visit} isOffline={way.isOffline} onLeave={way.leaveWaiting} />;
  }
  if (!visit.hasWhereabouts || visit.consent !== null) return <WhereStep view={view} visit={visit} locales={locales} onDone={way.refresh} />;
  if (!visit.hasReadiness || way.isChecking) {
    return <DeviceStep visit={visit} nowMs={nowMs} locales={locales} onDone={way.finishCheck} />;
  }
  return (
    <ReadyPanel
      {...{ view, visit, locales, nowMs }}
      isPending={way.isPending}
      hasLeft={way.hasLeftWaiting}
      onEnter={way.enter}
      onCheck={way.checkAgain}
    />
  );
}

type RoomStageProps = StageProps & { visit: ConfirmedVisit } & Pick<VisitorWayProps, "renderRoom">;

/** The room, or the door to it for somebody who stepped out. */
function RoomStage({ way, visit, locales, renderRoom }: RoomStageProps) {
  const t = useTranslations("visits.left");
  const [hasLeft, setLeft] = useState(false);
  if (!hasLeft) return renderRoom({ view: way.view, visit, onLeft: () => setLeft(true) });
  return (
    <WayPanel
      locales={locales}
      kind="ended"
      title={t("title")}
      words={t("words", { clinician: visit.clinicianName })}
      actions={
        <PlainButton kind="filled" size="large" onPress={() => setLeft(false)}>
          {t("back")}
        </PlainButton>
      }
    />
  );
}
