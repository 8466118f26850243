"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Tile } from "@/components/kit/tile";
import type { VisitMedia } from "@/room/livekit/media";
import type { SeatNumber } from "@/room/visit-session";
import { useStore } from "./use-store";

interface OwnTileProps {
  media: VisitMedia;
  seat: SeatNumber;
  initial: string;
  className?: string;
}

/** One's own picture, as in a mirror, and whether one is heard. */
export function OwnTile({ media, seat, initial, className }: OwnTileProps) {
  const t = useTranslations("room");
  const camera = useStore(media.camera.state);
  const microphone = useStore(media.microphone.state);
  const track = useStore(media.camera.track);
  const isSpeaking = useStore(media.isSpeaking);
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (element.current) element.current.srcObject = track === null ? null : new MediaStream([track]);
  }, [track]);
  const word = camera.status === "starting" ? t("picture.starting") : camera.status === "failed" ? t("call.noCamera") : t("picture.cameraOff");
  return (
    <Tile
      person={seat}
      name={t("you")}
      initial={initial}
      mirrored
      speaking={isSpeaking}
      muted={microphone.status !== "live"}
      mutedLabel={t("picture.muted")}
      rest={track === null ? { icon: "camera-off", word } : undefined}
      className={className}
    >
      {track !== null && <video ref={element} autoPlay playsInline muted aria-label={t("picture.own")} />}
    </Tile>
  );
}
