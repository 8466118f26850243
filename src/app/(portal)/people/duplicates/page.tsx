import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DuplicatesPage } from "@/components/people/duplicates-page";
import "@/components/people/people.css";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { listDuplicates } from "@/server/people/duplicates";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("patients.duplicates"))("title") };
}

/** Records that may be of one person, for the desk. */
export default async function Duplicates() {
  const found = await runQuery(listDuplicates, {});
  if (found.ok) {
    return (
      <Messages areas={["patients", "people", "errors"]}>
        <DuplicatesPage pairs={found.value.pairs} hasMore={found.value.hasMore} />
      </Messages>
    );
  }
  return (
    <main id="main" tabIndex={-1} className="people-page">
      <ProblemPanel kind={found.error.kind} returnTo="/people/duplicates" />
    </main>
  );
}
