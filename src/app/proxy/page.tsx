import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProxyInvitation } from "@/components/people/proxy-invitation";
import { PracticeLook } from "@/components/practice/practice-look";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { pageFace, pageLanguages } from "@/server/practice/look";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("patients.acting"))("title"), referrer: "no-referrer" };
}

/** Where an invitation to act for somebody lands. */
export default async function Proxy() {
  const [face, languages] = await Promise.all([pageFace({ kind: "public" }), pageLanguages({ kind: "public" })]);
  return (
    <Messages areas={["registration", "patients", "errors"]}>
      <PracticeLook face={face}>
        <ProxyInvitation locales={localeOptions(languages)} />
      </PracticeLook>
    </Messages>
  );
}
