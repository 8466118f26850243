import { createHash } from "node:crypto";
import type { Tx } from "@/server/kit/db";
import type { Random } from "./random";

interface Words {
  readonly kind: string;
  readonly locale: string;
  readonly title: string;
  readonly body: string;
}

/** What patients of the demo practice agree to. Invented for the demo; no lawyer has read them. */
const TEXTS: readonly Words[] = [
  {
    kind: "telehealth",
    locale: "en",
    title: "Your video visit",
    body: "You and your clinician see and hear each other over the internet.\n\nSome things can’t be checked by video. Your clinician may ask you to come in.\n\nPicture and sound are not recorded. Your clinician writes a note, as after any visit.\n\nYou can stop at any time, and take this back at any time. Your care goes on.",
  },
  {
    kind: "telehealth",
    locale: "es",
    title: "Su visita por vídeo",
    body: "Usted y su médico se ven y se oyen por internet.\n\nHay cosas que no se pueden mirar por vídeo. Puede que su médico le pida que venga.\n\nNi la imagen ni el sonido se graban. Su médico escribe una nota, como tras cualquier visita.\n\nPuede parar cuando quiera, y retirar esto cuando quiera. Su atención sigue.",
  },
  {
    kind: "teaching",
    locale: "en",
    title: "Learning from your visit",
    body: "Somebody who learns this work may be in your visit, if you agree at its start.\n\nThey are bound to the same silence as your clinician. Your care is the same if you say no.",
  },
  {
    kind: "teaching",
    locale: "es",
    title: "Aprender de su visita",
    body: "Alguien que aprende este trabajo puede estar en su visita, si lo acepta al empezar.\n\nDebe guardar el mismo secreto que su médico. Su atención es la misma si dice que no.",
  },
];

/** Writes the practice's consent texts, published as if some months ago. */
export async function writeConsentTexts(tx: Tx, random: Random, nowMs: number, practiceId: string): Promise<void> {
  const publishedAt = new Date(nowMs - 200 * 86_400_000);
  for (const { kind, locale, title, body } of TEXTS) {
    const bodyHash = createHash("sha256").update(`${title}\n${body}`).digest("hex");
    await tx.consentText.create({ data: { id: random.uuid(), practiceId, kind, locale, version: 1, title, body, bodyHash, createdAt: publishedAt, publishedAt } });
  }
}
