"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { announce } from "@/components/kit/live-region";

/** Tells a guest that they may change the scene now; who may not is told by the note that lets them ask. */
export function GuestNote() {
  const words = useTranslations("room.guests")("may");
  useEffect(() => announce(words), [words]);
  return <p className="scene-chip room-guest-note">{words}</p>;
}
