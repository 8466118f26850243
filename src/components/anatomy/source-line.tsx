import { useTranslations } from "next-intl";
import { ATLAS, isPulled } from "@/core/anatomy/models";

/** Who made a model that is not ours, with the way to all that its licence asks to be said; nothing for our own. */
export function SourceLine({ modelId, className = "source-line" }: { readonly modelId: string; readonly className?: string }) {
  const t = useTranslations("anatomy.source");
  if (!isPulled(modelId)) return null;
  return (
    <p className={className} data-source={modelId}>
      <a href={`/explore/sources#${modelId}`} target="_blank" rel="noopener">
        {t("line", ATLAS)}
        <span className="sr-only"> ({t("opens")})</span>
      </a>
    </p>
  );
}
