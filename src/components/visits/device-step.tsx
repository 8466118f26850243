"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Icon } from "@/components/kit/icon";
import { Meter } from "@/components/kit/meter";
import { PlainButton } from "@/components/kit/plain-button";
import { ReadyWord } from "@/components/kit/row";
import { SelectField } from "@/components/kit/field";
import type { LocaleOption } from "@/components/shell/language-switch";
import type { DeviceOutcome, Readiness } from "@/core/visits/prepare";
import type { ConfirmedVisit } from "@/core/visits/views";
import { saveChoices } from "@/room/devices/choices";
import { createDeviceCheck, type DeviceCheck, type DeviceCheckState, type DeviceOption } from "@/room/devices/device-check";
import { type Browser, type FailureReason, readBrowser, readDevice } from "@/room/devices/media-failure";
import { DeviceRow } from "./device-row";
import { EntryFrame } from "./entry-frame";
import { useInternetCheck } from "./internet-check";
import { SoundRow } from "./sound-row";
import { useDeviceCheck } from "./use-device-check";

interface DeviceStepProps {
  visit: ConfirmedVisit;
  nowMs: number;
  locales: readonly LocaleOption[];
  onDone: (readiness: Readiness) => Promise<void>;
}

const outcomeOf = (state: DeviceCheckState["camera"]): DeviceOutcome =>
  state.status === "ready" ? "ready" : state.status === "failed" ? "failed" : "skipped";

/** Camera, microphone, sound and internet; whatever fails names its remedy and keeps nobody out. */
export function DeviceStep({ visit, nowMs, locales, onDone }: DeviceStepProps) {
  const t = useTranslations("visits.check");
  const [check] = useState(() => createDeviceCheck());
  const state = useDeviceCheck(check);
  const internet = useInternetCheck();
  const [speaker, setSpeaker] = useState<DeviceOutcome>("skipped");
  const [isPending, setPending] = useState(false);
  const device = readDevice(navigator.userAgent, navigator.maxTouchPoints);
  const camera = state.camera.status === "ready";
  const microphone = state.microphone.status === "ready";

  const finish = async (without: { camera: boolean; microphone: boolean }) => {
    setPending(true);
    saveChoices({ cameraOn: !without.camera, microphoneOn: !without.microphone });
    await onDone({
      camera: without.camera && camera ? "skipped" : outcomeOf(state.camera),
      microphone: without.microphone && microphone ? "skipped" : outcomeOf(state.microphone),
      speaker,
      device,
    });
    setPending(false);
  };

  const without = camera === microphone ? "goWithoutBoth" : camera ? "goWithoutMicrophone" : "goWithoutCamera";
  const isAsking = state.camera.status === "asking" || state.microphone.status === "asking";
  const isIdle = state.camera.status === "idle" && state.microphone.status === "idle";
  return (
    <EntryFrame
      locales={locales}
      step="check"
      foot={
        <>
          {isIdle ? (
            <PlainButton kind="filled" size="large" wide onPress={() => void check.start()}>
              {t("start")}
            </PlainButton>
          ) : (
            camera &&
            microphone && (
              <PlainButton kind="filled" size="large" wide pending={isPending} onPress={() => void finish({ camera: false, microphone: false })}>
                {t("submit")}
              </PlainButton>
            )
          )}
          <PlainButton
            kind={isIdle || (camera && microphone) || isAsking ? "text" : "filled"}
            size={isIdle || (camera && microphone) || isAsking ? "regular" : "large"}
            wide
            onPress={() => void finish(camera && microphone ? { camera: true, microphone: false } : { camera: !camera, microphone: !microphone })}
          >
            {t(camera && microphone ? "goWithoutCamera" : without)}
          </PlainButton>
        </>
      }
    >
      <h1 className="text-h1">{t("title", { device })}</h1>
      <WhenLine visit={visit} nowMs={nowMs} />
      <Preview state={state} check={check} isAsking={isAsking} />
      <ul>
        <CaptureRow kind="camera" state={state.camera} onRetry={() => void check.retry("camera")} />
        <CaptureRow kind="microphone" state={state.microphone} onRetry={() => void check.retry("microphone")} />
        <SoundRow speakerId={state.speakerId} onOutcome={setSpeaker} />
        <DeviceRow
          icon={internet === "lost" ? "wifi-off" : "wifi"}
          title={t("internet")}
          note={{ testing: t("internetTesting"), good: t("internetGood"), slow: t("internetSlow"), lost: t("internetLost") }[internet]}
        >
          {(internet === "good" || internet === "slow") && <ReadyWord state="works">{t("works")}</ReadyWord>}
        </DeviceRow>
      </ul>
      <DeviceChoice state={state} check={check} />
    </EntryFrame>
  );
}

