import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { StatePanel } from "@/components/kit/state-panel";
import "@/components/people/people.css";
import { SelfRegisterForm } from "@/components/people/self-register-form";
import { PracticeLook } from "@/components/practice/practice-look";
import { EntryFrame } from "@/components/visits/entry-frame";
import { PracticeId } from "@/core/kit/ids";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { registrationPage } from "@/server/people/self-register";
import { pageFace } from "@/server/practice/look";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registration"))("confirmButton"), referrer: "no-referrer" };
}

/** The public page of a practice on which people register themselves; without an address, of the only one. */
export default async function Register({ searchParams }: { searchParams: Promise<{ practice?: string }> }) {
  const practiceId = PracticeId.safeParse((await searchParams).practice);
  const [found, t, face] = await Promise.all([
    runQuery(registrationPage, practiceId.success ? { practiceId: practiceId.data } : {}, { kind: "public" }),
    getTranslations("registration"),
    pageFace({ kind: "public" }),
  ]);
  const locales = localeOptions(found.ok ? found.value : face);
  return (
    <Messages areas={["registration", "errors"]}>
      <PracticeLook face={face}>
        {found.ok ? (
          <SelfRegisterForm page={found.value} locales={locales} />
        ) : (
          <EntryFrame locales={locales}>
            <StatePanel kind="error" level={1} title={t("unknown")} className="pt-8">
              {t("unknownWords")}
            </StatePanel>
          </EntryFrame>
        )}
      </PracticeLook>
    </Messages>
  );
}
