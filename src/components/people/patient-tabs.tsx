"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Tabs } from "@/components/kit/tabs";
import { CareTeam } from "@/components/practice/care-team";
import type { ConsentsView } from "@/core/people/consents";
import type { DetailsView } from "@/core/people/details";
import type { PatientAccountView } from "@/core/people/patient-account";
import type { ProxiesView } from "@/core/people/proxies";
import type { CareTeamView } from "@/core/practice/care-teams";
import { ConsentList } from "./consent-list";
import { DetailsForm } from "./details-form";
import { HelperList } from "./helper-list";
import { RecordHistory, type MergeLine } from "./record-history";

// Few look at it, and the page is long enough without.
const PatientAccount = dynamic(() => import("./patient-account").then((part) => part.PatientAccount));

interface PatientTabsProps {
  visits: ReactNode;
  details: DetailsView | null;
  consents: ConsentsView | null;
  proxies: ProxiesView | null;
  account: PatientAccountView | null;
  careTeam: CareTeamView | null;
  merges: readonly MergeLine[] | null;
  zone: string;
}

/** The parts of a patient's record that the reader may see. */
export function PatientTabs({ visits, details, consents, proxies, account, careTeam, merges, zone }: PatientTabsProps) {
  const t = useTranslations("patients.tabs");
  const tabs = [
    { id: "visits", word: t("visits"), content: visits },
    ...(details === null ? [] : [{ id: "details", word: t("details"), content: <DetailsForm key={details.version} initial={details} /> }]),
    ...(consents === null ? [] : [{ id: "consents", word: t("consents"), content: <ConsentList initial={consents} isStaff zone={zone} /> }]),
    ...(proxies === null ? [] : [{ id: "helpers", word: t("helpers"), content: <HelperList initial={proxies} isStaff /> }]),
    ...(account === null ? [] : [{ id: "account", word: t("account"), content: <PatientAccount initial={account} /> }]),
    ...(careTeam === null ? [] : [{ id: "team", word: t("team"), content: <CareTeam initial={careTeam} /> }]),
    ...(merges === null ? [] : [{ id: "record", word: t("record"), content: <RecordHistory merges={merges} zone={zone} /> }]),
  ];
  return <Tabs label={t("label")} tabs={tabs} className="mt-6" />;
}
