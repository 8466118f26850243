"use client";

import dynamic from "next/dynamic";
import { useFormatter, useTranslations } from "next-intl";
import { LinkButton } from "@/components/kit/plain-button";
import type { ActorClaim } from "@/core/access/claim";
import type { PatientId, VisitId } from "@/core/kit/ids";
import { PainDoor } from "./pain-door";
import "@/components/people/people.css";

const PainHistory = dynamic(() => import("./pain-history").then((module) => module.PainHistory), { ssr: false });

interface PainPageProps {
  /** Whose; null: the reader may not see how it was. */
  patientId: PatientId | null;
  as?: ActorClaim;
  back: string;
  /** Visits for which the reader may paint. */
  visits: readonly { readonly visitId: VisitId; readonly startsAtMs: number; readonly clinician: string }[];
  zone?: string;
}

/** Where it hurts: to paint for the visits to come, and to compare over time. */
export function PainPage({ patientId, as, back, visits, zone }: PainPageProps) {
  const t = useTranslations("pain");
  const format = useFormatter();
  return (
    <main id="main" tabIndex={-1} className="people-page">
      <LinkButton kind="text" icon="back" className="-ms-2.5" href={back}>
        {t("back")}
      </LinkButton>
      <h1 className="text-h1">{t("history.title")}</h1>
      {visits.length > 0 && (
        <section className="mt-4" aria-label={t("door")}>
          <p className="text-ink2">{t("doorHint")}</p>
          <ul className="mt-2 grid gap-3">
            {visits.map(({ visitId, startsAtMs, clinician }) => (
              <li key={visitId} className="flex flex-wrap items-center justify-between gap-3 border-b border-rule pb-3">
                <span>{t("visitAt", { at: format.dateTime(startsAtMs, "moment", { timeZone: zone }), clinician })}</span>
                <PainDoor visitId={visitId} as={as} isPainter />
              </li>
            ))}
          </ul>
        </section>
      )}
      {patientId !== null && (
        <div className="mt-8">
          <PainHistory patientId={patientId} as={as} />
        </div>
      )}
    </main>
  );
}
