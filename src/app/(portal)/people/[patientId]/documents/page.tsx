import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { DocumentsPage } from "@/components/files/documents-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { PatientId } from "@/core/kit/ids";
import { Messages } from "@/i18n/message-provider";
import { listDocuments } from "@/server/files/documents";
import { runQuery } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("files"))("title") };
}

/** The documents of one patient, for those who treat them. No name in the title: titles stand in histories. */
export default async function DocumentsOfPatient({ params }: { params: Promise<{ patientId: string }> }) {
  const patientId = PatientId.safeParse((await params).patientId);
  if (!patientId.success) notFound();
  const documents = await runQuery(listDocuments, { patientId: patientId.data });
  if (documents.ok) {
    return (
      <Messages areas={["files", "errors"]}>
        <DocumentsPage initial={documents.value} reader="staff" />
      </Messages>
    );
  }
  if (documents.error.kind === "not_found") notFound();
  return (
    <main id="main" tabIndex={-1} className="p-6">
      <ProblemPanel level={1} kind={documents.error.kind} returnTo="/people" />
    </main>
  );
}
