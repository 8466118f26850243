"use client";

import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/kit/classes";
import { Icon } from "@/components/kit/icon";
import { IconButton, ToolButton } from "@/components/kit/icon-button";
import type { RoomRole } from "@/core/room/contract";
import type { VisitMedia } from "@/room/livekit/media";
import type { MediaKeys } from "./use-media-keys";
import { useStore } from "./use-store";

interface CallBarProps {
  media: VisitMedia;
  role: RoomRole;
  keys: MediaKeys;
  /** `row`: the phone's foot, signs only. `bar`: signs with words. */
  layout: "bar" | "row";
  onMore: () => void;
  onEnd: () => void;
}

/** Mute, camera, more, and the way out. */
export function CallBar({ media, role, keys, layout, onMore, onEnd }: CallBarProps) {
  const t = useTranslations("room.call");
  const microphone = useStore(media.microphone.state);
  const camera = useStore(media.camera.state);
  const isHeard = microphone.on && microphone.status !== "failed";
  const isSeen = camera.on && camera.status !== "failed";
  const microphoneLabel = isHeard ? t("muteLong") : t("unmuteLong");
  const cameraLabel = isSeen ? t("cameraOff") : t("cameraOn");
  const end = (
    <button type="button" className={buttonClass({ kind: "danger" }, layout === "bar" ? "ms-1 min-h-12" : "ms-auto min-h-12 px-5")} onClick={onEnd}>
      <Icon name={role === "clinician" ? "end" : "leave"} />
      <span>{role === "clinician" ? t("end") : t("leave")}</span>
    </button>
  );
  if (layout === "row") {
    return (
      <div role="group" aria-label={t("label")} className="flex items-center gap-2 px-3 py-3">
        <IconButton bordered icon={isHeard ? "mic" : "mic-off"} label={microphoneLabel} onPress={keys.toggleMicrophone} />
        <IconButton bordered icon={isSeen ? "camera" : "camera-off"} label={cameraLabel} onPress={keys.toggleCamera} />
        <IconButton bordered icon="more" label={t("more")} onPress={onMore} />
        {end}
      </div>
    );
  }
  return (
    <div role="group" aria-label={t("label")} className="flex items-center gap-1.5 p-1.5">
      <ToolButton
        className="min-h-12"
        icon={isHeard ? "mic" : "mic-off"}
        word={isHeard ? t("mute") : t("unmute")}
        label={microphoneLabel}
        off={!isHeard}
        onPress={keys.toggleMicrophone}
      />
      <ToolButton
        className="min-h-12"
        icon={isSeen ? "camera" : "camera-off"}
        word={t("camera")}
        label={cameraLabel}
        off={!isSeen}
        onPress={keys.toggleCamera}
      />
      <ToolButton className="min-h-12" icon="more" word={t("more")} onPress={onMore} />
      {end}
    </div>
  );
}
