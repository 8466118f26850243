import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HomeFrame } from "@/components/home/home-next";
import { NotificationsPage } from "@/components/notifications/notifications-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { listNotifications } from "@/server/notifications/list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notifications"))("title") };
}

/** Everything that a person was told. */
export default async function Notifications() {
  const page = await runQuery(listNotifications, {});
  if (!page.ok) {
    return (
      <HomeFrame>
        <ProblemPanel kind={page.error.kind} returnTo="/account/notifications" />
      </HomeFrame>
    );
  }
  return (
    <Messages areas={["notifications", "errors"]}>
      <NotificationsPage initial={page.value} />
    </Messages>
  );
}
