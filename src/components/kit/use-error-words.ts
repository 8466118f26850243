"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { DomainError } from "@/core/kit/errors";

/**
 * Says an expected error in the reader's words. `field` picks what is wrong with one input, where
 * the server said so. Needs the `errors` namespace; a code that nobody wrote words for is told as
 * "something broke", never shown.
 */
export function useErrorWords(): (error: DomainError, field?: string) => string {
  const t = useTranslations("errors");
  return useCallback(
    (error, field) => {
      // Codes come from the server as text, so the typed keys can't know them.
      const say = t as unknown as ((key: string, params?: DomainError["params"]) => string) & { has(key: string): boolean };
      const code = (field === undefined ? undefined : error.fields?.[field]) ?? error.code;
      return say.has(code) ? say(code, error.params) : say("kit.broken");
    },
    [t],
  );
}
