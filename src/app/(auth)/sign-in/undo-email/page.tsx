import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MailLink } from "@/components/access/mail-link";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.mail.undo");
  return { title: t("title"), referrer: "no-referrer" };
}

/** Where the link lands by which an old mail address takes its account back. */
export default function UndoMailPage() {
  return <MailLink way="undo" />;
}
