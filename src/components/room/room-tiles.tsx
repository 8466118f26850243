"use client";

import { useTranslations } from "next-intl";
import { initialsOf } from "@/components/kit/mark";
import type { VisitMedia } from "@/room/livekit/media";
import type { SeatNumber, SessionPerson } from "@/room/visit-session";
import { OwnTile } from "./own-tile";
import { RemoteTile, RoomSound } from "./remote-tile";
import { usePersonNote } from "./use-person-note";

interface RoomTilesProps {
  media: VisitMedia;
  /** Everybody in the room, oneself first. */
  people: readonly SessionPerson[];
  /** Sound and picture get through at all. */
  isLineUp: boolean;
  /** The other person of the visit: whose place stays while they are not here. */
  expected: { name: string; seat: SeatNumber };
}

/** Everybody's picture, name and as what they came; the other person of the visit first, oneself last. */
export function RoomTiles({ media, people, isLineUp, expected }: RoomTilesProps) {
  const t = useTranslations("room");
  const noteOf = usePersonNote();
  const other = people.find((each) => !each.isSelf && each.role !== "guest") ?? null;
  const more = people.filter((each) => !each.isSelf && each !== other);
  return (
    <>
      <RoomSound media={media} />
      <section aria-label={t("picture.people")} className="room-tiles" data-people={Math.min(more.length + 2, 4)}>
        <RemoteTile
          className="room-tile-other"
          media={media}
          person={other}
          note={other === null ? undefined : noteOf(other)}
          isLineUp={isLineUp}
          expected={expected}
        />
        {more.map((person) => (
          <RemoteTile key={person.actor} className="room-tile-more" media={media} person={person} note={noteOf(person)} isLineUp={isLineUp} expected={person} />
        ))}
        <OwnTile className="room-tile-own" media={media} seat={people[0]?.seat ?? 2} initial={initialsOf(people[0]?.name ?? "").slice(0, 1)} />
      </section>
    </>
  );
}
