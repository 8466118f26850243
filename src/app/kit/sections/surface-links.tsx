import Link from "next/link";
import { useTranslations } from "next-intl";
import type { SurfaceName } from "@/components/kit/surface";

const CHOICES = ["theme", "light", "dark", "room"] as const;

/** Shows the whole page on another surface. */
export function SurfaceLinks({ chosen }: { chosen: SurfaceName | null }) {
  const t = useTranslations("specimen.surface");
  return (
    <nav aria-label={t("label")} className="flex flex-wrap">
      {CHOICES.map((choice) => (
        <Link
          key={choice}
          href={choice === "theme" ? "/kit" : `/kit?surface=${choice}`}
          className="tab"
          aria-current={choice === (chosen ?? "theme") ? "page" : undefined}
        >
          {t(choice)}
        </Link>
      ))}
    </nav>
  );
}
