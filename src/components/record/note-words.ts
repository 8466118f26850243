"use client";

import { createContext, useCallback } from "react";
import type { NoteDraft } from "./use-note-draft";

/** Adds a paragraph to what the patient tells, in the note that is open around; null where nobody may write. */
export type AddToNote = ((paragraph: string) => void) | null;

/** What stands beside the note adds words to it through this. */
export const NoteWords = createContext<AddToNote>(null);

export function useNoteWords(draft: NoteDraft, canWrite: boolean): AddToNote {
  const add = useCallback(
    (paragraph: string): void => {
      const { content } = draft.state.get();
      const { text } = content;
      const subjective = text.subjective.trim() === "" ? paragraph : `${text.subjective.trimEnd()}\n\n${paragraph}`;
      draft.change({ ...content, text: { ...text, subjective } });
    },
    [draft],
  );
  return canWrite ? add : null;
}
