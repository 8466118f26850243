"use client";

import { useTranslations } from "next-intl";
import { useId, useRef, useState, type ChangeEvent, type DragEvent } from "react";
import { ACCEPTED, IMAGES } from "@/room/upload-file";
import { cx } from "./classes";
import { FieldShell, fieldControlProps, type FieldFrame } from "./field";
import { Icon } from "./icon";
import { PlainButton } from "./plain-button";
import { useUploads, type Uploads, type UploadTarget } from "./use-uploads";

interface FileFieldProps extends Omit<FieldFrame, "error">, UploadTarget {
  /** Takes several at a time. */
  multiple?: boolean;
  /** Offers the camera where there is likely one to hold: on devices without a mouse. */
  camera?: boolean;
  disabled?: boolean;
}

/**
 * Takes files and sends them at once: by the device's own picker, dropped on it, or from the camera. Shows how
 * far it is, can be stopped, says what was wrong, and sends once more what a broken connection has cut off.
 * Needs the `kit` and `errors` namespaces.
 */
export function FileField({ purpose, patientId, as, onKept, check, multiple = false, camera = false, disabled, className, ...frame }: FileFieldProps) {
  const t = useTranslations("kit.file");
  const id = useId();
  const uploads = useUploads({ purpose, patientId, as, onKept, check });
  const [isOver, setOver] = useState(false);
  const shot = useRef<HTMLInputElement>(null);
  const isClosed = disabled === true || (!multiple && uploads.sending !== null);
  const take = (files: FileList | null) => uploads.take([...(files ?? [])].slice(0, multiple ? undefined : 1));
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    take(target.files);
    // The same file may be taken again after it was mended.
    target.value = "";
  };
  const hover = (event: DragEvent) => {
    if (isClosed || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  };
  const receive = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!isClosed) take(event.dataTransfer.files);
  };
  return (
    <div className={cx("field", className)}>
      <FieldShell {...frame} id={id}>
        <div role="presentation" className="file-drop" data-over={isOver || undefined} onDragEnter={hover} onDragOver={hover} onDragLeave={() => setOver(false)} onDrop={receive}>
          <input
            {...fieldControlProps(id, { help: frame.help })}
            type="file"
            accept={ACCEPTED[purpose]}
            multiple={multiple}
            disabled={isClosed}
            onChange={choose}
            className={cx("field-box field-file", !multiple && uploads.sending !== null && "hidden")}
          />
          {camera && (
            <>
              {/* The button opens it: two controls of one thing would be one too many. */}
              <input ref={shot} type="file" accept={IMAGES} capture="environment" hidden onChange={choose} />
              <PlainButton icon="camera" className="file-camera" onPress={() => shot.current?.click()}>
                {t("photo")}
              </PlainButton>
            </>
          )}
        </div>
      </FieldShell>
      {uploads.sending !== null && <Sending {...uploads.sending} onStop={uploads.stop} />}
      <Outcome uploads={uploads} />
    </div>
  );
}

function Sending({ name, part, waiting, isResting, onStop }: NonNullable<Uploads["sending"]> & { onStop: () => void }) {
  const t = useTranslations("kit.file");
  const words = part < 1 ? t("sending", { name, percent: Math.floor(part * 100) }) : t("checking", { name });
  return (
    <div className="field-box flex-wrap py-2">
      <div className="grid min-w-[9rem] flex-1 gap-1">
        <bdi className="truncate text-small">{words}</bdi>
        <progress aria-label={words} max={1} value={part < 1 ? part : undefined} className="field-progress" />
        <span role="status" className={cx("text-small text-ink2", isResting !== true && "sr-only")}>
          {isResting === true && t("resting")}
        </span>
        {waiting > 0 && <span className="text-small text-ink2">{t("waiting", { count: waiting })}</span>}
      </div>
      <PlainButton kind="quiet" onPress={onStop}>
        {t("cancel")}
      </PlainButton>
    </div>
  );
}

/** What became of them: the last that is in, and each that is not, with a way on. */
function Outcome({ uploads: { kept, failed, isStopped, again, drop } }: { uploads: Uploads }) {
  const t = useTranslations("kit.file");
  const says = kept !== null || isStopped;
  return (
    <>
      <p role="status" className={cx("text-small text-ink2", !says && "sr-only")}>
        {isStopped ? t("stopped") : kept !== null && t(kept.renamed ? "renamed" : "kept", { name: kept.name })}
      </p>
      <ul aria-live="polite" className={cx("file-failed", failed.length === 0 && "sr-only")}>
        {failed.map((each) => (
          <li key={each.id}>
            <p className="field-error">
              <Icon name="error" />
              <span>
                <bdi className="font-semibold">{each.file.name}</bdi>
                {`: ${each.words}`}
              </span>
            </p>
            <div className="flex flex-wrap gap-2">
              {each.mayWork && (
                <PlainButton onPress={() => again(each)}>
                  {t("again")}
                  <span className="sr-only">: {each.file.name}</span>
                </PlainButton>
              )}
              <PlainButton kind="text" onPress={() => drop(each)}>
                {t("leaveOut")}
                <span className="sr-only">: {each.file.name}</span>
              </PlainButton>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
