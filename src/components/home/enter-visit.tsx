"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";

interface EnterVisitProps {
  visitId: string;
  word: string;
  /** What it is about, for who can't see where the button stands. */
  about: string;
}

/** An interpreter's way into a visit that they were asked into: they take their seat, then wait like any guest. */
export function EnterVisit({ visitId, word, about }: EnterVisitProps) {
  const router = useRouter();
  const say = useErrorWords();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<DomainError | null>(null);
  const enter = async () => {
    setPending(true);
    const result = await callCommand("home/enter-as-interpreter", { visitId });
    setPending(false);
    setError(result.ok ? null : result.error);
    if (result.ok) router.push(`/visit/${visitId}?as=visitor`);
  };
  return (
    <>
      <PlainButton className="next-verb" pending={isPending} onPress={() => void enter()}>
        {word}
        <span className="sr-only">: {about}</span>
      </PlainButton>
      {error !== null && (
        <p role="alert" className="field-error next-wrong">
          {say(error)}
        </p>
      )}
    </>
  );
}
