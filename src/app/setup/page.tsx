import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Logo } from "@/components/kit/logo";
import "@/components/practice/practice.css";
import { SetupForm } from "@/components/practice/setup-form";
import { LanguageSwitch } from "@/components/shell/language-switch";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { isSetUpOpen } from "@/server/practice/first-run";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("setup"))("title"), robots: { index: false } };
}

/** The first practice of an empty deployment. Once there is one, there is no such page. */
export default async function Setup() {
  await connection();
  if (!(await isSetUpOpen())) notFound();
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[40rem] flex-col px-4 tablet:px-8">
      <header className="flex min-h-16 items-center justify-between">
        <Logo href="/" />
        <LanguageSwitch locales={localeOptions()} />
      </header>
      <main id="main" tabIndex={-1} className="flex-1 py-8">
        <Messages areas={["setup", "errors"]}>
          <SetupForm />
        </Messages>
      </main>
    </div>
  );
}
