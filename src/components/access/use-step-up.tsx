"use client";

import { useTranslations } from "next-intl";
import { useCallback, useRef, useState, type ReactNode } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import { callCommand, callQuery } from "@/room/api";
import { ProofForm, type TypedWay } from "./proof-form";

interface Asking {
  readonly passkey: boolean;
  readonly typed: readonly TypedWay[];
}

interface SecurityFacts {
  readonly hasPassword: boolean;
  readonly totpAtMs: number | null;
  readonly passkeys: readonly unknown[];
}

/** What this account can show. Where that can't be asked, a password is the best guess. */
async function waysToShow(): Promise<Asking> {
  const facts = await callQuery<object, SecurityFacts>("access/own-security", {});
  if (!facts.ok) return { passkey: false, typed: ["password"] };
  const { hasPassword, totpAtMs, passkeys } = facts.value;
  const typed: TypedWay[] = [...(hasPassword ? (["password"] as const) : []), ...(totpAtMs === null ? [] : (["code"] as const))];
  return { passkey: passkeys.length > 0, typed };
}

/**
 * Runs a command; where it is refused because the person must show again who they are, asks them in a dialog and
 * runs it once more. Put `dialog` into the page (its messages: `access`, `errors`).
 *
 * @example
 * const { run, dialog } = useStepUp();
 * const result = await run(() => callCommand("access/remove-totp", {}));
 */
export function useStepUp(): {
  run: <T>(attempt: () => Promise<Result<T, DomainError>>) => Promise<Result<T, DomainError>>;
  dialog: ReactNode;
} {
  const t = useTranslations("access.stepUp");
  const [asking, setAsking] = useState<Asking | null>(null);
  const settle = useRef<((shown: boolean) => void) | null>(null);
  const close = useCallback((shown: boolean) => {
    settle.current?.(shown);
    settle.current = null;
    setAsking(null);
  }, []);
  const run = useCallback(async <T,>(attempt: () => Promise<Result<T, DomainError>>): Promise<Result<T, DomainError>> => {
    const first = await attempt();
    if (first.ok || first.error.code !== "access.step_up_needed") return first;
    setAsking(await waysToShow());
    const shown = await new Promise<boolean>((resolve) => {
      settle.current = resolve;
    });
    return shown ? attempt() : first;
  }, []);
  const dialog = (
    <PlainDialog
      title={t("title")}
      isOpen={asking !== null}
      onClose={() => close(false)}
      actions={
        <PlainButton kind="text" onPress={() => close(false)}>
          {t("cancel")}
        </PlainButton>
      }
    >
      <p className="mb-6">{t("words")}</p>
      {asking !== null && (
        <ProofForm {...asking} send={(proof) => callCommand("access/step-up", { proof })} onDone={() => close(true)} />
      )}
    </PlainDialog>
  );
  return { run, dialog };
}
