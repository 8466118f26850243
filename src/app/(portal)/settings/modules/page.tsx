import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { ModulesForm } from "@/components/practice/modules-form";
import { SettingsPage } from "@/components/practice/settings-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { BUILT_MODULES } from "@/core/practice/modules";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { practiceSettings } from "@/server/practice/settings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("practice.modules"))("title") };
}

/** Switches of the clinical modules; no such page where there is nothing to switch. */
export default async function Modules() {
  if (BUILT_MODULES.length === 0) notFound();
  const [t, found] = await Promise.all([getTranslations("practice.modules"), runQuery(practiceSettings, {})]);
  const isAllowed = found.ok && found.value.mayChange;
  return (
    <SettingsPage title={t("title")} words={isAllowed ? t("words") : undefined}>
      {isAllowed ? (
        <Messages areas={["practice", "access", "errors"]}>
          <ModulesForm initial={found.value} />
        </Messages>
      ) : (
        <ProblemPanel kind={found.ok ? "denied" : found.error.kind} returnTo="/settings/modules" />
      )}
    </SettingsPage>
  );
}
