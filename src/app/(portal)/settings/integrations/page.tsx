import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProgramsList } from "@/components/practice/programs-list";
import { SettingsPage } from "@/components/practice/settings-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { apiClients } from "@/server/practice/api-clients";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("practice.programs"))("title") };
}

/** Programs that use the interface for the practice. */
export default async function Programs() {
  const [t, found] = await Promise.all([getTranslations("practice.programs"), runQuery(apiClients, {})]);
  return (
    <SettingsPage title={t("title")} words={found.ok ? t("words") : undefined}>
      {found.ok ? (
        <Messages areas={["practice", "access", "errors"]}>
          <ProgramsList initial={found.value} />
        </Messages>
      ) : (
        <ProblemPanel kind={found.error.kind} returnTo="/settings/integrations" />
      )}
    </SettingsPage>
  );
}
