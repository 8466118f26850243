"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState, type ReactNode } from "react";
import { SelectField } from "@/components/kit/field";
import { Kbd } from "@/components/kit/kbd";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import { ringBell } from "@/room/devices/bell";
import { loadChoices, saveChoices } from "@/room/devices/choices";
import type { VisitMedia } from "@/room/livekit/media";
import { useStore } from "./use-store";

interface MoreDialogProps {
  media: VisitMedia;
  isOpen: boolean;
  /** Where the patient is; only the clinician is told. */
  whereabouts: { readonly place: string; readonly callbackNumber: string } | null;
  otherName: string;
  /** What else belongs here: guests, captions; drawn while the dialog is open. */
  children: ReactNode;
  onClose: () => void;
}

type Kind = "camera" | "microphone" | "speaker";

const SORTS: Readonly<Record<Kind, MediaDeviceKind>> = { camera: "videoinput", microphone: "audioinput", speaker: "audiooutput" };

/** The devices of this machine, as they come and go, while `isOn`. */
function useDevices(isOn: boolean): readonly MediaDeviceInfo[] {
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    const media = navigator.mediaDevices;
    if (!isOn || media === undefined) return;
    // A browser that lists nothing offers nothing to choose.
    const refresh = (): void => void media.enumerateDevices().then(setDevices, () => setDevices([]));
    refresh();
    media.addEventListener("devicechange", refresh);
    return () => media.removeEventListener("devicechange", refresh);
  }, [isOn]);
  return devices;
}

/** Which devices, and the keys. */
export function MoreDialog({ media, isOpen, whereabouts, otherName, children, onClose }: MoreDialogProps) {
  const t = useTranslations("room.more");
  const devices = useDevices(isOpen);
  const camera = useStore(media.camera.state);
  const microphone = useStore(media.microphone.state);
  const [speakerId, setSpeakerId] = useState<string | null>(() => loadChoices().speakerId);
  const chosen: Record<Kind, string | null> = { camera: camera.deviceId, microphone: microphone.deviceId, speaker: speakerId };
  const choose = (kind: Kind, id: string): void => {
    saveChoices({ [`${kind}Id`]: id });
    if (kind === "speaker") {
      setSpeakerId(id);
      void media.chooseSpeaker(id);
    } else void media[kind].choose(id);
  };
  const lists = (["camera", "microphone", "speaker"] as const)
    .map((kind) => ({ kind, options: devices.filter((each) => each.kind === SORTS[kind] && each.deviceId !== "") }))
    .filter(({ options }) => options.length > 1);
  return (
    <PlainDialog isOpen={isOpen} onClose={onClose} title={t("title")} actions={<PlainButton onPress={onClose}>{t("close")}</PlainButton>}>
      <div className="grid gap-4 pt-2 text-ink">
        {whereabouts !== null && (
          <div>
            <p className="text-small text-ink2">{t("where", { name: otherName })}</p>
            <p className="font-semibold">{whereabouts.place}</p>
            <LinkButton kind="text" icon="phone" href={`tel:${whereabouts.callbackNumber.replace(/[^\d+]/g, "")}`}>
              {t("call", { number: whereabouts.callbackNumber })}
            </LinkButton>
          </div>
        )}
        {isOpen && children}
        {lists.length === 0 && <p>{t("onlyOne")}</p>}
        {lists.map(({ kind, options }) => (
          <SelectField
            key={kind}
            label={t(kind)}
            value={chosen[kind] ?? ""}
            onChange={(id) => choose(kind, id)}
            options={options.map((each, index) => ({ value: each.deviceId, label: each.label || `${t(kind)} ${index + 1}` }))}
          />
        ))}
        <div>
          <PlainButton icon="sound" onPress={() => void ringBell(speakerId).catch(() => undefined)}>
            {t("ring")}
          </PlainButton>
        </div>
        <dl className="grid grid-cols-[3rem_1fr] gap-y-1.5" aria-label={t("keys")}>
          <dt>
            <Kbd>M</Kbd>
          </dt>
          <dd>{t("keyMute")}</dd>
          <dt>
            <Kbd>V</Kbd>
          </dt>
          <dd>{t("keyCamera")}</dd>
          <dt>
            <Kbd>C</Kbd>
          </dt>
          <dd>{t("keyCaptions")}</dd>
          <dt>
            <Kbd>?</Kbd>
          </dt>
          <dd>{t("keyHelp")}</dd>
        </dl>
      </div>
    </PlainDialog>
  );
}
