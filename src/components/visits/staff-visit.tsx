"use client";

import dynamic from "next/dynamic";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useEffect, useState, type ReactNode } from "react";
import { Logo } from "@/components/kit/logo";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { ReadyWord } from "@/components/kit/row";
import { StatePanel } from "@/components/kit/state-panel";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { Readiness } from "@/core/visits/prepare";
import type { StaffVisitView } from "@/core/visits/views";
import { callCommand } from "@/room/api";
import { AdmitForm } from "./admit-form";
import { GuestPanel } from "./guest-panel";
import { useClinicianHere, useStaffVisit } from "./use-staff-visit";

// Stands over few visits.
const EmergencyBanner = dynamic(() => import("@/components/access/emergency-banner").then((banner) => banner.EmergencyBanner));

/** What the room is told when the clinician goes in. */
export interface StaffRoomOpening {
  readonly view: StaffVisitView;
  /** What has to stay before the clinician's eyes in the room too. */
  readonly banner: ReactNode;
  readonly onLeft: () => void;
}

interface StaffVisitProps {
  initial: StaffVisitView;
  /** The reader is the clinician of this visit. */
  isHost: boolean;
  renderRoom: (opening: StaffRoomOpening) => ReactNode;
  prefetchRoom: () => void;
}

/** The visit on the clinician's side: before, the room, and after. */
export function StaffVisit({ initial, isHost, renderRoom, prefetchRoom }: StaffVisitProps) {
  const { view, refresh } = useStaffVisit(initial);
  const [hasLeft, setLeft] = useState(false);
  const isBefore = view.state === "expected" || view.state === "waiting";
  const { emergency } = view;
  const banner = emergency !== null && <EmergencyBanner emergencies={[emergency]} zone={view.practice.zone} onOver={() => void refresh()} className="mb-2" />;
  useClinicianHere(view.visitId, isHost && isBefore);
  useEffect(() => {
    if (isHost && isBefore) prefetchRoom();
  }, [isHost, isBefore, prefetchRoom]);
  if (view.state === "admitted" && view.verbs.includes("enter") && !hasLeft) {
    return (
      <div className="contents" data-stage="room">
        {renderRoom({ view, banner, onLeft: () => setLeft(true) })}
      </div>
    );
  }
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[62rem] flex-col px-4 tablet:px-8" data-stage={view.state}>
      <header className="flex min-h-16 items-center justify-between">
        <Logo href="/today" />
        <LinkButton kind="text" href="/today" icon="back">
          <TodayWord />
        </LinkButton>
      </header>
      {banner}
      <main id="main" className="grid flex-1 content-start gap-10 py-8 desk:grid-cols-[1fr_22rem]">
        <Before view={view} isHost={isHost} onAdmitted={refresh} onEnter={() => setLeft(false)} />
        <div className="grid content-start gap-8">
          <Facts view={view} />
          {isHost && (isBefore || view.state === "admitted") && <GuestPanel visitId={view.visitId} isHost />}
        </div>
      </main>
    </div>
  );
}

function TodayWord() {
  return useTranslations("visits.staff")("today");
}

interface BeforeProps {
  view: StaffVisitView;
  isHost: boolean;
  onAdmitted: () => Promise<void>;
  onEnter: () => void;
}

function Before({ view, isHost, onAdmitted, onEnter }: BeforeProps) {
  const t = useTranslations("visits.staff");
  const say = useErrorWords();
  const format = useFormatter();
  const [isPending, setPending] = useState(false);
  const name = view.patient.shortName;
  const time = (ms: number | null) => (ms === null ? "" : format.dateTime(ms, "time"));

  const admit = async () => {
    setPending(true);
    const answer = await callCommand("visits/admit", { visitId: view.visitId });
    if (!answer.ok) showToast({ text: say(answer.error) });
    await onAdmitted();
    setPending(false);
  };

  if (!isHost) {
    return (
      <StatePanel kind="denied" level={1} title={`${view.patient.name}, ${time(view.startsAtMs)}`}>
        {t("notYours", { clinician: view.clinicianName })}
      </StatePanel>
    );
  }
  switch (view.state) {
    case "expected":
      return (
        <StatePanel kind="empty" level={1} title={t("expected", { name })} seats={[{ person: 1 }, { state: "expected" }]}>
          {t("expectedWords", { name, time: time(view.startsAtMs) })}
        </StatePanel>
      );
    case "waiting":
      return (
        <StatePanel
          kind="empty"
          level={1}
          title={whoWaits(view, t)}
          seats={[{ person: 1 }, { person: 2 }]}
          actions={
            <AdmitForm visitId={view.visitId} onAdmit={() => void admit()}>
              <PlainButton type="submit" kind="filled" size="large" pending={isPending}>
                {isPending ? t("admitting", { name }) : t("admit", { name })}
              </PlainButton>
            </AdmitForm>
          }
        >
          {t("waitingSince", { time: time(view.arrivedAtMs) })}
        </StatePanel>
      );
    case "admitted":
      return (
        <StatePanel
          kind="empty"
          level={1}
          title={t("arrived", { name })}
          seats={[{ state: "expected" }, { person: 2 }]}
          actions={
            <PlainButton kind="filled" size="large" onPress={onEnter}>
              {t("enter")}
            </PlainButton>
          }
        />
      );
    default:
      return <After view={view} />;
  }
}

