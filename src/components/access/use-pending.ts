"use client";

import { useState } from "react";
import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";

/** One thing that runs at a time, and what it was refused with. */
export function usePending() {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<DomainError | null>(null);
  const run = async <T>(work: () => Promise<Result<T, DomainError>>): Promise<T | null> => {
    if (isPending) return null;
    setPending(true);
    setError(null);
    const result = await work();
    setPending(false);
    if (result.ok) return result.value;
    setError(result.error);
    return null;
  };
  return { isPending, error, setError, run };
}
