import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfirmRegistration } from "@/components/people/confirm-registration";
import { PracticeLook } from "@/components/practice/practice-look";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { pageFace, pageLanguages } from "@/server/practice/look";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registration"))("confirm"), referrer: "no-referrer" };
}

/** Where the link of a registration lands. Opening it does nothing; its button does. */
export default async function Confirm() {
  const [face, languages] = await Promise.all([pageFace({ kind: "public" }), pageLanguages({ kind: "public" })]);
  return (
    <Messages areas={["registration", "errors"]}>
      <PracticeLook face={face}>
        <ConfirmRegistration locales={localeOptions(languages)} />
      </PracticeLook>
    </Messages>
  );
}
