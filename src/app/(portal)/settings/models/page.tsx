import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ModelsPage } from "@/components/models/models-page";
import { SettingsPage } from "@/components/practice/settings-page";
import "@/components/practice/practice.css";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { listOwnModels } from "@/server/models/operations";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("models"))("title") };
}

/** The models that the practice brought in: for its admins, and for its clinicians, who show them. */
export default async function Models() {
  const [t, found] = await Promise.all([getTranslations("models"), runQuery(listOwnModels, {})]);
  return (
    <SettingsPage title={t("title")} words={found.ok ? t("words") : undefined}>
      {found.ok ? (
        <Messages areas={["models", "errors"]}>
          <ModelsPage initial={found.value} />
        </Messages>
      ) : (
        <ProblemPanel kind={found.error.kind} returnTo="/settings/models" />
      )}
    </SettingsPage>
  );
}
