import { redirect } from "next/navigation";
import { homeOf, safeReturnPath } from "@/core/access/paths";
import { pageActor } from "@/server/kit/run-query";

/** Where signing in leads: back to where the person was, or to their own first page. */
export default async function SignedInPage({ searchParams }: { searchParams: Promise<{ to?: string }> }) {
  const [{ to }, actor] = await Promise.all([searchParams, pageActor()]);
  if (actor.kind === "public") redirect("/sign-in");
  redirect(safeReturnPath(to) ?? homeOf(actor));
}
