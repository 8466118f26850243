"use client";

import type { ReactNode } from "react";
import type { DomainError } from "@/core/kit/errors";
import { PlainButton } from "./plain-button";
import { useErrorWords } from "./use-error-words";

interface FormFootProps {
  /** What the one button does. */
  save: string;
  isPending: boolean;
  /** What a submit found; said here where no field says it. */
  error: DomainError | null;
  /** Of a form that changes something: whether there is anything to save, and the words for both. */
  change?: { readonly isDirty: boolean; readonly unsaved: string; readonly nothing: string };
  /** Of a form that was opened: the way out of it. */
  leave?: { readonly word: string; readonly onPress: () => void };
  /** Further ways to end the form, between the two. */
  children?: ReactNode;
}

/** The end of a form: what was refused as a whole, the one button, whether something waits, the way out. Needs `errors`. */
export function FormFoot({ save, isPending, error, change, leave, children }: FormFootProps) {
  const say = useErrorWords();
  return (
    <>
      {error !== null && Object.keys(error.fields ?? {}).length === 0 && (
        <p role="alert" className="field-error">
          {say(error)}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <PlainButton type="submit" kind="filled" pending={isPending} unready={change?.isDirty === false ? change.nothing : undefined}>
          {save}
        </PlainButton>
        {children}
        {leave !== undefined && (
          <PlainButton kind="text" onPress={leave.onPress}>
            {leave.word}
          </PlainButton>
        )}
        {change?.isDirty === true && <span className="text-small text-ink2">{change.unsaved}</span>}
      </div>
    </>
  );
}
