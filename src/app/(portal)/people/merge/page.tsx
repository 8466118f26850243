import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { MergePage } from "@/components/people/merge-page";
import "@/components/people/people.css";
import { ProblemPanel } from "@/components/shell/problem-page";
import { PatientId } from "@/core/kit/ids";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { mergePreview } from "@/server/people/merge-patients";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("patients.merge"))("title") };
}

/** Two records beside each other. */
export default async function Merge({ searchParams }: { searchParams: Promise<{ a?: string; b?: string }> }) {
  const { a, b } = await searchParams;
  const [aId, bId] = [PatientId.safeParse(a), PatientId.safeParse(b)];
  if (!aId.success || !bId.success) notFound();
  const found = await runQuery(mergePreview, { aId: aId.data, bId: bId.data });
  if (found.ok) {
    return (
      <Messages areas={["patients", "people", "errors"]}>
        <MergePage a={found.value.a} b={found.value.b} />
      </Messages>
    );
  }
  if (found.error.kind === "not_found") notFound();
  return (
    <main id="main" tabIndex={-1} className="people-page">
      <ProblemPanel kind={found.error.kind} returnTo="/people/duplicates" />
    </main>
  );
}
