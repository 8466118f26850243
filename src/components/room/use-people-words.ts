"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { announce } from "@/components/kit/live-region";
import type { SessionPerson } from "@/room/visit-session";

/** Says aloud who comes and who goes. */
export function usePeopleWords(people: readonly SessionPerson[]): void {
  const t = useTranslations("room.said");
  const before = useRef<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    // By place: a reload brings the same person under another number.
    const now = new Map(people.filter(({ isSelf }) => !isSelf).map(({ seat, name }) => [`${seat} ${name}`, name]));
    for (const [key, name] of now) if (!before.current.has(key)) announce(t("came", { name }));
    for (const [key, name] of before.current) if (!now.has(key)) announce(t("went", { name }));
    before.current = now;
  }, [people, t]);
}
