import "server-only";
import { hashSecret, newSecret } from "../access/secrets";
import { config } from "../kit/config";
import type { Tx } from "../kit/db";

/** A link as it goes into a mail: this is the only time that its token is known. */
export interface IssuedLink {
  readonly linkId: string;
  /** `<origin>/join#<token>`: the token stands in the fragment, which no server and no log sees. */
  readonly url: string;
}

/** Makes a link into one visit. What is stored is the hash of its token (VISIT-2). Call it inside a command. */
export async function issueVisitLink(
  tx: Tx,
  visit: { readonly practiceId: string; readonly visitId: string },
): Promise<IssuedLink> {
  const token = newSecret();
  const link = await tx.visitLink.create({ data: { ...visit, tokenHash: hashSecret("visit-link", token) } });
  return { linkId: link.id, url: `${config().BEDSIDE_ORIGIN}/join#${token}` };
}

/** Takes back all links of a visit, with the seats that came in by them; returns how many links that were. */
export async function revokeVisitLinks(tx: Tx, visitId: string, nowMs: number): Promise<number> {
  const revokedAt = new Date(nowMs);
  await tx.visitSeat.updateMany({ where: { visitId, revokedAt: null }, data: { revokedAt } });
  const { count } = await tx.visitLink.updateMany({ where: { visitId, revokedAt: null }, data: { revokedAt } });
  return count;
}
