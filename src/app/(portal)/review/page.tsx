import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReviewPage } from "@/components/access/review-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { reviewQueue } from "@/server/access/break-glass-review";
import { runQuery } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("emergency.review"))("title") };
}

/** Emergency access, for those who judge it. */
export default async function Review() {
  const queue = await runQuery(reviewQueue, {});
  if (!queue.ok) {
    return (
      <main id="main" tabIndex={-1} className="p-6">
        <ProblemPanel kind={queue.error.kind} returnTo="/review" />
      </main>
    );
  }
  return (
    <Messages areas={["emergency", "errors"]}>
      <ReviewPage queue={queue.value} />
    </Messages>
  );
}
