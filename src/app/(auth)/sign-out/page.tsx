import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { SignOutNow } from "@/components/access/sign-out-now";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.signOut");
  return { title: t("title") };
}

export default async function SignOutPage() {
  const site = (await headers()).get("sec-fetch-site");
  return <SignOutNow atOnce={site === "same-origin"} />;
}
