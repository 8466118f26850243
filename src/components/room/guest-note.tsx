"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { announce } from "@/components/kit/live-region";

/** Tells a guest whether they may change the scene, and says it aloud when that changes. */
export function GuestNote({ mayEdit }: { mayEdit: boolean }) {
  const t = useTranslations("room.guests");
  const before = useRef(mayEdit);
  const words = t(mayEdit ? "may" : "looks");
  useEffect(() => {
    if (before.current !== mayEdit) announce(words);
    before.current = mayEdit;
  }, [mayEdit, words]);
  return <p className="scene-chip room-guest-note">{words}</p>;
}
