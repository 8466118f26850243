import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConsentsForm } from "@/components/practice/consents-form";
import { SettingsPage } from "@/components/practice/settings-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { consentTexts } from "@/server/practice/consent-texts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("practice.consents"))("title") };
}

/** Words that patients agree to, in versions. */
export default async function Consents() {
  const [t, found] = await Promise.all([getTranslations("practice.consents"), runQuery(consentTexts, {})]);
  return (
    <SettingsPage title={t("title")} words={found.ok ? t("words") : undefined}>
      {found.ok ? (
        <Messages areas={["practice", "access", "errors"]}>
          <ConsentsForm initial={found.value} />
        </Messages>
      ) : (
        <ProblemPanel kind={found.error.kind} returnTo="/settings/consents" />
      )}
    </SettingsPage>
  );
}
