import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SchedulePage } from "@/components/scheduling/schedule-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { PatientId } from "@/core/kit/ids";
import { CalendarDate } from "@/core/scheduling/wall-schemas";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { patientPage } from "@/server/people/patient-page";
import { practiceOverview } from "@/server/practice/overview";
import { schedulingDay } from "@/server/scheduling/day";
import { NextUp } from "../_next-up";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("scheduling.calendar"))("title") };
}

interface ScheduleProps {
  searchParams: Promise<{ date?: string; patient?: string }>;
}

/** The practice's calendar. `?date=` opens a day, `?patient=` books for somebody. */
export default async function Schedule({ searchParams }: ScheduleProps) {
  const asked = await searchParams;
  const date = CalendarDate.safeParse(asked.date);
  const patientId = PatientId.safeParse(asked.patient);
  const [day, practice, page] = await Promise.all([
    runQuery(schedulingDay, date.success ? { date: date.data } : {}),
    runQuery(practiceOverview, {}),
    patientId.success ? runQuery(patientPage, { patientId: patientId.data }) : null,
  ]);
  const refused = !day.ok ? day.error : !practice.ok ? practice.error : null;
  if (!day.ok || !practice.ok) {
    return (
      <main id="main" className="p-6">
        <ProblemPanel kind={refused?.kind ?? "unavailable"} returnTo="/schedule" />
      </main>
    );
  }
  return (
    <>
      <NextUp />
      <Messages areas={["scheduling", "people", "errors"]}>
        <SchedulePage initial={day.value} practice={practice.value} patient={page?.ok ? page.value.patient : null} />
      </Messages>
    </>
  );
}
