import { useTranslations } from "next-intl";
import { Banner } from "@/components/kit/banner";
import { LinkButton } from "@/components/kit/plain-button";

/** Says on every page for whom one acts, with the way back to oneself. */
export function ActingBanner({ name }: { name: string | null }) {
  const t = useTranslations("patients.acting");
  return (
    <Banner
      className="mb-6"
      icon="people"
      fact={name === null ? t("title") : t("banner", { name })}
      action={
        <LinkButton kind="quiet" href="/home/people">
          {t("words")}
        </LinkButton>
      }
    />
  );
}
