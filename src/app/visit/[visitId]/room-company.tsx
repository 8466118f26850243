"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { announce } from "@/components/kit/live-region";
import { awayNews } from "@/components/room/away-words";
import { CloserRequests } from "@/components/room/closer-requests";
import { usePersonNote } from "@/components/room/use-person-note";
import { useStore } from "@/components/room/use-store";
import { ownRoomM, voicesFor } from "@/core/headset/comfort";
import { keepRoomAround, roomAround } from "@/core/room/boundary";
import { comfortStore } from "@/room/comfort";
import type { VisitMedia } from "@/room/livekit/media";
import type { SceneReplica } from "@/room/scene/replica";
import { createStore } from "@/room/store";
import type { RoomPresence, SessionPerson } from "@/room/visit-session";
import { createPlacedVoices, type VoiceContext } from "@/room/voice/placed-voices";
import { choices } from "@/room/devices/choices";
import type { Company, PersonSigns } from "@/xr/people/company";

interface RoomCompanyProps {
  readonly media: VisitMedia;
  readonly presence: RoomPresence;
  readonly people: readonly SessionPerson[];
  readonly scene: SceneReplica;
  /** The scene draws people by it. */
  readonly onCompany: (company: Company | null) => void;
}

/** Everybody else as the scene shows and hears them, and who asks to come closer. Comes with the models. */
export function RoomCompany({ media, presence, people, scene, onCompany }: RoomCompanyProps) {
  useCompany({ media, presence, people, scene, onCompany });
  useOwnRoom(scene);
  useAwayWords(presence, people);
  return <CloserRequests scene={scene} people={people} />;
}

const audioContext = (): VoiceContext => new AudioContext({ latencyHint: "interactive" });

function useCompany({ media, presence, people, onCompany }: RoomCompanyProps): void {
  const t = useTranslations("room.picture");
  const noteOf = usePersonNote();
  const made = useMemo(() => {
    const voices = createPlacedVoices(audioContext);
    const signs = createStore<ReadonlyMap<number, PersonSigns>>(new Map());
    const isHeadset = createStore(false);
    return { voices, signs, isHeadset, pages: new Map<number, readonly string[]>() };
  }, []);
  const { voices, signs, isHeadset, pages } = made;
  const remotes = useStore(media.remotes);
  const away = useStore(presence.audience.away);
  useEffect(() => {
    pages.clear();
    const next = people
      .filter(({ isSelf }) => !isSelf)
      .map((person): [number, PersonSigns] => {
        pages.set(person.actor, person.pages);
        const theirs = remotes.filter(({ identity }) => person.pages.includes(identity));
        return [
          person.actor,
          {
            role: noteOf(person) ?? t(`roles.${person.role}`),
            isSpeaking: theirs.some(({ isSpeaking }) => isSpeaking),
            isAway: away.includes(person.identity),
            video: theirs.find(({ video }) => video !== null)?.video ?? null,
          },
        ];
      });
    signs.set(new Map(next));
  });
  useEffect(() => {
    onCompany({
      signs,
      place: (actor, at) => pages.get(actor)?.forEach((identity) => voices.place(identity, at)),
      setHeadset: isHeadset.set,
      captions: presence.captions,
    });
    const comfort = comfortStore();
    const settle = (): void => {
      const mode = voicesFor(comfort.get(), isHeadset.get());
      voices.setMode(mode);
      document.documentElement.dataset.voices = mode;
    };
    const hear = (): void => voices.setVoices(media.voices.get());
    const speak = (): void => voices.setSpeaker(choices.get().speakerId);
    speak();
    settle();
    hear();
    const stops = [comfort.subscribe(settle), isHeadset.subscribe(settle), media.voices.subscribe(hear), choices.subscribe(speak)];
    return () => {
      stops.forEach((stop) => stop());
      voices.close();
      delete document.documentElement.dataset.voices;
      onCompany(null);
    };
  }, [media, presence, voices, signs, isHeadset, pages, onCompany]);
}

/** The room that the person keeps around themselves, as this device remembers it, told to the others. */
function useOwnRoom(scene: SceneReplica): void {
  useEffect(() => {
    const comfort = comfortStore();
    const tell = (): void => {
      const wanted = ownRoomM(comfort.get());
      if (wanted !== roomAround(scene.state, scene.actor)) scene.dispatch(keepRoomAround(scene.state, scene.actor, wanted));
    };
    tell();
    return comfort.subscribe(tell);
  }, [scene]);
}

/** Says who took the headset off, and who has it on again (ANA-607). */
function useAwayWords({ audience }: RoomPresence, people: readonly SessionPerson[]): void {
  const t = useTranslations("room.closer");
  const away = useStore(audience.away);
  const before = useRef<readonly string[]>([]);
  useEffect(() => {
    for (const { key, name } of awayNews(before.current, away, people)) announce(t(key, { name }));
    before.current = away;
  }, [away, people, t]);
}
