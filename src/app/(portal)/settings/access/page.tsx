import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ExplainPage } from "@/components/access/explain-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { explainPeople } from "@/server/access/explain";
import { runQuery } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("emergency.explain"))("title") };
}

/** Why can X see Y: for admins. */
export default async function Access() {
  const people = await runQuery(explainPeople, { text: "" });
  if (!people.ok) {
    return (
      <main id="main" tabIndex={-1} className="p-6">
        <ProblemPanel kind={people.error.kind} returnTo="/settings/access" />
      </main>
    );
  }
  return (
    <Messages areas={["emergency", "errors"]}>
      <ExplainPage staff={people.value.staff} />
    </Messages>
  );
}
