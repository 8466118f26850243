import { redirect } from "next/navigation";
import { homeOf, safeReturnPath } from "@/core/access/paths";
import { signInStep } from "@/server/access/second-step";
import { pageActor, runQuery } from "@/server/kit/run-query";

const NEXT = { out: "/sign-in", second: "/sign-in/second", enrol: "/account/security/start" } as const;

/** Where signing in leads: to what is still to be shown, back to where the person was, or to their own first page. */
export default async function SignedInPage({ searchParams }: { searchParams: Promise<{ to?: string }> }) {
  const [{ to }, actor, result] = await Promise.all([searchParams, pageActor(), runQuery(signInStep, {})]);
  const returnTo = safeReturnPath(to);
  const step = result.ok ? result.value.step : "out";
  if (step !== "in") redirect(returnTo === null ? NEXT[step] : `${NEXT[step]}?to=${encodeURIComponent(returnTo)}`);
  redirect(returnTo ?? homeOf(actor));
}
