import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { JoinPage } from "@/components/visits/join-page";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";

export async function generateMetadata(): Promise<Metadata> {
  // The address holds a secret in its fragment: no other site is to learn even the path.
  return { title: (await getTranslations("visits"))("title"), referrer: "no-referrer" };
}

/** Where a mailed link lands. */
export default function Join() {
  return (
    <Messages areas={["visits", "errors"]}>
      <JoinPage locales={localeOptions()} />
    </Messages>
  );
}
