"use client";

import { useState } from "react";
import { useSaveOnLeaving } from "@/components/kit/use-save-on-leaving";
import type { DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import type { NoteSaved, SaveNoteInput } from "@/core/record/note";
import type { NoteView } from "@/core/record/views";
import { callCommand, callQuery } from "@/room/api";
import { createNoteDraft, type DraftPorts, type NoteDraft } from "./note-draft";

function portsOf(note: NoteView): DraftPorts {
  const { visitId } = note;
  return {
    nowMs: () => Date.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    save: ({ text, views, version }, last) =>
      callCommand<SaveNoteInput, NoteSaved>(
        "record/save-note",
        { visitId, baseVersion: version, text, views: [...views] },
        { keepalive: last },
      ),
    newestVersion: async (): Promise<Result<number, DomainError>> => {
      const answer = await callQuery<{ visitId: string }, NoteView>("record/note", { visitId });
      return answer.ok ? ok(answer.value.version) : err(answer.error);
    },
  };
}

/** The draft of this page; it saves itself, and once more when the page goes away. */
export function useNoteDraft(note: NoteView): NoteDraft {
  const [draft] = useState(() => {
    const { text, version, savedAtMs } = note;
    const views = note.views.filter((view) => view.inNote).map(({ viewId, forPatient }) => ({ viewId, forPatient }));
    return createNoteDraft({ text, views, version, savedAtMs }, portsOf(note));
  });
  useSaveOnLeaving(draft);
  return draft;
}
