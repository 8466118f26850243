"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Icon } from "@/components/kit/icon";
import { PlainButton } from "@/components/kit/plain-button";
import { buttonClass } from "@/components/kit/classes";
import { formatActorClaim, type ActorClaim } from "@/core/access/claim";
import type { DocumentView } from "@/core/files/documents";

interface DocumentRowProps {
  file: DocumentView;
  zone: string;
  as?: ActorClaim;
  /** The patient reads it themselves. */
  isOwn: boolean;
  onKeep: (confidential: boolean) => void;
  onRename: () => void;
  onRemove: () => void;
}

const MB = 1_000_000;

/** One document: what it is, from whom and when, and what the reader may do with it. */
export function DocumentRow({ file, zone, as, isOwn, onKeep, onRename, onRemove }: DocumentRowProps) {
  const t = useTranslations("files");
  const format = useFormatter();
  const isImage = file.mediaType.startsWith("image/");
  const [amount, unit] = file.byteCount < MB ? [Math.max(1, Math.round(file.byteCount / 1000)), "kilobyte"] : [file.byteCount / MB, "megabyte"];
  const size = format.number(amount, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 });
  const bringer = file.by === "helper" && file.byName === null ? t("by.somebody") : t(`by.${file.by}`, { name: file.byName ?? "" });
  const address = (query: Record<string, string>) => `/api/files/document/${file.fileId}?${new URLSearchParams({ ...(as === undefined ? {} : { as: formatActorClaim(as) }), ...query })}`;
  const ofIt = <span className="sr-only">: {file.name}</span>;
  return (
    <li className="document">
      <Icon name={isImage ? "view" : "document"} className="document-sign" />
      <div className="document-words">
        <p className="font-semibold">
          <bdi>{file.name}</bdi>
        </p>
        <p className="text-small text-ink2">
          {t(isImage ? "kind.image" : "kind.pdf")} · {size} · <time dateTime={new Date(file.createdAtMs).toISOString()}>{format.dateTime(file.createdAtMs, "moment", { timeZone: zone })}</time>, <bdi>{bringer}</bdi>
        </p>
        {file.confidence !== "none" && (
          <p className="document-confidence">
            <Icon name="lock" />
            <span>
              <strong>{t("inConfidence")}.</strong> {t(isOwn ? "confidenceMine" : file.confidence === "own" ? "confidenceOwn" : "confidenceKept")}
            </span>
          </p>
        )}
      </div>
      <div className="document-ways">
        {isImage && (
          <a className={buttonClass({}, undefined)} href={address({ show: "1" })} target="_blank" rel="noopener">
            <span>
              {t("open")}
              {ofIt}
              <span className="sr-only">, {t("openedIn")}</span>
            </span>
          </a>
        )}
        <a className={buttonClass({}, undefined)} href={address({})} download>
          <span>
            {t("save")}
            {ofIt}
          </span>
        </a>
        {file.mayKeep && (
          <PlainButton kind="text" onPress={() => onKeep(file.confidence === "none")}>
            {t(file.confidence === "none" ? "keepConfidential" : "giveFree")}
            {ofIt}
          </PlainButton>
        )}
        {file.mayChange && (
          <>
            <PlainButton kind="text" onPress={onRename}>
              {t("rename")}
              {ofIt}
            </PlainButton>
            <PlainButton kind="text" onPress={onRemove}>
              {t("remove")}
              {ofIt}
            </PlainButton>
          </>
        )}
      </div>
    </li>
  );
}
