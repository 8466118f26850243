"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { TextField } from "@/components/kit/field";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePanel } from "@/components/kit/state-panel";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useIsLive } from "@/components/kit/use-is-live";
import type { LocaleOption } from "@/components/shell/language-switch";
import type { VisitId } from "@/core/kit/ids";
import { zonePlace } from "@/core/scheduling/zone-place";
import type { GuestView } from "@/core/visits/guests";
import { HEARTBEAT_EVERY_MS } from "@/core/visits/timing";
import { callCommand, callQuery } from "@/room/api";
import { subscribePush } from "@/room/push";
import { EntryFrame } from "./entry-frame";
import { visitorClaim } from "./use-visitor-visit";

/** What the room is told when a guest goes in. */
export interface GuestRoomOpening {
  readonly view: GuestView;
  readonly onLeft: () => void;
}

interface GuestWayProps {
  initial: GuestView;
  locales: readonly LocaleOption[];
  renderRoom: (opening: GuestRoomOpening) => ReactNode;
  prefetchRoom: () => void;
}

/** A guest's way: say who, wait, be let in, and out. */
export function GuestWay({ initial, locales, renderRoom, prefetchRoom }: GuestWayProps) {
  const t = useTranslations("guests.way");
  const { view, isLost, refresh } = useGuestVisit(initial);
  const [hasLeft, setLeft] = useState(false);
  useGuestHere(view.visitId, view.stage === "wait" || view.stage === "room");
  useEffect(() => {
    if (view.stage === "wait") prefetchRoom();
  }, [view.stage, prefetchRoom]);

  if (!isLost && view.stage === "room" && !hasLeft) {
    return (
      <div className="contents" data-stage="room">
        {renderRoom({ view, onLeft: () => setLeft(true) })}
      </div>
    );
  }
  const panel = (kind: "ended" | "empty", title: string, words?: string, actions?: ReactNode) => (
    <EntryFrame locales={locales}>
      <div className="pt-8" role="status">
        <StatePanel kind={kind} level={1} title={title} actions={actions}>
          {words}
        </StatePanel>
      </div>
    </EntryFrame>
  );
  if (isLost) return panel("ended", t("lost"), t("lostWords"));
  return (
    <div className="contents" data-stage={view.stage}>
      {view.stage === "room" && panel("empty", t("goOn"), undefined, <PlainButton kind="filled" onPress={() => setLeft(false)}>{t("back")}</PlainButton>)}
      {view.stage === "name" && <NameStep view={view} locales={locales} onDone={refresh} />}
      {view.stage === "wait" && <Waiting view={view} locales={locales} />}
      {view.stage === "closed" && panel("ended", t("closed"), t("closedWords"))}
      {view.stage === "over" && panel("ended", t("over"), t("overWords"))}
      {view.stage === "cancelled" && panel("ended", t("cancelled"), t("overWords"))}
      {view.stage === "missed" && panel("ended", t("missed"), t("overWords"))}
    </div>
  );
}

function NameStep({ view, locales, onDone }: { view: GuestView; locales: readonly LocaleOption[]; onDone: () => Promise<void> }) {
  const t = useTranslations("guests.way");
  const say = useErrorWords();
  const format = useFormatter();
  const isLive = useIsLive();
  const [name, setName] = useState(view.name);
  const [error, setError] = useState<string | undefined>(undefined);
  const [isPending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    const answer = await callCommand("visits/say-guest-name", { visitId: view.visitId, name }, { as: visitorClaim(view.visitId) });
    setError(answer.ok ? undefined : say(answer.error, "name"));
    await onDone();
    setPending(false);
  };
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)}>
      <EntryFrame
        locales={locales}
        foot={
          <PlainButton type="submit" kind="filled" size="large" wide pending={isPending || !isLive}>
            {t("submit")}
          </PlainButton>
        }
      >
        <h1 className="text-h1">{t("nameTitle")}</h1>
        <p className="mt-1 mb-6 text-ink2">{t("nameWords", { practice: view.practice.name, clinician: view.clinicianName, time: format.dateTime(view.startsAtMs, { hour: "2-digit", minute: "2-digit", timeZone: view.practice.zone }) })}</p>
        <TextField size="large" label={t("name")} autoComplete="name" spellCheck={false} dir="auto" maxLength={150} value={name} error={error} onChange={setName} />
      </EntryFrame>
    </form>
  );
}

function Waiting({ view, locales }: { view: GuestView; locales: readonly LocaleOption[] }) {
  const t = useTranslations("guests.way");
  const part = useTranslations("guests.parts");
  const format = useFormatter();
  const { zone } = view.practice;
  return (
    <EntryFrame locales={locales}>
      <div className="pt-8" role="status">
        <StatePanel kind="empty" level={1} title={t("wait", { clinician: view.clinicianName })} seats={[{ state: "expected" }, { person: 3 }]}>
          <p>{t("waitWords")}</p>
          <p className="mt-3">{t("waitTime", { time: format.dateTime(view.startsAtMs, { hour: "2-digit", minute: "2-digit", timeZone: zone }), place: zonePlace(zone) })}</p>
          <p>{t("as", { part: part(view.part) })}</p>
        </StatePanel>
      </div>
    </EntryFrame>
  );
}

/** The visit as the guest may see it, kept fresh by push. */
function useGuestVisit(initial: GuestView) {
  const { visitId } = initial;
  const [view, setView] = useState(initial);
  const [isLost, setLost] = useState(false);
  const newest = useRef(0);
  const refresh = useCallback(async () => {
    newest.current += 1;
    const turn = newest.current;
    const answer = await callQuery<{ visitId: VisitId }, GuestView>("visits/for-guest", { visitId }, { as: visitorClaim(visitId) });
    if (turn !== newest.current) return;
    if (answer.ok) setView(answer.value);
    else if (answer.error.kind === "not_found" || answer.error.kind === "signed_out" || answer.error.kind === "denied") setLost(true);
  }, [visitId]);
  useEffect(
    () =>
      subscribePush(visitorClaim(visitId), {
        event: ({ ids }) => {
          if (ids.visitId === visitId) void refresh();
        },
        opened: () => void refresh(),
      }),
    [visitId, refresh],
  );
  const before = useRef(view.stage);
  useEffect(() => {
    if (before.current === "wait" && view.stage === "room") announce(view.clinicianName, { urgent: true });
    before.current = view.stage;
  }, [view]);
  return { view, isLost, refresh };
}

/** Signs of life while the guest waits or is in the room. */
function useGuestHere(visitId: VisitId, isHere: boolean): void {
  useEffect(() => {
    if (!isHere) return;
    const say = () => void callCommand("visits/guest-here", { visitId }, { as: visitorClaim(visitId) });
    const timer = setInterval(say, HEARTBEAT_EVERY_MS);
    const onHide = () => void callCommand("visits/guest-here", { visitId, leaving: true }, { as: visitorClaim(visitId), keepalive: true });
    say();
    addEventListener("pagehide", onHide);
    return () => {
      clearInterval(timer);
      removeEventListener("pagehide", onHide);
    };
  }, [visitId, isHere]);
}
