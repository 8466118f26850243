import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HomeFrame } from "@/components/home/home-next";
import { SettingsPage } from "@/components/settings/settings-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { ownPreferences } from "@/server/access/set-preferences";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { pageLanguages } from "@/server/practice/look";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

/** How pages look, sound and write times, for one person on all of their devices. */
export default async function Settings() {
  const [own, actor, languages] = await Promise.all([runQuery(ownPreferences, {}), pageActor(), pageLanguages()]);
  if (!own.ok) {
    return (
      <HomeFrame>
        <ProblemPanel kind={own.error.kind} returnTo="/account/settings" />
      </HomeFrame>
    );
  }
  return (
    <Messages areas={["settings", "errors"]}>
      <SettingsPage initial={own.value} locales={localeOptions(languages)} isStaff={actor.kind === "staff"} />
    </Messages>
  );
}
