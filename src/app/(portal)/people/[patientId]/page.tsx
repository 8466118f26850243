import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound, redirect } from "next/navigation";
import { EmergencyDoor } from "@/components/access/emergency-door";
import { PatientPage } from "@/components/people/patient-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { hasRole, practiceOf } from "@/core/access/actor";
import { POLICY } from "@/core/access/grants";
import { evaluate } from "@/core/access/policy";
import { PatientId } from "@/core/kit/ids";
import type { Result } from "@/core/kit/result";
import { Messages } from "@/i18n/message-provider";
import { door } from "@/server/access/break-glass-door";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { patientConsents } from "@/server/people/consents";
import { patientDetails } from "@/server/people/details";
import { listMerges } from "@/server/people/merge-patients";
import { patientAccount } from "@/server/people/patient-account";
import { patientPage } from "@/server/people/patient-page";
import { listProxies } from "@/server/people/proxies";
import { careTeam } from "@/server/practice/care-team";
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
    const { mergedIntoId } = page.value;
    if (mergedIntoId !== null) redirect(`/people/${mergedIntoId}`);
    const input = { patientId: patientId.data };
    const isDesk = hasRole(actor, "scheduler");
    const [details, consents, proxies, account, team, merges] = await Promise.all([
      runQuery(patientDetails, input),
      runQuery(patientConsents, input),
      runQuery(listProxies, input),
      runQuery(patientAccount, input),
      runQuery(careTeam, input),
      isDesk ? runQuery(listMerges, input) : null,
    ]);
    const facts = { practiceId: practiceOf(actor), patientId: patientId.data, careTeam: page.value.careTeam.map(({ staffId }) => staffId) };
    const mayReadDocuments = evaluate(POLICY, actor, "file", "list", facts).allowed;
    const mayReadPain = evaluate(POLICY, actor, "pain_map", "list", facts).allowed;
    const parts = { details: found(details), consents: found(consents), proxies: found(proxies), account: found(account), careTeam: found(team), merges: merges === null ? null : (found(merges)?.merges ?? null) };
    return (
      <Messages areas={["people", "patients", "staff", "access", "errors"]}>
        <PatientPage view={page.value} mayBook={isDesk || hasRole(actor, "clinician")} mayReadDocuments={mayReadDocuments} mayReadPain={mayReadPain} parts={parts} />
      </Messages>
    );
  }
  if (page.error.kind === "not_found" && hasRole(actor, "clinician")) {
    const seen = await runQuery(door, { patientId: patientId.data });
    if (seen.ok) {
      return (
        <Messages areas={["access", "emergency", "errors"]}>
          <EmergencyDoor door={seen.value} />
        </Messages>
      );
    }
  }
  if (page.error.kind === "not_found") notFound();
  return (
    <main id="main" tabIndex={-1} className="p-6">
      <ProblemPanel kind={page.error.kind} returnTo="/people" />
    </main>
  );
}

/** A part that the reader may not see is left out. */
function found<T>(result: Result<T, unknown>): T | null {
  return result.ok ? result.value : null;
}
