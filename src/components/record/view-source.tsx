import { useTranslations } from "next-intl";
import { ATLAS, isPulled, modelIn } from "@/core/anatomy/models";

/** Under a kept picture: whose model it shows, where it is not ours. */
export function ViewSource({ registers }: { readonly registers: Readonly<Record<string, unknown>> }) {
  const t = useTranslations("record.source");
  const id = modelIn(registers);
  if (!isPulled(id)) return null;
  return (
    <p className="text-note" data-source={id}>
      <a className="inline-flex min-h-11 items-center text-ink2 underline underline-offset-3" href={`/explore/sources#${id}`} target="_blank" rel="noopener">
        {t("line", ATLAS)}
        <span className="sr-only"> ({t("opens")})</span>
      </a>
    </p>
  );
}
