import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/kit/plain-button";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.checkMail");
  return { title: t("title") };
}

export default async function CheckMailPage() {
  const t = await getTranslations("access.checkMail");
  return (
    <>
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 max-w-[30rem]">{t("words")}</p>
      <p className="mt-2 max-w-[30rem] text-ink2">{t("nothing")}</p>
      <div className="mt-6 flex flex-wrap gap-2">
        <LinkButton href="/sign-in">{t("again")}</LinkButton>
        {process.env.BEDSIDE_DEMO === "1" && (
          <LinkButton href="/demo/mail" icon="mail">
            {t("demoMail")}
          </LinkButton>
        )}
      </div>
    </>
  );
}
