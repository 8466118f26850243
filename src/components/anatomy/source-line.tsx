import { useTranslations } from "next-intl";
import { ATLAS, isOwn, isPulled } from "@/core/anatomy/models";

interface SourceLineProps {
  readonly modelId: string;
  /** What whoever brought it in said of it. */
  readonly made: { readonly source: string; readonly licence: string };
  readonly className?: string;
}

/** Who made a model that is not ours, with the way to all that its licence asks to be said; nothing for our own. */
export function SourceLine({ modelId, made, className = "source-line" }: SourceLineProps) {
  const t = useTranslations("anatomy.source");
  if (isOwn(modelId)) return <p className={className} data-source={modelId}>{`${made.source} · ${made.licence}`}</p>;
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