/** The patient, who acts for them, or both: the clinician knows whom they let in before they do. */
function whoWaits({ patient: { shortName: name }, isPatientHere, company }: StaffVisitView, t: ReturnType<typeof useTranslations<"visits.staff">>): string {
  const waiting = company.filter(({ state }) => state !== "away").map((each) => each.name);
  const proxy = waiting.join(", ");
  if (waiting.length === 0) return t("waiting", { name });
  return t(isPatientHere ? "waitingTogether" : "waitingFor", { name, proxy });
}

function After({ view }: { view: StaffVisitView }) {
  const t = useTranslations("visits.staff");
  const format = useFormatter();
  const name = view.patient.shortName;
  if (view.state === "cancelled") {
    return (
      <StatePanel kind="ended" level={1} title={t("cancelled")}>
        {t("cancelledWords")}
      </StatePanel>
    );
  }
  if (view.state === "missed") {
    return (
      <StatePanel kind="ended" level={1} title={t("missed", { name })}>
        {t("missedWords", { time: format.dateTime(view.startsAtMs, "moment") })}
      </StatePanel>
    );
  }
  const { admittedAtMs, endedAtMs } = view;
  const minutes = admittedAtMs === null || endedAtMs === null ? null : Math.max(1, Math.round((endedAtMs - admittedAtMs) / 60_000));
  return (
    <StatePanel
      kind="ended"
      level={1}
      title={t("ended")}
      actions={
        <LinkButton kind="filled" size="large" href={`/visit/${view.visitId}/note`}>
          {t("note")}
        </LinkButton>
      }
    >
      {minutes !== null
        ? t("endedWords", { minutes })
        : endedAtMs !== null && t("endedPlain", { time: format.dateTime(endedAtMs, "time") })}
    </StatePanel>
  );
}

function Facts({ view }: { view: StaffVisitView }) {
  const t = useTranslations("visits.staff");
  const format = useFormatter();
  const languages = new Intl.DisplayNames([useLocale()], { type: "language" });
  const { patient, whereabouts, readiness, company } = view;
  const born = new Date(`${patient.birthDate}T00:00:00Z`);
  const lines: [string, ReactNode][] = [
    [t("service"), `${view.serviceName}, ${format.dateTime(view.startsAtMs, "time")}`],
    [t("born"), t("age", { date: format.dateTime(born, { dateStyle: "medium", timeZone: "UTC" }), age: ageOn(patient.birthDate, view.nowMs) })],
    ...(patient.pronouns === null ? [] : [[t("pronouns"), patient.pronouns] as [string, ReactNode]]),
    [t("language"), languages.of(patient.locale) ?? patient.locale],
    ...company.map((each): [string, ReactNode] => [t("company", { name: patient.shortName }), t("companyLine", { name: each.name, relation: t(`relations.${each.relation}`) })]),
    [t("where"), whereabouts?.place ?? t("whereUnknown")],
    [t("number"), whereabouts?.callbackNumber ?? t("whereUnknown")],
    [t("devices"), readiness === null ? t("unchecked") : <ReadinessWords readiness={readiness} />],
  ];
  return (
    <aside aria-labelledby="facts">
      <h2 id="facts" className="text-h3">
        {t("facts")}
      </h2>
      <p className="mt-2 font-semibold">{patient.name}</p>
      <dl className="mt-2">
        {lines.map(([term, words], index) => (
          <div key={`${term} ${index}`} className="grid grid-cols-[7rem_1fr] gap-3 border-t border-rule py-2.5 first:border-t-0">
            <dt className="text-small text-ink2">{term}</dt>
            <dd className="min-w-0">{words}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}

function ReadinessWords({ readiness }: { readiness: Readiness }) {
  const t = useTranslations("visits.staff");
  return (
    <span className="grid gap-1">
      <span>{t("device", { device: readiness.device })}</span>
      {(["camera", "microphone", "speaker"] as const).map((part) => (
        <ReadyWord key={part} state={readiness[part] === "ready" ? "ready" : readiness[part] === "failed" ? "failed" : "open"}>
          {t(readiness[part], { part: t(part) })}
        </ReadyWord>
      ))}
    </span>
  );
}

/** Whole years between a calendar date and a moment, by UTC. */
export function ageOn(birthDate: string, nowMs: number): number {
  const now = new Date(nowMs).toISOString().slice(0, 10);
  const years = Number(now.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return now.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
