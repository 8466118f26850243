"use client";

import { useRouter } from "next/navigation";
import { startTransition, useCallback } from "react";
import { CrashPage } from "@/components/shell/crash-page";
import { OutagePage } from "@/components/shell/outage-page";
import { OUTAGE_DIGEST } from "@/core/kit/outage";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  // Both in one transition: reset alone draws again what the server sent before, which was the error.
  const retry = useCallback(() => {
    startTransition(() => {
      router.refresh();
      reset();
    });
  }, [router, reset]);
  if (error.digest === OUTAGE_DIGEST) return <OutagePage onRetry={retry} />;
  return <CrashPage reference={error.digest} onRetry={retry} />;
}
