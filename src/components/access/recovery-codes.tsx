"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";

/** Ten new codes, told once: to copy, keep in a file or print. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useTranslations("access.codes");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const text = `${t("fileTitle")}\n\n${codes.join("\n")}\n`;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    announce(t("copied"));
  };
  const download = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.download = "bedside-recovery-codes.txt";
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <section className="mt-8 flex flex-col items-start gap-4" aria-labelledby="recovery-codes">
      <h2 id="recovery-codes" ref={heading} tabIndex={-1} className="text-h2">
        {t("title")}
      </h2>
      <p className="max-w-[30rem]">{t("words")}</p>
      <ul className="grid grid-cols-1 gap-x-8 gap-y-1 rounded-card border border-rule p-4 font-mono text-body tablet:grid-cols-2" dir="ltr" data-recovery-codes>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 print:hidden">
        <PlainButton icon="copy" onPress={() => void copy()}>
          {t("copy")}
        </PlainButton>
        <PlainButton icon="document" onPress={download}>
          {t("download")}
        </PlainButton>
        <PlainButton onPress={() => window.print()}>{t("print")}</PlainButton>
        <PlainButton kind="filled" onPress={onDone}>
          {t("done")}
        </PlainButton>
      </div>
    </section>
  );
}
