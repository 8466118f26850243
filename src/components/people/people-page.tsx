"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { Button } from "@/components/kit/button";
import { TextField } from "@/components/kit/field";
import { MailAddress } from "@/components/kit/mail-address";
import { Avatar } from "@/components/kit/mark";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { EmptyState } from "@/components/kit/state-panel";
import { useClock } from "@/components/scheduling/use-clock";
import { useAsked } from "@/components/search/use-asked";
import type { PatientSummary } from "@/core/people/patient";
import { RegisterForm } from "./lazy-register-form";
import "@/components/people/people.css";
import "@/components/scheduling/rows.css";

interface Found {
  readonly patients: readonly PatientSummary[];
  readonly hasMore: boolean;
}

interface PeoplePageProps {
  initial: Found;
  clinicZone: string;
  mayRegister: boolean;
}

const NOTHING: Found = { patients: [], hasMore: false };

/** Everybody on file, found by what one knows of them. */
export function PeoplePage({ initial, clinicZone, mayRegister }: PeoplePageProps) {
  const t = useTranslations("people.list");
  const words = useTranslations("kit.problems");
  const router = useRouter();
  const [text, setText] = useState("");
  const [isNew, setNew] = useState(false);
  const asked = useAsked<Found>("people/search-patients", text);
  // While the next answer is under way, the list shows the one before.
  const found = asked.state === "idle" ? initial : (asked.answer ?? (asked.state === "asking" ? initial : NOTHING));
  if (isNew) {
    return (
      <main id="main" tabIndex={-1} className="people-page people-narrow">
        <RegisterForm startName={text} clinicZone={clinicZone} onDone={({ id }) => router.push(`/people/${id}`)} onLeave={() => setNew(false)} />
      </main>
    );
  }
  return (
    <main id="main" tabIndex={-1} className="people-page">
      <header className="flex flex-wrap items-end justify-between gap-4">
        <h1 className="text-h1">{t("title")}</h1>
        {mayRegister && (
          <Button kind="filled" onPress={() => setNew(true)}>
            {t("register")}
          </Button>
        )}
      </header>
      {mayRegister && (
        <nav aria-label={t("title")} className="mt-2 flex flex-wrap gap-x-4">
          <LinkButton kind="text" className="-ms-2.5" href="/people/registrations">
            {t("registrations")}
          </LinkButton>
          <LinkButton kind="text" className="-ms-2.5" href="/people/duplicates">
            {t("duplicates")}
          </LinkButton>
        </nav>
      )}
      <search className="mt-4 block max-w-[30rem]">
        <TextField type="search" label={t("find")} help={t("findHelp")} spellCheck={false} value={text} onChange={setText} />
      </search>
      <p role="status" className="mt-6 mb-2 text-small text-ink2">
        {asked.state === "done" && t("found", { count: found.patients.length })}
      </p>
      {asked.state === "failed" ? (
        <Banner kind="slow" live="polite" fact={t("failed")} action={<PlainButton onPress={asked.again}>{words("retry")}</PlainButton>} />
      ) : (
        <PatientRows found={found} clinicZone={clinicZone} isSearch={asked.state !== "idle"} />
      )}
      {found.hasMore && text.trim() !== "" && <p className="mt-3 text-small text-ink2">{t("more")}</p>}
    </main>
  );
}

function PatientRows({ found, clinicZone, isSearch }: { found: Found; clinicZone: string; isSearch: boolean }) {
  const t = useTranslations("people.list");
  const clock = useClock(clinicZone);
  if (found.patients.length === 0) {
    return (
      <EmptyState title={t(isSearch ? "nobody" : "noneYet")}>
        <p>{t(isSearch ? "nobodyWords" : "noneYetWords")}</p>
      </EmptyState>
    );
  }
  return (
    <ul className="border-b border-rule">
      {found.patients.map((patient) => (
        <Row
          key={patient.id}
          as="li"
          className="person-row"
          start={<Avatar name={patient.name} />}
          title={
            <Link href={`/people/${patient.id}`} prefetch={false} className="queue-name font-semibold">
              <bdi>{patient.name}</bdi>
            </Link>
          }
          note={t("born", { date: clock.full(patient.birthDate) })}
          end={<span className="text-small text-ink2">{patient.phone === null ? patient.email !== null && <MailAddress>{patient.email}</MailAddress> : <bdi dir="ltr">{patient.phone}</bdi>}</span>}
        />
      ))}
    </ul>
  );
}
