import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HomeFrame, HomeNext } from "@/components/home/home-next";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { homeNext } from "@/server/home/next";
import { runQuery } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home"))("title") };
}

/** What is next and nothing else: the first page of those who have no day, calendar or log of their own. */
export default async function Overview() {
  const next = await runQuery(homeNext, {});
  return (
    <HomeFrame>
      {next.ok ? (
        <Messages areas={["home", "errors"]}>
          <HomeNext initial={next.value} />
        </Messages>
      ) : (
        <ProblemPanel kind={next.error.kind} returnTo="/overview" />
      )}
    </HomeFrame>
  );
}
