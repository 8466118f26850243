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
  readonly visitId: string;
  readonly visitState: VisitState;
  readonly revokedAtMs: number | null;
  readonly practice: { readonly name: string; readonly phone: string | null };
}

/**
 * Whether a link still opens its visit. Opening uses nothing up: VISIT-1. Errors:
 * `visits.link_revoked`, `visits.over`, `visits.cancelled`, `visits.missed` (gone). Their `params` say
 * whom to call (`practice`, `phone`, empty where there is none) and, of a visit that took place,
 * which it was (`visitId`): its summary asks for a mailed code.
 */
export function decideOpenLink(link: LinkState): Result<{ readonly open: true }, DomainError> {
  const params = { practice: link.practice.name, phone: link.practice.phone ?? "" };
  // What became of the visit matters more to the person than what became of the link.
  if (isOver(link.visitState)) {
    const error = overError(link.visitState);
    return err({ ...error, params: link.visitState === "ended" ? { ...params, visitId: link.visitId } : params });
  }
  if (link.revokedAtMs !== null) return err(domainError("gone", "visits.link_revoked", { params }));
  return ok({ open: true });
}
