import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MailLink } from "@/components/access/mail-link";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.mail.confirm");
  return { title: t("title"), referrer: "no-referrer" };
}

/** Where the link to a new mail address lands. */
export default function ConfirmMailPage() {
  return <MailLink way="confirm" />;
}
