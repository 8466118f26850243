import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkSignIn } from "@/components/access/link-sign-in";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.link");
  return { title: t("title") };
}

export default async function LinkPage() {
  const t = await getTranslations("access.link");
  return (
    <>
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 max-w-[30rem] text-ink2">{t("words")}</p>
      <LinkSignIn />
    </>
  );
}
