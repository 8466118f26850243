"use client";

import { useState } from "react";
import { useSaveOnLeaving } from "@/components/kit/use-save-on-leaving";
import { err, ok } from "@/core/kit/result";
import type { NoteSaved, NoteText, NoteViewRef, SaveNoteInput } from "@/core/record/note";
import type { NoteView } from "@/core/record/views";
import { callCommand, callQuery } from "@/room/api";
import { createSelfSavingDraft, type DraftServer, type SelfSavingDraft } from "@/room/self-saving-draft";

/** What of a note is written in its page. */
export interface NoteContent {
  readonly text: NoteText;
  readonly views: readonly NoteViewRef[];
}

export type NoteDraft = SelfSavingDraft<NoteContent>;

const contentOf = ({ text, views }: NoteView): NoteContent => ({
  text,
  views: views.filter((view) => view.inNote).map(({ viewId, forPatient }) => ({ viewId, forPatient })),
});

function serverOf({ visitId }: NoteView): DraftServer<NoteContent> {
  return {
    save: ({ text, views }, baseVersion, last) =>
      callCommand<SaveNoteInput, NoteSaved>("record/save-note", { visitId, baseVersion, text, views: [...views] }, { keepalive: last }),
    newest: async () => {
      const answer = await callQuery<{ visitId: string }, NoteView>("record/note", { visitId });
      return answer.ok ? ok({ version: answer.value.version, content: contentOf(answer.value) }) : err(answer.error);
    },
  };
}

/** The draft of this page; it saves itself, and once more when the page goes away. */
export function useNoteDraft(note: NoteView): NoteDraft {
  const [draft] = useState(() => createSelfSavingDraft({ content: contentOf(note), version: note.version, savedAtMs: note.savedAtMs }, serverOf(note)));
  useSaveOnLeaving(draft);
  return draft;
}
