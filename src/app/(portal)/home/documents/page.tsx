import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { DocumentsPage } from "@/components/files/documents-page";
import { ActingBanner } from "@/components/people/acting-banner";
import { ProblemPanel } from "@/components/shell/problem-page";
import type { ActorClaim } from "@/core/access/claim";
import { homeOf } from "@/core/access/paths";
import { ProxyId } from "@/core/kit/ids";
import { Messages } from "@/i18n/message-provider";
import { listDocuments } from "@/server/files/documents";
import { pageActor, runQuery } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("files"))("title") };
}

/** A patient's own documents; with `?for=` those of somebody for whom one acts. */
export default async function OwnDocuments({ searchParams }: { searchParams: Promise<{ for?: string }> }) {
  const proxyId = ProxyId.safeParse((await searchParams).for);
  const as: ActorClaim = proxyId.success ? { kind: "proxy", proxyId: proxyId.data } : { kind: "session" };
  const actor = await pageActor(as);
  if (actor.kind === "staff") redirect(homeOf(actor));
  if (actor.kind === "account") redirect("/home/people");
  const documents = actor.kind === "patient" || actor.kind === "proxy" ? await runQuery(listDocuments, { patientId: actor.patientId }, as) : null;
  if (documents === null || !documents.ok) {
    return (
      <main id="main" tabIndex={-1} className="p-6">
        <ProblemPanel level={1} kind={documents === null ? "not_found" : documents.error.kind} returnTo="/home/documents" />
      </main>
    );
  }
  const isHelper = actor.kind === "proxy";
  return (
    <Messages areas={["files", "patients", "errors"]}>
      <DocumentsPage
        initial={documents.value}
        reader={isHelper ? "helper" : "own"}
        as={isHelper ? as : undefined}
        banner={isHelper ? <ActingBanner name={documents.value.patientName} /> : undefined}
      />
    </Messages>
  );
}
