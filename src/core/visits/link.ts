import { z } from "zod";
import { type DomainError, domainError } from "@/core/kit/errors";
import { VisitId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { isOver, overError, type VisitState } from "./visit";

/**
 * Input of `visits/open-link`. A token of the wrong shape is parsed all the same and then not
 * found, so that a link broken by a mail program gets the same kind words as an unknown one.
 */
export const OpenLinkInput = z.object({ token: z.string().max(500) });
/** See {@link OpenLinkInput}. */
export type OpenLinkInput = z.infer<typeof OpenLinkInput>;

/** Output of `visits/open-link`. */
export const OpenLinkOutput = z.object({ visitId: VisitId });
/** See {@link OpenLinkOutput}. */
export type OpenLinkOutput = z.infer<typeof OpenLinkOutput>;

/** What {@link decideOpenLink} needs to know. */
export interface LinkState {
  readonly visitState: VisitState;
  readonly revokedAtMs: number | null;
}

/**
 * Whether a link still opens its visit. Opening uses nothing up: VISIT-1. Errors:
 * `visits.link_revoked`, `visits.over`, `visits.cancelled`, `visits.missed` (gone).
 */
export function decideOpenLink(link: LinkState): Result<{ readonly open: true }, DomainError> {
  // What became of the visit matters more to the person than what became of the link.
  if (isOver(link.visitState)) return err(overError(link.visitState));
  if (link.revokedAtMs !== null) return err(domainError("gone", "visits.link_revoked"));
  return ok({ open: true });
}
