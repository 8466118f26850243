import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ForgotForm } from "@/components/access/forgot-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.forgot");
  return { title: t("title") };
}

export default function ForgotPage() {
  return <ForgotForm mailbox={process.env.BEDSIDE_DEMO === "1" ? "/demo/mail" : null} />;
}
