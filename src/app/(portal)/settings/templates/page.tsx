import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TemplatesForm } from "@/components/practice/templates-form";
import { SettingsPage } from "@/components/practice/settings-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { practiceTemplates } from "@/server/practice/templates";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("practice.templates"))("title") };
}

/** The practice's own words for mails. */
export default async function Templates() {
  const [t, found] = await Promise.all([getTranslations("practice.templates"), runQuery(practiceTemplates, {})]);
  return (
    <SettingsPage title={t("title")} words={found.ok ? t("words") : undefined}>
      {found.ok ? (
        <Messages areas={["practice", "access", "errors"]}>
          <TemplatesForm initial={found.value} />
        </Messages>
      ) : (
        <ProblemPanel kind={found.error.kind} returnTo="/settings/templates" />
      )}
    </SettingsPage>
  );
}
