import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { StatePanel } from "@/components/kit/state-panel";
import "@/components/people/people.css";
import { SelfRegisterForm } from "@/components/people/self-register-form";
import { EntryFrame } from "@/components/visits/entry-frame";
import { PracticeId } from "@/core/kit/ids";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { registrationPage } from "@/server/people/self-register";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registration"))("confirmButton"), referrer: "no-referrer" };
}

/** The public page of a practice on which people register themselves; without an address, of the only one. */
export default async function Register({ searchParams }: { searchParams: Promise<{ practice?: string }> }) {
  const practiceId = PracticeId.safeParse((await searchParams).practice);
  const [found, t] = await Promise.all([
    runQuery(registrationPage, practiceId.success ? { practiceId: practiceId.data } : {}, { kind: "public" }),
    getTranslations("registration"),
  ]);
  const locales = localeOptions().filter(({ code }) => !found.ok || found.value.locales.includes(code));
  return (
    <Messages areas={["registration", "errors"]}>
      {found.ok ? (
        <SelfRegisterForm page={found.value} locales={locales} />
      ) : (
        <EntryFrame locales={locales}>
          <StatePanel kind="error" level={1} title={t("unknown")} className="pt-8">
            {t("unknownWords")}
          </StatePanel>
        </EntryFrame>
      )}
    </Messages>
  );
}
