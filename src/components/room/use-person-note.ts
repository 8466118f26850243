"use client";

import { useTranslations } from "next-intl";
import type { SessionPerson } from "@/room/visit-session";

/** As what somebody is in the room, where that is more than clinician or patient: everybody reads it (GUEST-3, VISIT-15). */
export function usePersonNote(): (person: Pick<SessionPerson, "part" | "actsFor">) => string | undefined {
  const t = useTranslations("room.picture");
  const parts = useTranslations("guests.parts");
  return ({ part, actsFor }) => {
    if (actsFor !== null) return t("actsFor", { patient: actsFor });
    return part === null ? undefined : parts(part);
  };
}
