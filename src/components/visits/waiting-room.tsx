"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useSyncExternalStore } from "react";
import { Banner } from "@/components/kit/banner";
import { Icon } from "@/components/kit/icon";
import { IconButton } from "@/components/kit/icon-button";
import { announce } from "@/components/kit/live-region";
import { Logo } from "@/components/kit/logo";
import { PlainButton } from "@/components/kit/plain-button";
import { PainDoor } from "@/components/pain/pain-door";
import { useRecordsAway } from "@/components/shell/use-records-away";
import type { ConfirmedVisit, VisitorView } from "@/core/visits/views";
import { choices, FIRST_CHOICES, saveChoices } from "@/room/devices/choices";
import { visitorClaim } from "./use-visitor-visit";
import { WaitingScene } from "./waiting-scene";

interface WaitingRoomProps {
  view: VisitorView;
  visit: ConfirmedVisit;
  isOffline: boolean;
  onLeave: () => void;
}

/** The waiting room: who knows that one is here, how long it takes, and that nobody sees or hears yet. */
export function WaitingRoom({ view, visit, isOffline, onLeave }: WaitingRoomProps) {
  const t = useTranslations("visits.wait");
  const clinician = visit.clinicianName;
  const title = visit.clinicianHere ? t("here", { clinician }) : t(visit.clinicianKnows ? "knows" : "told", { clinician });

  useEffect(() => announce(title), [title]);
  // Where the records are away, the page says that; the network is not to blame.
  const isAway = useRecordsAway();

  return (
    <main id="main" className="waiting">
      <WaitingScene clinician={clinician} isClinicianHere={visit.clinicianHere} top={<SceneTop />} />
      <div className="waiting-sheet">
        {isOffline && !isAway && (
          <Banner kind="slow" icon="wifi-off" fact={t("offline")} live="polite" className="mb-3" />
        )}
        <h1 className="text-h2">{title}</h1>
        <Estimate visit={visit} />
        <PainDoor visitId={view.visitId} as={visitorClaim(view.visitId)} isPainter className="mt-4 self-start" />
        <p className="mt-4 text-small text-ink2">{t("keepOpen")}</p>
        <p className="mt-2 flex gap-2 text-small font-semibold text-coral">
          <Icon name="alert" />
          <span>{t("emergency", { number: view.practice.emergencyNumber })}</span>
        </p>
        <div className="mt-auto flex flex-wrap items-center justify-between gap-x-3 border-t border-rule pt-1.5 pb-2.5">
          <span className="flex min-w-0 flex-1 basis-40 items-center gap-2 text-small text-ink2">
            <Icon name="lock" />
            {t("unseen")}
          </span>
          <PlainButton kind="quiet" className="btn-soft" onPress={onLeave}>
            {t("comeBack")}
          </PlainButton>
        </div>
      </div>
    </main>
  );
}

function Estimate({ visit }: { visit: ConfirmedVisit }) {
  const t = useTranslations("visits.wait");
  const format = useFormatter();
  const { minutes, ahead, lateMin } = visit.wait;
  const clinician = visit.clinicianName;
  // Told only when it is the clinician who is behind, not the clock that is early.
  const late = lateMin > 1 && ahead > 0 ? t("late", { clinician, minutes: lateMin }) : t("onTime", { time: format.dateTime(visit.startsAtMs, "time") });
  return (
    <div className="mt-1 flex items-center gap-4">
      <p className="flex-1 text-ink2">
        {minutes === null ? t("soonWords", { clinician }) : `${t("ahead", { count: ahead })} ${late}`}
      </p>
      {minutes !== null && (
        <p className="flex-none text-end">
          <span className="block text-figure font-light">
            {minutes.from === minutes.to ? minutes.from : t("range", { from: minutes.from, to: minutes.to })}
          </span>
          <span className="text-small text-ink2">{ahead === 0 ? t("minutesTo") : t("minutes")}</span>
        </p>
      )}
    </div>
  );
}

/** What is on when one goes in; nothing is on now. */
function SceneTop() {
  const t = useTranslations("visits.wait");
  const chosen = useSyncExternalStore(choices.subscribe, choices.get, () => FIRST_CHOICES);
  const flip = (key: "microphoneOn" | "cameraOn") => saveChoices({ [key]: !chosen[key] });
  return (
    <>
      <Logo />
      <span className="flex gap-2">
        <IconButton
          icon={chosen.microphoneOn ? "mic" : "mic-off"}
          label={t(chosen.microphoneOn ? "micOn" : "micOff")}
          onPress={() => flip("microphoneOn")}
        />
        <IconButton
          icon={chosen.cameraOn ? "camera" : "camera-off"}
          label={t(chosen.cameraOn ? "cameraOn" : "cameraOff")}
          onPress={() => flip("cameraOn")}
        />
      </span>
    </>
  );
}
