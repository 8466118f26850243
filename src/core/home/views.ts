import { z } from "zod";
import { NEXT_KINDS, URGENCIES, type NextKind } from "./what-next";

const kinds = NEXT_KINDS as readonly [NextKind, ...NextKind[]];

/** What a first page shows: what is next, and nothing else. */
export const HomeView = z.object({
  cards: z.array(
    z.object({
      kind: z.enum(kinds),
      urgency: z.enum(URGENCIES),
      count: z.number().int().positive(),
      id: z.string().nullable(),
      name: z.string().nullable(),
      atMs: z.number().nullable(),
      href: z.string().nullable(),
    }),
  ),
  zone: z.string(),
  nowMs: z.number(),
});
/** See {@link HomeView}. */
export type HomeView = z.infer<typeof HomeView>;
