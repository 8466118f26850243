"use client";

import { useRouter } from "next/navigation";
import { useCallback, useTransition } from "react";
import type { DomainError } from "@/core/kit/errors";
import type { Preferences, Theme } from "@/core/kit/preferences";
import { callCommand } from "@/room/api";
import { keepSettings, type OwnSettings } from "./preferences";

/** What a person changes about their own settings. */
export interface SettingsChange {
  readonly theme?: Theme;
  readonly locale?: string;
  readonly zone?: string;
  readonly preferences?: Partial<Preferences>;
}

/** What the account says on every device: these change words and times that the server wrote. */
function needsNewPage({ locale, zone, preferences = {} }: SettingsChange): boolean {
  return locale !== undefined || zone !== undefined || "clock" in preferences || "dates" in preferences;
}

/** Changes the signed-in person's settings: in their account, and on this page. Answers with what holds now. */
export function useSettings(): (change: SettingsChange) => Promise<OwnSettings | DomainError> {
  const router = useRouter();
  const [, start] = useTransition();
  return useCallback(
    async (change) => {
      const result = await callCommand<SettingsChange, OwnSettings>("access/set-preferences", change);
      if (!result.ok) return result.error;
      keepSettings(result.value);
      if (needsNewPage(change)) start(() => router.refresh());
      return result.value;
    },
    [router],
  );
}