function WhenLine({ visit, nowMs }: { visit: ConfirmedVisit; nowMs: number }) {
  const t = useTranslations("visits.check");
  const format = useFormatter();
  const minutes = Math.floor((visit.startsAtMs - nowMs) / 60_000);
  const time = format.dateTime(visit.startsAtMs, minutes < 12 * 60 ? "time" : "moment");
  const left = minutes > 90 ? t("noHurry") : minutes < 1 ? t("begun") : t("minutesLeft", { minutes });
  return (
    <p className="mt-1 text-ink2">
      {t("when", { clinician: visit.clinicianName, time })} {left}
    </p>
  );
}

function Preview({ state, check, isAsking }: { state: DeviceCheckState; check: DeviceCheck; isAsking: boolean }) {
  const t = useTranslations("visits.check");
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = state.picture;
  }, [state.picture]);
  const hasSound = state.microphone.status === "ready";
  return (
    <div className="relative my-4 h-49 overflow-hidden rounded-panel bg-[#26292a] text-on-scene">
      {state.picture !== null ? (
        <video ref={video} autoPlay playsInline muted aria-label={t("pictureLabel")} className="h-full w-full -scale-x-100 object-cover" />
      ) : (
        <div className="grid h-full place-content-center justify-items-center gap-2 px-6 text-center text-small text-[#c3c4c0]">
          <Icon name="camera-off" size="large" />
          <span>{isAsking ? t("asking") : state.camera.status === "idle" ? t("startWords") : t("noPicture")}</span>
        </div>
      )}
      {hasSound && (
        <div className="absolute inset-x-0 bottom-0 flex items-center gap-2.5 bg-linear-to-b from-transparent to-[#0c0d0d]/80 px-3 pt-7 pb-2.5">
          <Icon name="mic" />
          <span className="[--teal:#73cfc2]">
            <Meter source={check.level} bars={12} />
          </span>
          <span role="status" className="text-small font-semibold">
            {state.heard ? t("hear") : t("say")}
          </span>
        </div>
      )}
    </div>
  );
}

interface CaptureRowProps {
  kind: "camera" | "microphone";
  state: DeviceCheckState["camera"];
  onRetry: () => void;
}

function CaptureRow({ kind, state, onRetry }: CaptureRowProps) {
  const t = useTranslations("visits.check");
  const icon = kind === "camera" ? "camera" : "mic";
  if (state.status === "failed") {
    return (
      <DeviceRow icon={`${icon}-off`} title={t(kind)} note={<Remedy kind={kind} reason={state.reason} />}>
        <PlainButton className="px-3.5" onPress={onRetry}>
          {t("retry")}
        </PlainButton>
      </DeviceRow>
    );
  }
  return (
    <DeviceRow icon={icon} title={t(kind)}>
      {state.status === "ready" ? (
        <ReadyWord state="works">{t("works")}</ReadyWord>
      ) : (
        <span className="text-small text-ink2">{t("notYet")}</span>
      )}
    </DeviceRow>
  );
}

/** What to do about a device that fails, in this very browser. */
export function Remedy({ kind, reason }: { kind: "camera" | "microphone"; reason: FailureReason }) {
  const t = useTranslations("visits.remedy");
  const browser: Browser = readBrowser(navigator.userAgent, navigator.maxTouchPoints);
  const device = kind === "camera" ? t("deviceCamera") : t("deviceMicrophone");
  return (
    <div role="status">
      <p className="font-semibold text-coral">{t(reason, { browser, device })}</p>
      <p>{t("without")}</p>
    </div>
  );
}

function DeviceChoice({ state, check }: { state: DeviceCheckState; check: DeviceCheck }) {
  const t = useTranslations("visits.check");
  const lists = [
    { kind: "camera", label: t("chooseCamera"), options: state.cameras, value: state.cameraId },
    { kind: "microphone", label: t("chooseMicrophone"), options: state.microphones, value: state.microphoneId },
    { kind: "speaker", label: t("chooseSpeaker"), options: state.speakers, value: state.speakerId },
  ] as const;
  const shown = lists.filter(({ options }) => options.length > 1);
  if (shown.length === 0) return null;
  return (
    <details className="mt-2 border-t border-rule pt-2">
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold text-teal">{t("choices")}</summary>
      <div className="grid gap-4 pt-2">
        {shown.map(({ kind, label, options, value }) => (
          <SelectField
            key={kind}
            label={label}
            options={options.map((option: DeviceOption, index) => ({ value: option.id, label: option.label || `${label} ${index + 1}` }))}
            value={value ?? ""}
            onChange={(id) => void check.choose(kind, id)}
          />
        ))}
      </div>
    </details>
  );
}
