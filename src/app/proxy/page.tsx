import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProxyInvitation } from "@/components/people/proxy-invitation";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("patients.acting"))("title"), referrer: "no-referrer" };
}

/** Where an invitation to act for somebody lands. */
export default function Proxy() {
  return (
    <Messages areas={["registration", "patients", "errors"]}>
      <ProxyInvitation locales={localeOptions()} />
    </Messages>
  );
}
