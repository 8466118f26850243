"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { PlainButton } from "@/components/kit/plain-button";
import { useRecordsAway } from "@/components/shell/use-records-away";
import type { VisitMedia } from "@/room/livekit/media";
import type { RoomNotice } from "@/room/visit-notice";
import { useStore } from "./use-store";

interface RoomNoticesProps {
  notice: RoomNotice | null;
  media: VisitMedia;
  otherName: string;
}

const ICONS = { offline: "wifi-off", no_media: "camera-off", reconnecting: "signal", not_saved: "alert", slow_own: "signal", slow_other: "signal" } as const;

/** What people have to know now: the line, their own devices, and sound that the browser holds back. */
export function RoomNotices({ notice, media, otherName }: RoomNoticesProps) {
  const t = useTranslations("room");
  const canHear = useStore(media.canHear);
  const camera = useStore(media.camera.state);
  const isAway = useRecordsAway();
  // Without records nothing is saved: one trouble, told once.
  const isLine = notice !== null && notice !== "closed" && !(isAway && notice === "not_saved");
  const canSaveLine = notice === "slow_own" && camera.on && camera.status === "live";
  return (
    <div className="grid gap-2">
      {!canHear && (
        <Banner
          fact={t("hear.title")}
          icon="sound"
          live="assertive"
          action={
            <PlainButton kind="filled" onPress={() => void media.startAudio()}>
              {t("hear.button", { name: otherName })}
            </PlainButton>
          }
        />
      )}
      {isAway && (
        <div data-says-outage className="contents">
          <Banner kind="slow" icon="alert" fact={t("away.fact")} live="polite">
            {t("away.words")}
          </Banner>
        </div>
      )}
      {isLine && (
        <Banner
          kind="slow"
          icon={ICONS[notice]}
          fact={t(`notice.${notice}`, { name: otherName })}
          live="polite"
          action={
            canSaveLine && (
              <PlainButton kind="text" onPress={() => void media.camera.set(false)}>
                {t("notice.soundOnly")}
              </PlainButton>
            )
          }
        >
          {t(`notice.${notice}Words`)}
        </Banner>
      )}
      <DeviceNotice kind="microphone" media={media} otherName={otherName} />
      <DeviceNotice kind="camera" media={media} otherName={otherName} />
    </div>
  );
}

interface DeviceNoticeProps {
  kind: "camera" | "microphone";
  media: VisitMedia;
  otherName: string;
}

/** One's own device failed: what that means for the other, and the way to try again. */
function DeviceNotice({ kind, media, otherName }: DeviceNoticeProps) {
  const t = useTranslations("room.device");
  const state = useStore(media[kind].state);
  const [dismissed, setDismissed] = useState(false);
  if (state.status !== "failed" || dismissed) return null;
  return (
    <Banner
      kind="slow"
      icon={kind === "camera" ? "camera-off" : "mic-off"}
      fact={t(kind)}
      live="polite"
      action={
        <>
          <PlainButton kind="text" onPress={() => void media[kind].set(true)}>
            {t("retry")}
          </PlainButton>
          <PlainButton kind="quiet" onPress={() => setDismissed(true)}>
            {t("dismiss")}
          </PlainButton>
        </>
      }
    >
      {t(`${kind}Others`, { name: otherName })}
    </Banner>
  );
}
