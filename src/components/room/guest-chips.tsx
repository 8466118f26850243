"use client";

import { useTranslations } from "next-intl";
import type { SessionPerson } from "@/room/visit-session";

/** The guests who are in the room, each with their name and as what they came. */
export function GuestChips({ people }: { people: readonly SessionPerson[] }) {
  const t = useTranslations("guests");
  const guests = people.filter(({ role, isSelf }) => role === "guest" && !isSelf);
  if (guests.length === 0) return null;
  return (
    <ul aria-label={t("room.label")} className="guest-chips">
      {guests.map(({ actor, name, part }) => (
        <li key={actor} className="scene-chip">
          <bdi>{name}</bdi>
          <span className="text-small">{part === null ? "" : t(`parts.${part}`)}</span>
        </li>
      ))}
    </ul>
  );
}
