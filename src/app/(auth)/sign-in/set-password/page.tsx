import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SetPasswordForm } from "@/components/access/set-password-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.setPassword");
  return { title: t("title") };
}

export default function SetPasswordPage() {
  return <SetPasswordForm />;
}
