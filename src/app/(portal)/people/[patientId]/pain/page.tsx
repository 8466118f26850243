import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { PainPage } from "@/components/pain/pain-page";
import { POLICY } from "@/core/access/grants";
import { grantsFor } from "@/core/access/policy";
import { PatientId } from "@/core/kit/ids";
import { Messages } from "@/i18n/message-provider";
import { pageActor } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("pain.history"))("title") };
}

/** Where it hurt, visit by visit, for those who treat the patient. The maps are asked for, and audited, when the page is there. */
export default async function PatientPain({ params }: { params: Promise<{ patientId: string }> }) {
  const patientId = PatientId.safeParse((await params).patientId);
  if (!patientId.success || grantsFor(POLICY, await pageActor(), "pain_map", "list").length === 0) notFound();
  return (
    <Messages areas={["pain", "errors"]}>
      <PainPage patientId={patientId.data} back={`/people/${patientId.data}`} visits={[]} />
    </Messages>
  );
}
