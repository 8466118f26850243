import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PracticeLook } from "@/components/practice/practice-look";
import { JoinPage } from "@/components/visits/join-page";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { pageFace, pageLanguages } from "@/server/practice/look";

export async function generateMetadata(): Promise<Metadata> {
  // The address holds a secret in its fragment: no other site is to learn even the path.
  return { title: (await getTranslations("visits"))("title"), referrer: "no-referrer" };
}

/** Where a mailed link lands. Whose it is, nobody knows before it is exchanged: several practices look as ours. */
export default async function Join() {
  const [face, languages] = await Promise.all([pageFace({ kind: "public" }), pageLanguages({ kind: "public" })]);
  return (
    <Messages areas={["visits", "errors"]}>
      <PracticeLook face={face}>
        <JoinPage locales={localeOptions(languages)} />
      </PracticeLook>
    </Messages>
  );
}
