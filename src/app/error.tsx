"use client";

import { useRouter } from "next/navigation";
import { startTransition, useCallback } from "react";
import { CrashPage } from "@/components/shell/crash-page";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  // Both in one transition: reset alone draws again what the server sent before, which was the error.
  const retry = useCallback(() => {
    startTransition(() => {
      router.refresh();
      reset();
    });
  }, [router, reset]);
  return <CrashPage reference={error.digest} onRetry={retry} />;
}
