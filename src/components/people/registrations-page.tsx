"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { Dialog } from "@/components/kit/dialog";
import { LinkButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { DuplicateReason } from "@/core/people/duplicates";
import type { PatientSummary } from "@/core/people/patient";
import { callCommand } from "@/room/api";

/** Somebody who registered themselves. */
export interface RegistrationLine {
  readonly patient: PatientSummary;
  readonly version: number;
  readonly askedAtMs: number;
  readonly duplicates: readonly { readonly patient: PatientSummary; readonly reasons: readonly string[] }[];
}

/** People who registered themselves, for the desk to take on file, to merge, or to refuse. */
export function RegistrationsPage({ registrations, zone, page }: { registrations: readonly RegistrationLine[]; zone: string; page: string }) {
  const t = useTranslations("patients.registrations");
  const say = useErrorWords();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [refusing, setRefusing] = useState<RegistrationLine | null>(null);
  const [pending, setPending] = useState<string | null>(null);
  const shown = registrations.filter(({ patient }) => !gone.has(patient.id));
  const judge = async ({ patient, version }: RegistrationLine, answer: "accept" | "refuse") => {
    setPending(patient.id);
    const result = await callCommand("people/judge-registration", { patientId: patient.id, version, answer });
    if (result.ok) setGone((before) => new Set([...before, patient.id]));
    showToast({ text: !result.ok ? say(result.error) : answer === "accept" ? t("accepted", { name: patient.name }) : t("refused") });
    setPending(null);
    setRefusing(null);
  };
  return (
    <main id="main" tabIndex={-1} className="people-page">
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-1 max-w-[36rem] text-ink2">
        {t("words")} <a className="link" href={page}>{t("page")}</a>
      </p>
      {shown.length === 0 && (
        <EmptyState className="mt-6" title={t("none")}>
          <p>{t("noneWords")}</p>
        </EmptyState>
      )}
      <ul className="mt-4">
        {shown.map((line) => (
          <Line key={line.patient.id} line={line} zone={zone} isPending={pending === line.patient.id} onAccept={() => void judge(line, "accept")} onRefuse={() => setRefusing(line)} />
        ))}
      </ul>
      {refusing !== null && (
        <Dialog
          isOpen
          role="alertdialog"
          title={t("refuseTitle", { name: refusing.patient.name })}
          onOpenChange={(isOpen) => !isOpen && setRefusing(null)}
          actions={() => (
            <>
              <Button kind="filled" pending={pending !== null} onPress={() => void judge(refusing, "refuse")}>{t("refuse")}</Button>
              <Button kind="quiet" onPress={() => setRefusing(null)}>{t("stay")}</Button>
            </>
          )}
        >
          <p>{t("refuseWords")}</p>
        </Dialog>
      )}
    </main>
  );
}

interface LineProps {
  line: RegistrationLine;
  zone: string;
  isPending: boolean;
  onAccept: () => void;
  onRefuse: () => void;
}

function Line({ line: { patient, askedAtMs, duplicates }, zone, isPending, onAccept, onRefuse }: LineProps) {
  const t = useTranslations("patients.registrations");
  const reason = useTranslations("people.register.reason");
  const clock = useClock(zone);
  const isKnown = duplicates.length > 0;
  return (
    <li className="person-line">
      <div className="person-line-words">
        <p>
          <bdi className="font-semibold">{patient.name}</bdi>
          <span className="text-small text-ink2"> · {t("born", { date: clock.full(patient.birthDate) })}</span>
        </p>
        <p className="text-small text-ink2" dir="ltr">{[patient.email, patient.phone].filter(Boolean).join(" · ")}</p>
        <p className="text-small text-ink2">{t("asked", { date: clock.moment(askedAtMs) })}</p>
        {isKnown && (
          <div className="duplicates mt-2">
            <p className="font-semibold">{t("isKnown")}</p>
            {duplicates.map((each) => (
              <p key={each.patient.id} className="text-small">
                <bdi>{each.patient.name}</bdi>: {each.reasons.map((text) => reason(text as DuplicateReason)).join(", ")}{" "}
                <LinkButton kind="text" href={`/people/merge?a=${each.patient.id}&b=${patient.id}`}>
                  {t("compare", { name: each.patient.name })}
                </LinkButton>
              </p>
            ))}
          </div>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button kind={isKnown ? undefined : "filled"} pending={isPending} onPress={onAccept}>
          {t("accept")}
          <span className="sr-only">: {patient.name}</span>
        </Button>
        <Button kind="quiet" onPress={onRefuse}>
          {t("refuse")}
          <span className="sr-only">: {patient.name}</span>
        </Button>
      </div>
    </li>
  );
}
