import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Messages } from "@/i18n/message-provider";
import { Explore } from "./explore";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("anatomy.explore");
  return { title: t("title"), description: t("description"), robots: { index: true, follow: true } };
}

/** The anatomy for everybody: no sign-in, no database, nothing kept. */
export default async function ExplorePage() {
  return (
    <Messages areas={["anatomy", "pain"]}>
      <Explore />
    </Messages>
  );
}
