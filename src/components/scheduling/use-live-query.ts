"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ActorClaim } from "@/core/access/claim";
import type { DomainError } from "@/core/kit/errors";
import type { Topic } from "@/core/kit/topics";
import { callQuery } from "@/room/api";
import { subscribePush } from "@/room/push";

/** What a page shows and how fresh it is. */
export interface Live<O> {
  readonly view: O;
  /** By how much the server's clock is ahead of this one. */
  readonly skewMs: number;
  /** Why the last look failed; the view is then the one before. */
  readonly error: DomainError | null;
  readonly refresh: () => void;
}

interface LiveOptions<I, O> {
  readonly name: string;
  readonly input: I;
  /** What the server drew the page with, for the input `initialInput`. */
  readonly initial: O;
  readonly topics: readonly Topic[];
  /** For whom the page speaks; default the signed-in person. */
  readonly as?: ActorClaim;
}

/**
 * A query that is asked again whenever a push says that something changed, and after every
 * reconnection. Pushes that come while an answer is under way cause one more question, not many.
 */
export function useLiveQuery<I, O extends { readonly nowMs: number }>({ name, input, initial, topics, as }: LiveOptions<I, O>): Live<O> {
  const [view, setView] = useState(initial);
  const [skewMs, setSkewMs] = useState(0);
  const [error, setError] = useState<DomainError | null>(null);
  const key = JSON.stringify(input);
  const topicKey = topics.join(" ");
  const latest = useRef(key);
  const isAsking = useRef(false);
  const isDirty = useRef(false);
  // A claim is another object with each drawing; what it says does not change while a page stands.
  const claim = useRef(as);

  const refresh = useCallback(() => {
    isDirty.current = true;
    if (isAsking.current) return;
    isAsking.current = true;
    void (async () => {
      while (isDirty.current) {
        isDirty.current = false;
        const asked = latest.current;
        const result = await callQuery<I, O>(name, JSON.parse(asked) as I, { as: claim.current });
        if (asked !== latest.current) continue;
        if (result.ok) {
          setView(result.value);
          setSkewMs(result.value.nowMs - Date.now());
        }
        setError(result.ok ? null : result.error);
      }
      isAsking.current = false;
    })();
  }, [name]);

  const isFirst = useRef(true);
  useEffect(() => {
    latest.current = key;
    if (!isFirst.current) refresh();
    isFirst.current = false;
  }, [key, refresh]);

  useEffect(() => {
    const wanted = new Set(topicKey.split(" "));
    return subscribePush(
      claim.current ?? { kind: "session" },
      { event: ({ topic }) => wanted.has(topic) && refresh(), opened: refresh },
    );
  }, [topicKey, refresh]);

  return { view, skewMs, error, refresh };
}
