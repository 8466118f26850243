import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { SettingsPage } from "@/components/practice/settings-page";
import "@/components/practice/practice.css";
import { ProblemPanel } from "@/components/shell/problem-page";
import { OwnModelId } from "@/core/models/contract";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { listOwnModels } from "@/server/models/operations";
import { SettleView } from "./settle-view";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("models.settle"))("title") };
}

/** One model of the practice: to look at, to name, and, once, to say its size. */
export default async function Settle({ params }: { params: Promise<{ modelId: string }> }) {
  const modelId = OwnModelId.safeParse((await params).modelId);
  if (!modelId.success) notFound();
  const [t, found] = await Promise.all([getTranslations("models.settle"), runQuery(listOwnModels, {})]);
  const model = found.ok ? found.value.models.find((each) => each.modelId === modelId.data) : undefined;
  if (found.ok && (model === undefined || model.facts === null || !model.mayChange)) notFound();
  return (
    <SettingsPage title={t(model?.state === "ready" ? "lookTitle" : "title")}>
      {model !== undefined ? (
        <Messages areas={["models", "anatomy", "access", "errors"]}>
          <SettleView model={model} />
        </Messages>
      ) : (
        <ProblemPanel kind={found.ok ? "not_found" : found.error.kind} returnTo="/settings/models" />
      )}
    </SettingsPage>
  );
}
