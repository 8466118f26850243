import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProblemPage } from "@/components/shell/problem-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("kit.problems");
  return { title: t("not_found.title") };
}

export default function NotFound() {
  return <ProblemPage kind="not_found" />;
}
