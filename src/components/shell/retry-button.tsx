"use client";

import { useRouter } from "next/navigation";
import { useTransition, type ReactNode } from "react";
import { PlainButton } from "@/components/kit/plain-button";

/** Asks the server for the page again, without losing what is on it. */
export function RetryButton({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  return (
    <PlainButton kind="filled" icon="repeat" pending={isPending} onPress={() => start(() => router.refresh())}>
      {children}
    </PlainButton>
  );
}
