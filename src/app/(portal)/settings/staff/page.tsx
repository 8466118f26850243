import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsPage } from "@/components/practice/settings-page";
import { StaffPage } from "@/components/practice/staff-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { practiceStaff } from "@/server/practice/staff";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.page"))("title") };
}

/** Who works here. */
export default async function Staff() {
  const [t, staff] = await Promise.all([getTranslations("staff.page"), runQuery(practiceStaff, {})]);
  const isAllowed = staff.ok && staff.value.mayChange;
  return (
    <SettingsPage title={t("title")} words={isAllowed ? t("words") : undefined}>
      {isAllowed ? (
        <Messages areas={["staff", "access", "errors"]}>
          <StaffPage initial={staff.value} />
        </Messages>
      ) : (
        <ProblemPanel kind={staff.ok ? "denied" : staff.error.kind} returnTo="/settings/staff" />
      )}
    </SettingsPage>
  );
}
