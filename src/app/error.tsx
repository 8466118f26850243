"use client";

import { CrashPage } from "@/components/shell/crash-page";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <CrashPage reference={error.digest} onRetry={reset} />;
}
