import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TakeAccount } from "@/components/people/take-account";
import { PracticeLook } from "@/components/practice/practice-look";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { pageFace, pageLanguages } from "@/server/practice/look";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registration.account"))("pageTitle"), referrer: "no-referrer" };
}

/** Where a patient lands who was asked to have an account. */
export default async function YourAccount() {
  const [face, languages] = await Promise.all([pageFace({ kind: "public" }), pageLanguages({ kind: "public" })]);
  return (
    <Messages areas={["registration", "visits", "access", "errors"]}>
      <PracticeLook face={face}>
        <TakeAccount locales={localeOptions(languages)} />
      </PracticeLook>
    </Messages>
  );
}
