"use client";

import { useState } from "react";
import { useStepUp } from "@/components/access/use-step-up";
import { announce } from "@/components/kit/live-region";
import { showToast } from "@/components/kit/toast";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";

/**
 * Sends one command at a time, asks once more who the person is where that is needed, and says that it worked.
 * A stale answer goes to `onStale` instead of the error: the page then shows both versions. Put `dialog` into the
 * page (its messages: `access`, `errors`).
 */
export function useSave() {
  const step = useStepUp();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<DomainError | null>(null);
  const save = async <O>(name: string, input: object, words: string, onStale?: (error: DomainError) => void): Promise<O | null> => {
    if (isPending) return null;
    setPending(true);
    setError(null);
    const answer = await step.run(() => callCommand<object, O>(name, input));
    setPending(false);
    if (answer.ok) {
      announce(words);
      showToast({ text: words });
      return answer.value;
    }
    if (answer.error.kind === "stale" && onStale !== undefined) onStale(answer.error);
    else setError(answer.error);
    return null;
  };
  return { isPending, error, setError, save, dialog: step.dialog };
}
