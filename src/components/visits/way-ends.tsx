"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/kit/banner";
import { LinkButton } from "@/components/kit/plain-button";
import { Thread } from "@/components/kit/thread";
import type { ConfirmedVisit } from "@/core/visits/views";
import { CallPractice } from "./finished-state";
import { WayPanel, type OfVisit } from "./way-panels";

/** The tries are used up: only the practice can help, and it is said what to do if it is urgent. */
export function ClosedPanel({ view, locales }: OfVisit) {
  const t = useTranslations("visits.closed");
  const { name, emergencyNumber } = view.practice;
  return (
    <WayPanel
      locales={locales}
      kind="denied"
      title={t("title")}
      words={t("words", { practice: name })}
      actions={<CallPractice practice={view.practice} />}
    >
      <Banner kind="urgent" fact={t("emergency", { number: emergencyNumber })} className="mt-6" />
    </WayPanel>
  );
}

/** The visit is over: how long it was, what comes next, and where the summary is. */
export function OverPanel({ view, visit, locales }: OfVisit & { visit: ConfirmedVisit }) {
  const t = useTranslations("visits.over");
  const { admittedAtMs, endedAtMs, clinicianName, hasSummary } = visit;
  const minutes = admittedAtMs === null || endedAtMs === null ? null : Math.max(1, Math.round((endedAtMs - admittedAtMs) / 60_000));
  const lengthWords = minutes === null ? t("words", { clinician: clinicianName }) : t("length", { minutes, clinician: clinicianName });
  const { proxy, patientName } = visit;
  const words = proxy === null ? lengthWords : t("wordsFor", { clinician: clinicianName, patient: patientName });
  const { name, emergencyNumber } = view.practice;
  return (
    <WayPanel
      locales={locales}
      kind="ended"
      title={t("title")}
      words={hasSummary ? t("ready") : words}
      actions={
        <>
          {hasSummary && (
            <LinkButton kind="filled" size="large" href={`/visit/${view.visitId}/summary?as=visitor`}>
              {t("summary")}
            </LinkButton>
          )}
          {proxy !== null && (
            <LinkButton kind="filled" size="large" href={`/home?for=${proxy.proxyId}`}>
              {t("visitsFor", { patient: patientName })}
            </LinkButton>
          )}
          <CallPractice practice={view.practice} />
        </>
      }
    >
      <h2 className="mt-8 mb-3 text-h3">{t("steps")}</h2>
      <Thread
        label={t("steps")}
        moments={[
          // The mail goes to the patient, and what is in it is theirs to share.
          ...(proxy === null
            ? ([
                { id: "mail", state: hasSummary ? "past" : "now", title: t("step1") },
                { id: "views", state: "next", title: t("step2") },
              ] as const)
            : []),
          { id: "worse", state: "next", title: t("step3", { practice: name, number: emergencyNumber }) },
        ]}
      />
    </WayPanel>
  );
}
