import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import "@/components/people/people.css";
import { RegistrationsPage } from "@/components/people/registrations-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { practiceOf } from "@/core/access/actor";
import { Messages } from "@/i18n/message-provider";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { listRegistrations } from "@/server/people/registrations";
import { practiceOverview } from "@/server/practice/overview";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("patients.registrations"))("title") };
}

/** People who registered themselves and wait for the desk. */
export default async function Registrations() {
  const [actor, found, practice] = await Promise.all([pageActor(), runQuery(listRegistrations, {}), runQuery(practiceOverview, {})]);
  if (found.ok && practice.ok) {
    return (
      <Messages areas={["patients", "people", "errors"]}>
        <RegistrationsPage registrations={found.value.registrations} zone={practice.value.zone} page={`/register?practice=${practiceOf(actor) ?? ""}`} />
      </Messages>
    );
  }
  const error = !found.ok ? found.error : practice.ok ? null : practice.error;
  return (
    <main id="main" tabIndex={-1} className="people-page">
      <ProblemPanel kind={error?.kind ?? "denied"} returnTo="/people/registrations" />
    </main>
  );
}
