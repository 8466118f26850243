"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { ComboBoxOption } from "@/components/kit/combobox";
import { Icon } from "@/components/kit/icon";
import { LazyComboBox } from "@/components/kit/lazy-combobox";
import { PlainButton } from "@/components/kit/plain-button";
import type { Asked } from "./use-asked";

interface FindFieldProps {
  label: string;
  placeholder: string;
  text: string;
  onText: (text: string) => void;
  asked: Pick<Asked<unknown>, "state" | "again">;
  options: readonly ComboBoxOption[];
  onChoose: (id: string) => void;
  words: { readonly asking: string; readonly none: string; readonly failed: string };
}

/**
 * A person, found while typing. That looking failed is said below the field and never looks like "there is
 * nobody": somebody would put a person on file a second time.
 */
export function FindField({ label, placeholder, text, onText, asked, options, onChoose, words }: FindFieldProps) {
  const place = useRef<HTMLDivElement>(null);
  const isFailed = asked.state === "failed";
  const again = () => {
    asked.again();
    // The button goes with the failure. Whoever pressed it is back in the field, where the answer opens.
    setTimeout(() => place.current?.querySelector("input")?.focus(), 0);
  };
  return (
    <div ref={place}>
      <LazyComboBox
        label={label}
        icon="search"
        placeholder={placeholder}
        text={text}
        onText={onText}
        chosen={null}
        onChoose={(id) => id !== null && onChoose(id)}
        options={isFailed ? [] : options}
        none={asked.state === "asking" ? words.asking : words.none}
        hasList={!isFailed && asked.state !== "idle"}
      />
      {isFailed && <AskFailed words={words.failed} onAgain={again} />}
    </div>
  );
}

/** Said where looking failed, with the way to try again. */
export function AskFailed({ words, onAgain }: { words: string; onAgain: () => void }) {
  const t = useTranslations("kit.problems");
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-3">
      <p role="alert" className="field-error">
        <Icon name="error" />
        <span>{words}</span>
      </p>
      <PlainButton kind="text" onPress={onAgain}>
        {t("retry")}
      </PlainButton>
    </div>
  );
}
