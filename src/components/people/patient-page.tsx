"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { MailAddress } from "@/components/kit/mail-address";
import { LinkButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { useClock, type Clock } from "@/components/scheduling/use-clock";
import type { DetailsView } from "@/core/people/details";
import type { PatientAppointment, PatientPage as PatientPageView } from "@/core/people/patient-page";
import { zonePlace } from "@/core/scheduling/zone-place";
import { useNames } from "./detail-words";
import { PatientTabs } from "./patient-tabs";

interface PatientPageProps {
  view: PatientPageView;
  mayBook: boolean;
  /** The reader may see the patient's documents: they have a page of their own. */
  mayReadDocuments: boolean;
  /** The reader may see where it hurt: a page of its own, too. */
  mayReadPain: boolean;
  /** The other parts of the record, as far as the reader may see them. */
  parts: Omit<ComponentProps<typeof PatientTabs>, "visits" | "zone">;
}

/** One patient: who they are, how to reach them, when they come and came. */
export function PatientPage({ view, mayBook, mayReadDocuments, mayReadPain, parts }: PatientPageProps) {
  const t = useTranslations("people.page");
  const { patient, age, practiceZone, nowMs, appointments } = view;
  const clock = useClock(practiceZone);
  const isToCome = ({ visitState, endsAtMs }: PatientAppointment) =>
    visitState === "waiting" || visitState === "admitted" || (visitState === "expected" && endsAtMs > nowMs);
  const toCome = appointments.filter(isToCome).toReversed();
  const past = appointments.filter((each) => !isToCome(each));
  return (
    <main id="main" tabIndex={-1} className="people-page patient-page">
      <header className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="text-h1">
            <bdi>{patient.name}</bdi>
          </h1>
          <p className="mt-0.5 text-ink2">
            {t("about", { pronouns: patient.pronouns ?? "none", age, born: clock.full(patient.birthDate) })}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {mayReadPain && <LinkButton href={`/people/${patient.id}/pain`}>{t("pain")}</LinkButton>}
          {mayReadDocuments && <LinkButton href={`/people/${patient.id}/documents`}>{t("documents")}</LinkButton>}
          {mayBook && (
            <LinkButton kind="filled" href={`/schedule?patient=${patient.id}`}>
              {t("book")}
            </LinkButton>
          )}
        </div>
      </header>
      <PatientFacts view={view} details={parts.details} />
      <PatientTabs
        {...parts}
        zone={practiceZone}
        visits={
          <>
            <Visits title={t("toCome")} none={t("nothingToCome")} visits={toCome} clock={clock} />
            <Visits title={t("past")} none={t("nothingPast")} visits={past} clock={clock} />
          </>
        }
      />
    </main>
  );
}

function PatientFacts({ view: { patient, nowMs, careTeam }, details }: { view: PatientPageView; details: DetailsView | null }) {
  const t = useTranslations("people.page");
  const locale = useLocale();
  const theirs = useClock(patient.zone);
  const language = new Intl.DisplayNames([locale], { type: "language" }).of(patient.locale) ?? patient.locale;
  const need = useTranslations("patients.need");
  const languageOf = useNames("language");
  const interpreter = details?.details.interpreter ?? null;
  const needs = [...(interpreter === null ? [] : [t("interpreter", { language: languageOf(interpreter) })]), ...(details?.details.accessNeeds ?? []).map((each) => need(each))];
  return (
    <dl className="patient-facts" aria-label={t("facts")}>
      <Fact name={t("phone")}>
        {patient.phone === null ? t("none") : <a className="link" href={`tel:${patient.phone.replaceAll(" ", "")}`} dir="ltr">{patient.phone}</a>}
      </Fact>
      <Fact name={t("mail")}>
        {patient.email === null ? t("none") : <a className="link" href={`mailto:${patient.email}`}><MailAddress>{patient.email}</MailAddress></a>}
      </Fact>
      <Fact name={t("speaks")}>{language}</Fact>
      {needs.length > 0 && <Fact name={t("needs")}>{needs.join(", ")}</Fact>}
      <Fact name={t("careTeam")}>
        {careTeam.length === 0 ? t("careTeamNone") : careTeam.map(({ name, part }) => (part === "lead" ? t("lead", { name }) : name)).join("; ")}
      </Fact>
      <Fact name={t("zone")}>{t("zoneNow", { place: zonePlace(patient.zone), time: theirs.time(nowMs) })}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface VisitsProps {
  title: string;
  none: string;
  visits: readonly PatientAppointment[];
  clock: Clock;
}

function Visits({ title, none, visits, clock }: VisitsProps) {
  const t = useTranslations("people.page");
  return (
    <section className="mt-4 mb-8" aria-label={title}>
      <h2 className="mb-2 text-h3">{title}</h2>
      {visits.length === 0 ? (
        <p className="border-t border-rule pt-3 text-ink2">{none}</p>
      ) : (
        <ul className="border-b border-rule">
          {visits.map((visit) => (
            <Row
              key={visit.id}
              as="li"
              start={
                <time className="patient-when figures" dateTime={clock.iso(visit.startsAtMs)}>
                  {clock.moment(visit.startsAtMs)}
                </time>
              }
              title={t("with", { service: visit.service, clinician: visit.clinician.name })}
              note={[t(`state.${visit.visitState}`), noteWord(visit, t)].filter(Boolean).join(" · ")}
              end={<VisitLink visit={visit} />}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function noteWord({ visitState, note }: PatientAppointment, t: ReturnType<typeof useTranslations<"people.page">>): string {
  if (visitState !== "ended") return "";
  return note === "signed" ? t("noteSigned") : note === "draft" ? t("noteDraft") : t("noteNone");
}

/** The clinician of a visit goes on from here, and whoever learns from them writes a draft; others read the state only. */
function VisitLink({ visit }: { visit: PatientAppointment }) {
  const t = useTranslations("people.page");
  if (visit.visitState === "ended" && visit.mayWriteNote) {
    return <LinkButton href={`/visit/${visit.visitId}/note`}>{visit.note === "signed" ? t("readNote") : t("writeNote")}</LinkButton>;
  }
  const isOpen = visit.isOwn && (visit.visitState === "waiting" || visit.visitState === "admitted");
  return isOpen ? <LinkButton href={`/visit/${visit.visitId}`}>{t("open")}</LinkButton> : null;
}
