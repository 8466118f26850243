import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfirmRegistration } from "@/components/people/confirm-registration";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registration"))("confirm"), referrer: "no-referrer" };
}

/** Where the link of a registration lands. Opening it does nothing; its button does. */
export default function Confirm() {
  return (
    <Messages areas={["registration", "errors"]}>
      <ConfirmRegistration locales={localeOptions()} />
    </Messages>
  );
}
