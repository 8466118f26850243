"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { callCommand } from "@/room/api";
import type { VisitRoomProps } from "./room-props";

/** Ends the visit for everyone, then goes to its note. */
export function useEnding({ visitId }: Pick<VisitRoomProps, "visitId">): { isPending: boolean; endForAll: () => void } {
  const say = useErrorWords();
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const endForAll = async (): Promise<void> => {
    setPending(true);
    const answer = await callCommand("visits/end", { visitId });
    if (answer.ok) return router.push(`/visit/${visitId}/note`);
    showToast({ text: say(answer.error) });
    setPending(false);
  };
  return { isPending, endForAll: () => void endForAll() };
}
