import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { KeysPage } from "@/components/audit/keys-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { keyStatus } from "@/server/audit/status";
import { pageActor, runQuery } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit.keys"))("title") };
}

/** Which keys wrap the data keys, for admins and auditors. */
export default async function Keys() {
  const [actor, facts] = [await pageActor(), await runQuery(keyStatus, {})];
  if (!facts.ok) {
    return (
      <main id="main" tabIndex={-1} className="mx-auto max-w-[60rem] px-4 py-8 tablet:px-8">
        <ProblemPanel level={1} kind={facts.error.kind} returnTo="/audit/keys" />
      </main>
    );
  }
  return (
    <Messages areas={["audit"]}>
      <KeysPage facts={facts.value} zone={actor.kind === "staff" ? actor.zone : "UTC"} />
    </Messages>
  );
}
