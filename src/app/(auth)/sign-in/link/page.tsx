import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkSignIn } from "@/components/access/link-sign-in";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.link");
  return { title: t("title") };
}

export default function LinkPage() {
  return <LinkSignIn />;
}
