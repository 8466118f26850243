"use client";

import { useEffect, useRef } from "react";
import { PlainButton } from "@/components/kit/plain-button";

/** One thing in which two versions differ, in words. */
export interface Difference {
  readonly name: string;
  readonly theirs: string;
  readonly mine: string;
}

interface BothVersionsProps {
  differences: readonly Difference[];
  words: { readonly title: string; readonly words: string; readonly theirs: string; readonly mine: string; readonly keepTheirs: string; readonly keepMine: string; readonly none: string };
  isPending: boolean;
  onTheirs: () => void;
  onMine: () => void;
}

/** Somebody else saved first: what is on file beside what was typed. Takes focus, because it answers a press. */
export function BothVersions({ differences, words, isPending, onTheirs, onMine }: BothVersionsProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section aria-labelledby="both-versions" className="both-versions">
      <h2 id="both-versions" ref={title} tabIndex={-1} className="text-h3">
        {words.title}
      </h2>
      <p className="mt-1 text-ink2">{words.words}</p>
      <dl className="mt-3 grid gap-3">
        {differences.map(({ name, theirs, mine }) => (
          <div key={name}>
            <dt className="font-semibold">{name}</dt>
            <dd className="both-version">
              <span className="text-small text-ink2">{words.theirs}</span>
              <bdi>{theirs || words.none}</bdi>
            </dd>
            <dd className="both-version">
              <span className="text-small text-ink2">{words.mine}</span>
              <bdi>{mine || words.none}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 flex flex-wrap gap-2">
        <PlainButton kind="filled" pending={isPending} onPress={onMine}>
          {words.keepMine}
        </PlainButton>
        <PlainButton pending={isPending} onPress={onTheirs}>
          {words.keepTheirs}
        </PlainButton>
      </div>
    </section>
  );
}
