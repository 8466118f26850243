"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/components/kit/field";
import type { ModelNames } from "@/core/models/contract";

interface NamesFieldsProps {
  readonly value: ModelNames;
  readonly onChange: (next: ModelNames) => void;
  readonly error?: string;
}

const LANGUAGES = ["en", "es"] as const;
const LABELS = { clinical: { en: "clinicalEn", es: "clinicalEs" }, plain: { en: "plainEn", es: "plainEs" } } as const;

/** Clinical and plain name in both languages. */
export function NamesFields({ value, onChange, error }: NamesFieldsProps) {
  const t = useTranslations("models.settle");
  return (
    <div className="settle-pair">
      {(["clinical", "plain"] as const).map((which) =>
        LANGUAGES.map((language) => (
          <TextField
            key={`${which}-${language}`}
            label={t(LABELS[which][language])}
            value={value[which][language]}
            onChange={(text) => onChange({ ...value, [which]: { ...value[which], [language]: text } })}
            error={which === "clinical" && language === "en" ? error : undefined}
            maxLength={80}
          />
        )),
      )}
    </div>
  );
}
