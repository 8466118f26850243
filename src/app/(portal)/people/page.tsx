import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/kit/plain-button";
import { StatePanel } from "@/components/kit/state-panel";
import "@/components/people/people.css";
import { PeoplePage } from "@/components/people/people-page";
import { StaffList } from "@/components/people/staff-list";
import { ProblemPanel } from "@/components/shell/problem-page";
import { hasRole } from "@/core/access/actor";
import type { ErrorKind } from "@/core/kit/errors";
import { Messages } from "@/i18n/message-provider";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { listStaff } from "@/server/people/list-staff";
import { searchPatients } from "@/server/people/search-patients";
import { practiceOverview } from "@/server/practice/overview";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.list"))("title") };
}

/** Patients for those who treat or book them; staff for admins; for auditors, what comes. */
export default async function People() {
  const actor = await pageActor();
  if (hasRole(actor, "scheduler") || hasRole(actor, "clinician")) return <Patients mayRegister={hasRole(actor, "scheduler")} />;
  if (hasRole(actor, "admin")) return <Staff />;
  if (hasRole(actor, "auditor")) return <NothingForAuditors />;
  return <Problem kind="denied" />;
}

async function Patients({ mayRegister }: { mayRegister: boolean }) {
  const [found, practice] = await Promise.all([runQuery(searchPatients, { text: "" }), runQuery(practiceOverview, {})]);
  if (!found.ok) return <Problem kind={found.error.kind} />;
  if (!practice.ok) return <Problem kind={practice.error.kind} />;
  return (
    <Messages areas={["people", "errors"]}>
      <PeoplePage initial={found.value} clinicZone={practice.value.zone} mayRegister={mayRegister} />
    </Messages>
  );
}

async function Staff() {
  const staff = await runQuery(listStaff, {});
  return staff.ok ? <StaffList staff={staff.value.staff} /> : <Problem kind={staff.error.kind} />;
}

async function NothingForAuditors() {
  const t = await getTranslations("people.list");
  return (
    <Frame>
      <StatePanel
        kind="denied"
        level={1}
        title={t("auditorTitle")}
        actions={<LinkButton href="/audit">{t("toAccount")}</LinkButton>}
      >
        <p>{t("auditorWords")}</p>
      </StatePanel>
    </Frame>
  );
}

function Problem({ kind }: { kind: ErrorKind }) {
  return (
    <Frame>
      <ProblemPanel kind={kind} returnTo="/people" />
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-[60rem] px-4 py-8 tablet:px-8">
      {children}
    </main>
  );
}
