"use client";

import { useEffect, useRef, type RefObject } from "react";

/**
 * Gives the form a ref and, whenever `errors` becomes another value, moves focus to the first control
 * that is marked wrong, so that its words are read. Pass what a submit found, not what typing finds.
 */
export function useErrorFocus(errors: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
  }, [errors]);
  return form;
}
