import "server-only";
import { actorKey, type Actor } from "@/core/access/actor";
import { UploadReceipt, UploadTicket } from "@/core/files/contract";
import { practiceOf } from "@/core/access/actor";
import { openForPractice, sealForPractice } from "../kit/sealing";

/** Bound to who asked: for anybody else it does not open. */
const place = (what: "upload_ticket" | "upload_receipt", actor: Actor) => ({ table: what, row: actorKey(actor), field: "sealed" });

async function seal(what: "upload_ticket" | "upload_receipt", actor: Actor, value: UploadTicket): Promise<string> {
  return Buffer.from(await sealForPractice(value.practiceId, place(what, actor), JSON.stringify(value))).toString("base64url");
}

async function open(what: "upload_ticket" | "upload_receipt", actor: Actor, text: string): Promise<unknown> {
  const practiceId = practiceOf(actor);
  if (practiceId === null || !/^[A-Za-z0-9_-]{1,8000}$/.test(text)) return null;
  try {
    const opened = await openForPractice(practiceId, place(what, actor), Buffer.from(text, "base64url"));
    return JSON.parse(new TextDecoder().decode(opened));
  } catch {
    // Somebody else's, or made up: told as not found.
    return null;
  }
}

/** Lets its owner send one file. */
export function sealTicket(actor: Actor, ticket: UploadTicket): Promise<string> {
  return seal("upload_ticket", actor, ticket);
}

/** What a ticket allows its owner; null for anybody else, and once its time is over. */
export async function openTicket(actor: Actor, text: string, nowMs: number): Promise<UploadTicket | null> {
  const parsed = UploadTicket.safeParse(await open("upload_ticket", actor, text));
  return parsed.success && nowMs < parsed.data.untilMs ? parsed.data : null;
}

/** What was found in the bytes, on its way from the reading to the record. It is given to nobody. */
export function sealReceipt(actor: Actor, receipt: UploadReceipt): Promise<string> {
  return seal("upload_receipt", actor, receipt);
}

/** Opens a receipt; null for one that this server did not make for this person. */
export async function openReceipt(actor: Actor, text: string): Promise<UploadReceipt | null> {
  const parsed = UploadReceipt.safeParse(await open("upload_receipt", actor, text));
  return parsed.success ? parsed.data : null;
}
