"use client";

import { useTranslations } from "next-intl";
import { useState, type Ref } from "react";
import { TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { passwordStrength } from "@/core/access/password-rules";

interface NewPasswordFieldProps {
  ref: Ref<HTMLInputElement>;
  name: string;
  label: string;
  error?: string;
}

/** A new password: how good it is stands below in words as it is typed; it can be shown, and pasted from a manager. */
export function NewPasswordField({ ref, name, label, error }: NewPasswordFieldProps) {
  const t = useTranslations("access.setPassword");
  const meter = useTranslations("access.meter");
  const [isShown, setShown] = useState(false);
  const [strength, setStrength] = useState<ReturnType<typeof passwordStrength>>("empty");
  return (
    <div className="flex flex-col items-start gap-1">
      <TextField
        ref={ref}
        name={name}
        type={isShown ? "text" : "password"}
        label={label}
        autoComplete="new-password"
        error={error}
        help={<span aria-live="polite">{meter(strength)}</span>}
        spellCheck={false}
        dir="ltr"
        required
        className="w-full"
        onChange={(value) => setStrength(passwordStrength(value))}
      />
      <PlainButton kind="text" icon={isShown ? "eye-off" : "eye"} onPress={() => setShown(!isShown)}>
        {isShown ? t("hide") : t("show")}
      </PlainButton>
    </div>
  );
}
