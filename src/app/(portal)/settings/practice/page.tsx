import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LookForm } from "@/components/practice/look-form";
import { PracticeForm } from "@/components/practice/practice-form";
import { SettingsPage } from "@/components/practice/settings-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { practiceSettings } from "@/server/practice/settings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("practice.form"))("title") };
}

/** Name, ways to be reached, clock, languages, look. */
export default async function Practice() {
  const [t, settings] = await Promise.all([getTranslations("practice"), runQuery(practiceSettings, {})]);
  if (!settings.ok || !settings.value.mayChange) {
    return (
      <SettingsPage title={t("form.title")}>
        <ProblemPanel kind={settings.ok ? "denied" : settings.error.kind} returnTo="/settings/practice" />
      </SettingsPage>
    );
  }
  return (
    <SettingsPage title={t("form.title")} words={t("form.words")}>
      <Messages areas={["practice", "access", "errors"]}>
        <PracticeForm initial={settings.value} />
        <section className="settings-part" aria-labelledby="look-title">
          <h2 id="look-title" className="text-h2">
            {t("look.title")}
          </h2>
          <p className="mt-1 mb-4 text-ink2">{t("look.words")}</p>
          <LookForm key={settings.value.version} initial={settings.value} />
        </section>
      </Messages>
    </SettingsPage>
  );
}
