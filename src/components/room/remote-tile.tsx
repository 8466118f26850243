"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Meter } from "@/components/kit/meter";
import { initialsOf } from "@/components/kit/mark";
import { Tile } from "@/components/kit/tile";
import type { Playable, VisitMedia } from "@/room/livekit/media";
import type { SeatNumber, SessionPerson } from "@/room/visit-session";
import { useStore } from "./use-store";

interface RemoteTileProps {
  media: VisitMedia;
  /** The other person, if they are in the room. */
  person: SessionPerson | null;
  /** Who is expected there. */
  expected: { name: string; seat: SeatNumber };
  /** As what the person is here. */
  note?: string;
  /** Sound and picture get through at all. */
  isLineUp: boolean;
  className?: string;
}

/** The other person: picture, name, voice; or why there is no picture. */
export function RemoteTile({ media, person, expected, note, isLineUp, className }: RemoteTileProps) {
  const t = useTranslations("room.picture");
  const remotes = useStore(media.remotes);
  // Somebody with two pages open is seen from the one that sends. A page of which the records do not say yet whose it
  // is shows under nobody's name.
  const theirs = remotes.filter(({ identity }) => person?.pages.includes(identity) === true);
  const remote = theirs.find(({ video }) => video !== null) ?? theirs.find(({ identity }) => identity === person?.identity) ?? theirs[0] ?? null;
  const name = person?.name ?? expected.name;
  const [playingId, setPlayingId] = useState<string | null>(null);
  const video = remote?.video ?? null;
  const isPlaying = video !== null && playingId === video.id;
  const rest =
    video !== null && isPlaying
      ? undefined
      : remote === null
        ? ({ icon: "person", word: !isLineUp ? t("noLine") : person === null ? t("notHere") : t("soundOnly") } as const)
        : video === null
          ? ({ icon: "camera-off", word: t("cameraOff") } as const)
          : ({ icon: "camera", word: t("coming") } as const);
  return (
    <div className={className} data-remote-video={isPlaying ? "playing" : "none"} data-remote-audio={remote?.audio ? "attached" : "none"}>
      <Tile
        person={person?.seat ?? expected.seat}
        name={name}
        note={note}
        initial={initialsOf(name).slice(0, 1)}
        speaking={remote?.isSpeaking}
        muted={remote !== null && remote.isMuted}
        mutedLabel={t("muted")}
        rest={rest}
        meter={remote !== null && <Meter source={media.levelOf(remote.identity)} />}
        className="h-full w-full"
      >
        {video !== null && <RemoteVideo key={video.id} video={video} label={t("remote", { name })} onPlaying={() => setPlayingId(video.id)} />}
      </Tile>
    </div>
  );
}

/** Everybody who is heard, whoever they are and whether or not they are seen. */
export function RoomSound({ media }: Pick<RemoteTileProps, "media">) {
  const remotes = useStore(media.remotes);
  return remotes.map(({ identity, audio }) => audio !== null && <RemoteAudio key={`${identity}/${audio.id}`} audio={audio} />);
}

function RemoteVideo({ video, label, onPlaying }: { video: Playable; label: string; onPlaying: () => void }) {
  const element = useRef<HTMLVideoElement>(null);
  // Attached once for each track: the object around it is made anew with every change in the room.
  const track = useRef(video);
  useEffect(() => {
    if (element.current) return track.current.attach(element.current);
  }, []);
  return <video ref={element} autoPlay playsInline aria-label={label} onPlaying={onPlaying} />;
}

/** Sound of its own element, never muted. */
function RemoteAudio({ audio }: { audio: Playable }) {
  const element = useRef<HTMLAudioElement>(null);
  const track = useRef(audio);
  useEffect(() => {
    const player = element.current;
    if (player === null) return;
    const detach = track.current.attach(player);
    // Attaching, detaching and a busy page can leave it paused. A browser that holds sound back
    // refuses here; the room then shows the button that lets it out.
    const play = (): void => void player.play().catch(() => undefined);
    player.addEventListener("pause", play);
    player.addEventListener("loadedmetadata", play);
    play();
    return () => {
      player.removeEventListener("pause", play);
      player.removeEventListener("loadedmetadata", play);
      detach();
    };
  }, []);
  return <audio ref={element} autoPlay />;
}
