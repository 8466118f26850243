import { SessionWatch } from "@/components/access/session-watch";
import { hasSession } from "@/core/access/actor";
import { pageActor } from "@/server/kit/run-query";

/** Takes a page of somebody's own account away when their session ends, as the portal's frame does (ACC-4). */
export async function OwnSession() {
  const actor = await pageActor();
  return hasSession(actor) && <SessionWatch sessionId={actor.sessionId} accountId={actor.accountId} />;
}
