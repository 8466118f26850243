"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { announce } from "@/components/kit/live-region";
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
import { loadChoices } from "@/room/devices/choices";
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

function audioContext(): VoiceContext {
  const context = new AudioContext({ latencyHint: "interactive" });
  const { speakerId } = loadChoices();
  // A browser that can't choose plays on its own speaker.
  if (speakerId !== null && "setSinkId" in context && typeof context.setSinkId === "function") void (context.setSinkId as (id: string) => Promise<void>)(speakerId).catch(() => undefined);
  return context;
}

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
    settle();
    hear();
    const stops = [comfort.subscribe(settle), isHeadset.subscribe(settle), media.voices.subscribe(hear)];
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
    const say = (identities: readonly string[], others: readonly string[], key: "away" | "back"): void => {
      for (const identity of identities) {
        const person = people.find(({ pages }) => pages.includes(identity));
        if (person && !others.includes(identity)) announce(t(key, { name: person.name }));
      }
    };
    say(away, before.current, "away");
    say(before.current, away, "back");
    before.current = away;
  }, [away, people, t]);
}
