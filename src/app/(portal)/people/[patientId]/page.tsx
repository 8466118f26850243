import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { PatientPage } from "@/components/people/patient-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { hasRole } from "@/core/access/actor";
import { PatientId } from "@/core/kit/ids";
import { Messages } from "@/i18n/message-provider";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { patientPage } from "@/server/people/patient-page";
import "@/components/people/people.css";
import "@/components/scheduling/rows.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.page"))("title") };
}

/** One patient. No name in the title: titles stand in histories and on shared screens. */
export default async function Patient({ params }: { params: Promise<{ patientId: string }> }) {
  const patientId = PatientId.safeParse((await params).patientId);
  if (!patientId.success) notFound();
  const [actor, page] = await Promise.all([pageActor(), runQuery(patientPage, { patientId: patientId.data })]);
  if (page.ok) {
    return (
      <Messages areas={["people"]}>
        <PatientPage view={page.value} mayBook={hasRole(actor, "scheduler") || hasRole(actor, "clinician")} />
      </Messages>
    );
  }
  if (page.error.kind === "not_found") notFound();
  return (
    <main id="main" tabIndex={-1} className="p-6">
      <ProblemPanel kind={page.error.kind} returnTo="/people" />
    </main>
  );
}
