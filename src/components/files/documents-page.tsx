"use client";

import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { Banner } from "@/components/kit/banner";
import { FileField } from "@/components/kit/file-field";
import { LinkButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { ActorClaim } from "@/core/access/claim";
import type { Documents, DocumentView } from "@/core/files/documents";
import { callCommand, callQuery } from "@/room/api";
import { DocumentRow } from "./document-row";
import { RenameDialog } from "./rename-dialog";
import "./files.css";

interface DocumentsPageProps {
  initial: Documents;
  /** Whose page it is: somebody's of the practice, the patient's own, or of somebody who acts for them. */
  reader: "staff" | "own" | "helper";
  as?: ActorClaim;
  /** Above everything: for whom one acts. */
  banner?: ReactNode;
}

/** A name as a passing word has room for it. */
const inShort = (name: string): string => (name.length > 36 ? `${name.slice(0, 35).trimEnd()}…` : name);

/** The documents of one patient: what is there, and a way to add to it. */
export function DocumentsPage({ initial, reader, as, banner }: DocumentsPageProps) {
  const t = useTranslations("files");
  const say = useErrorWords();
  const [view, setView] = useState(initial);
  const [isOld, setOld] = useState(false);
  const [renaming, setRenaming] = useState<DocumentView | null>(null);
  const { patientId, patientName } = view;
  const name = patientName ?? "";
  const isOwn = reader === "own";

  const refresh = async () => {
    const fresh = await callQuery<object, Documents>("files/documents", { patientId }, { as });
    setOld(!fresh.ok);
    if (fresh.ok) setView(fresh.value);
    return fresh.ok ? fresh.value.files : null;
  };
  // Both names are shown then; what was typed stays.
  const showNewer = async ({ fileId }: DocumentView) => {
    const files = await refresh();
    if (files !== null) setRenaming(files.find((each) => each.fileId === fileId) ?? null);
  };
  const restore = async (file: DocumentView) => {
    const answer = await callCommand("files/restore-document", { fileId: file.fileId }, { as });
    showToast({ text: answer.ok ? t("restored", { name: inShort(file.name) }) : say(answer.error) });
    await refresh();
  };
  const keep = async (file: DocumentView, confidential: boolean) => {
    const answer = await callCommand("files/keep-document-confidential", { fileId: file.fileId, version: file.version, confidential }, { as });
    const words = t(confidential ? "keptConfidential" : "gaveFree", { name: inShort(file.name) });
    showToast({ text: answer.ok ? words : say(answer.error) });
    await refresh();
  };
  const remove = async (file: DocumentView) => {
    const answer = await callCommand("files/remove-document", { fileId: file.fileId }, { as });
    showToast(answer.ok ? { text: t("removed", { name: inShort(file.name) }), undo: { word: t("undo"), run: () => void restore(file) } } : { text: say(answer.error) });
    await refresh();
  };
  return (
    <main id="main" tabIndex={-1} className="documents-page">
      {banner}
      <h1 className="text-h1">{isOwn ? t("ownTitle") : <bdi>{t("ofTitle", { name })}</bdi>}</h1>
      <p className="mt-1 max-w-[36rem] text-ink2">{isOwn ? t("ownWords") : t("words")}</p>
      {view.mayAdd && (
        <FileField purpose="document" patientId={patientId} as={as} multiple camera label={t("add")} help={t("addHelp")} className="documents-add" onKept={() => void refresh()} />
      )}
      {isOld && <Banner kind="slow" live="polite" className="mt-4" fact={t("old")} />}
      {view.files.length === 0 ? (
        <EmptyState className="mt-8" title={t("none")}>
          {view.mayAdd && <p>{reader === "staff" ? t("noneWordsStaff") : t("noneWords")}</p>}
        </EmptyState>
      ) : (
        <ul className="documents-list" aria-label={t("list")}>
          {view.files.map((file) => (
            <DocumentRow
              key={file.fileId}
              file={file}
              zone={view.zone}
              as={as}
              isOwn={isOwn}
              onKeep={(confidential) => void keep(file, confidential)}
              onRename={() => setRenaming(file)}
              onRemove={() => void remove(file)}
            />
          ))}
        </ul>
      )}
      {view.hasMore && <p className="mt-4 text-ink2">{t("more")}</p>}
      <LinkButton className="mt-8" href={reader === "staff" ? `/people/${patientId}` : reader === "own" ? "/home" : "/home/people"}>
        {reader === "staff" ? t("backStaff") : reader === "own" ? t("back") : t("backHelper")}
      </LinkButton>
      {renaming !== null && (
        <RenameDialog
          key={renaming.fileId}
          file={renaming}
          as={as}
          onClose={() => setRenaming(null)}
          onStale={() => void showNewer(renaming)}
          onDone={(called) => {
            setRenaming(null);
            showToast({ text: t("renamed", { name: inShort(called) }) });
            void refresh();
          }}
        />
      )}
    </main>
  );
}
