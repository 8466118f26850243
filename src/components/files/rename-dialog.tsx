"use client";

import { useTranslations } from "next-intl";
import { useId, useState, type FormEvent } from "react";
import { TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { ActorClaim } from "@/core/access/claim";
import type { DocumentView } from "@/core/files/documents";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";

interface RenameDialogProps {
  file: DocumentView;
  as?: ActorClaim;
  onClose: () => void;
  onDone: (name: string) => void;
  /** Somebody else gave it a name meanwhile: the list is to be read again. */
  onStale: () => void;
}

/** Asks for another name of a document. Its ending is not asked for: it says what is in it. */
export function RenameDialog({ file, as, onClose, onDone, onStale }: RenameDialogProps) {
  const t = useTranslations("files");
  const say = useErrorWords();
  const form = useId();
  const [name, setName] = useState(file.name.slice(0, Math.max(file.name.lastIndexOf("."), 0)) || file.name);
  const [error, setError] = useState<DomainError | null>(null);
  const [isPending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    setPending(true);
    const answer = await callCommand<object, { name: string }>("files/rename-document", { fileId: file.fileId, version: file.version, name }, { as });
    setPending(false);
    if (answer.ok) return onDone(answer.value.name);
    setError(answer.error);
    if (answer.error.kind === "stale") onStale();
  };
  return (
    <PlainDialog
      isOpen
      title={t("renameTitle")}
      onClose={onClose}
      actions={
        <>
          <PlainButton kind="text" onPress={onClose}>
            {t("leave")}
          </PlainButton>
          <button type="submit" form={form} className="btn btn-filled" aria-disabled={isPending || undefined} data-busy={isPending || undefined}>
            {t("keepName")}
          </button>
        </>
      }
    >
      <form id={form} noValidate method="post" onSubmit={(event) => void submit(event)}>
        {error?.kind === "stale" && <p className="mb-3">{t("calledNow", { name: file.name })}</p>}
        <TextField label={t("name")} help={t("nameHelp")} value={name} maxLength={300} autoFocus onChange={setName} error={error === null ? undefined : say(error, "name")} />
      </form>
    </PlainDialog>
  );
}
