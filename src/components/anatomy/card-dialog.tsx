"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import { calibrate, CARD_MM, knownPixel, PIXEL_LIMITS_MM } from "@/room/life-size";

/** Widths of the frame that can be chosen, CSS pixels: from large pixels to small ones, and never wider than a telephone shows. */
const WIDTH_PX = { min: Math.ceil(CARD_MM.width / Math.min(0.6, PIXEL_LIMITS_MM.max)), max: Math.floor(CARD_MM.width / Math.max(0.12, PIXEL_LIMITS_MM.min)) } as const;

/** A frame that is made as large as a bank card: then the page knows how large its pixels are on this screen. */
export function CardDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("anatomy.pad");
  const [known] = useState(knownPixel);
  const [widthPx, setWidthPx] = useState(() => Math.round(CARD_MM.width / known.pixelMm));
  const heightPx = (widthPx * CARD_MM.height) / CARD_MM.width;
  const end = (pixelMm: number | null): void => {
    calibrate(pixelMm);
    onClose();
  };
  return (
    <PlainDialog
      title={t("cardTitle")}
      isOpen
      onClose={onClose}
      actions={
        <>
          {known.isCalibrated && (
            <PlainButton kind="quiet" onPress={() => end(null)}>
              {t("cardForget")}
            </PlainButton>
          )}
          <PlainButton onPress={onClose}>{t("cardCancel")}</PlainButton>
          <PlainButton kind="filled" onPress={() => end(CARD_MM.width / widthPx)}>
            {t("cardSave")}
          </PlainButton>
        </>
      }
    >
      <p>{t("cardWords")}</p>
      <label className="mt-3 grid gap-1">
        <span>{t("cardSize")}</span>
        <input type="range" className="min-h-11 w-full" min={WIDTH_PX.min} max={WIDTH_PX.max} step={1} value={widthPx} onChange={(event) => setWidthPx(Number(event.currentTarget.value))} />
      </label>
      <div className="card-frame">
        <div className="card-outline" style={{ width: widthPx, height: heightPx }}>
          {t("cardFrame")}
        </div>
      </div>
      <p className="text-small text-ink2">{t("cardKept")}</p>
    </PlainDialog>
  );
}
