"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useStepUp } from "@/components/access/use-step-up";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { AuditFilter } from "@/core/audit/search";
import { callCommand } from "@/room/api";

type Format = "csv" | "jsonl";

/** Lets the auditor take along what the search finds. */
export function ExportPart({ filter }: { filter: AuditFilter }) {
  const t = useTranslations("audit.export");
  const say = useErrorWords();
  const { run, dialog } = useStepUp();
  const [state, setState] = useState<{ readonly pending: Format | null; readonly words: string }>({ pending: null, words: "" });
  const start = async (format: Format) => {
    setState({ pending: format, words: "" });
    const result = await run(() => callCommand<object, { ticket: string }>("audit/export", { filter, format }));
    setState({ pending: null, words: result.ok ? t("started") : say(result.error) });
    if (result.ok) window.location.assign(`/api/audit/download?ticket=${result.value.ticket}`);
  };
  return (
    <section aria-labelledby="export" className="mt-12">
      <h2 id="export" className="text-h3">
        {t("title")}
      </h2>
      <p className="mt-1 max-w-[38rem] text-ink2">{t("words")}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        {(["csv", "jsonl"] as const).map((format) => (
          <PlainButton key={format} pending={state.pending === format} onPress={() => void start(format)}>
            {t(format)}
          </PlainButton>
        ))}
      </div>
      <p role="status" className="mt-2 min-h-6 text-small text-ink2">
        {state.words}
      </p>
      {dialog}
    </section>
  );
}
