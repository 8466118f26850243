import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { AskSupervisor } from "@/components/home/ask-supervisor";
import { NoteEditor } from "@/components/record/note-editor";
import { VisitId } from "@/core/kit/ids";
import type { NoteView } from "@/core/record/views";
import { Messages } from "@/i18n/message-provider";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { noteQuery } from "@/server/record/queries";
import { PainCard } from "@/components/pain/pain-card";
import { ReplayCard } from "./replay-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("record"))("pageTitle") };
}

// What joins the views of a note joins it before it is signed (NOTE-18).
const mayKeep = ({ status, verbs }: NoteView): boolean => status !== "signed" && verbs.includes("write");

/** The clinician's note about one visit. */
export default async function NotePage({ params }: { params: Promise<{ visitId: string }> }) {
  const visitId = VisitId.safeParse((await params).visitId);
  const note = visitId.success ? await runQuery(noteQuery, { visitId: visitId.data }) : null;
  if (!visitId.success || note === null || !note.ok) notFound();
  const actor = await pageActor();
  return (
    <Messages areas={["record", "replay", "pain", "anatomy", "home", "errors"]}>
      {actor.kind === "staff" && actor.supervisorId !== null && note.value.signedAtMs === null && <AskSupervisor visitId={visitId.data} />}
      <NoteEditor note={note.value}>
        <PainCard visitId={visitId.data} />
        <ReplayCard visitId={visitId.data} zone={note.value.visit.zone} nextNumber={mayKeep(note.value) ? note.value.views.length + 1 : null} />
      </NoteEditor>
    </Messages>
  );
}
