"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Row } from "@/components/kit/row";
import type { ReceiptView } from "@/core/record/retention-views";

/** What was deleted: when, why, how much, and whether the receipt still is what was written. */
export function ReceiptList({ receipts }: { receipts: readonly ReceiptView[] }) {
  const t = useTranslations("retention");
  const format = useFormatter();
  if (receipts.length === 0) return <p className="text-ink2">{t("receipts.empty")}</p>;
  return (
    <ul className="border-b border-rule">
      {receipts.map(({ receiptId, deletedAtMs, basis, deletedBy, counts, isTrue }) => (
        <Row
          as="li"
          key={receiptId}
          title={t("receipts.line", { date: format.dateTime(deletedAtMs, "moment"), basis: t(`record.${basis}`) })}
          note={t("receipts.note", { by: deletedBy ?? "none", rows: Object.values(counts).reduce((sum, each) => sum + each, 0), id: receiptId })}
          end={<span className={isTrue ? "text-ink2" : "font-semibold"}>{t(isTrue ? "receipts.true" : "receipts.false")}</span>}
        />
      ))}
    </ul>
  );
}
