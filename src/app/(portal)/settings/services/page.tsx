import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ServicesList } from "@/components/practice/services-list";
import { SettingsPage } from "@/components/practice/settings-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { practiceServices } from "@/server/practice/services";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("practice.services"))("title") };
}

/** Kinds of visit that can be booked. */
export default async function Services() {
  const [t, found] = await Promise.all([getTranslations("practice.services"), runQuery(practiceServices, {})]);
  const isAllowed = found.ok && found.value.mayChange;
  return (
    <SettingsPage title={t("title")} words={isAllowed ? t("words") : undefined}>
      {isAllowed ? (
        <Messages areas={["practice", "access", "errors"]}>
          <ServicesList initial={found.value.services} mayChange={found.value.mayChange} />
        </Messages>
      ) : (
        <ProblemPanel kind={found.ok ? "denied" : found.error.kind} returnTo="/settings/services" />
      )}
    </SettingsPage>
  );
}
