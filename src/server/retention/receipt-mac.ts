import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { config } from "../kit/config";

/** What a receipt says. */
export interface ReceiptText {
  readonly id: string;
  readonly practiceId: string;
  readonly patientId: string;
  readonly deletedBy: string | null;
  readonly deletedAtMs: number;
  readonly basis: string;
  readonly counts: Readonly<Record<string, number>>;
}

function macWith(key: Buffer, { counts, ...text }: ReceiptText): Buffer {
  const sorted = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
  const fields = ["bedside-receipt-1", text.id, text.practiceId, text.patientId, text.deletedBy, text.deletedAtMs, text.basis, sorted];
  return createHmac("sha256", key).update(JSON.stringify(fields)).digest();
}

/** MAC of a new receipt, with the audit's key. */
export function makeReceiptMac(text: ReceiptText): Uint8Array<ArrayBuffer> {
  return new Uint8Array(macWith(config().BEDSIDE_AUDIT_KEY, text));
}

/** Whether a receipt still says what was written then. */
export function receiptHolds(text: ReceiptText, mac: Uint8Array): boolean {
  const keys = [config().BEDSIDE_AUDIT_KEY, ...(config().BEDSIDE_AUDIT_KEY_OLD ?? [])];
  return mac.length === 32 && keys.some((key) => timingSafeEqual(macWith(key, text), mac));
}
