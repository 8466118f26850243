import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { ActingBanner } from "@/components/people/acting-banner";
import { ConsentList } from "@/components/people/consent-list";
import { DetailsForm } from "@/components/people/details-form";
import "@/components/people/people.css";
import { ProblemPanel } from "@/components/shell/problem-page";
import type { ActorClaim } from "@/core/access/claim";
import { homeOf } from "@/core/access/paths";
import { ProxyId } from "@/core/kit/ids";
import { Messages } from "@/i18n/message-provider";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { patientConsents } from "@/server/people/consents";
import { patientDetails } from "@/server/people/details";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("patients.details"))("ownTitle") };
}

/** A patient's own details and agreements; with `?for=` those of somebody for whom one acts. */
export default async function OwnDetails({ searchParams }: { searchParams: Promise<{ for?: string }> }) {
  const proxyId = ProxyId.safeParse((await searchParams).for);
  const as: ActorClaim = proxyId.success ? { kind: "proxy", proxyId: proxyId.data } : { kind: "session" };
  const [actor, t] = await Promise.all([pageActor(as), getTranslations("patients.details")]);
  if (actor.kind === "staff") redirect(homeOf(actor));
  if (actor.kind === "account") redirect("/home/people");
  if (actor.kind !== "patient" && actor.kind !== "proxy") return <Problem kind="not_found" />;
  const { patientId } = actor;
  const [details, consents] = await Promise.all([runQuery(patientDetails, { patientId }, as), runQuery(patientConsents, { patientId }, as)]);
  // A helper may have been given one of the two only.
  if (!details.ok && !consents.ok) return <Problem kind={details.error.kind} />;
  const name = details.ok ? (details.value.details.preferredName ?? details.value.details.givenName) : null;
  return (
    <Messages areas={["patients", "people", "errors"]}>
      <main id="main" tabIndex={-1} className="people-page people-reading">
        {actor.kind === "proxy" && <ActingBanner name={name} />}
        <h1 className="text-h1">{t("ownTitle")}</h1>
        <p className="mt-1 mb-6 text-ink2">{t("ownWords")}</p>
        {details.ok && <DetailsForm initial={details.value} as={as} />}
        {consents.ok && (
          <div className="mt-10">
            <ConsentList initial={consents.value} isStaff={false} zone={actor.zone} as={as} />
          </div>
        )}
      </main>
    </Messages>
  );
}

function Problem({ kind }: { kind: "not_found" | Parameters<typeof ProblemPanel>[0]["kind"] }) {
  return (
    <main id="main" tabIndex={-1} className="people-page">
      <ProblemPanel kind={kind} returnTo="/home/details" />
    </main>
  );
}
