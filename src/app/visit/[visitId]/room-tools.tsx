"use client";

import { useEffect } from "react";
import { AskNote } from "@/components/room/ask-note";
import { AskRequests } from "@/components/room/ask-requests";
import { GuestNote } from "@/components/room/guest-note";
import { TogetherSign } from "@/components/room/together-sign";
import { useStore } from "@/components/room/use-store";
import { TourSign } from "@/components/tours/tour-sign";
import type { RoomRole } from "@/core/room/contract";
import { createFollowing, type Following } from "@/room/scene/following";
import type { SceneReplica } from "@/room/scene/replica";
import type { SessionPerson } from "@/room/visit-session";

interface RoomToolsProps {
  scene: SceneReplica;
  role: RoomRole;
  people: readonly SessionPerson[];
  /** The clinician's name, on the other sides. */
  otherName: string;
  hasTried: boolean;
  /** What `onFollowing` was told. */
  following: Following | null;
  /** The scene goes along with whoever presents. */
  onFollowing: (following: Following | null) => void;
}

/** Asking to change the scene, and looking at it together: what the room says of both. */
export function RoomTools({ scene, role, people, otherName, hasTried, following, onFollowing }: RoomToolsProps) {
  useEffect(() => {
    const made = createFollowing(scene);
    onFollowing(made);
    return () => {
      onFollowing(null);
      made.close();
    };
  }, [scene, onFollowing]);
  const mayEdit = useStore(scene.mayChange);
  const isClinician = role === "clinician";
  return (
    <>
      <TourSign scene={scene} isClinician={isClinician} />
      {following && <TogetherSign scene={scene} following={following} isClinician={isClinician} />}
      {role === "guest" && mayEdit && <GuestNote />}
      {isClinician ? <AskRequests scene={scene} people={people} /> : <AskNote scene={scene} clinician={otherName} hasTried={hasTried} />}
    </>
  );
}
