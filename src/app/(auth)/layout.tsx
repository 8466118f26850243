import type { ReactNode } from "react";
import { Logo } from "@/components/kit/logo";
import { PracticeLook } from "@/components/practice/practice-look";
import { LanguageSwitch } from "@/components/shell/language-switch";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { pageFace, pageLanguages } from "@/server/practice/look";

/** Pages of signing in and out: one narrow column, plain controls, quick on any device. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const [face, languages] = await Promise.all([pageFace(), pageLanguages()]);
  return (
    <Messages areas={["access", "errors"]}>
      <PracticeLook face={face}>
        <div className="mx-auto flex min-h-dvh w-full max-w-[40rem] flex-col px-4 tablet:px-8">
          <header className="flex min-h-16 items-center justify-between">
            <Logo href="/" />
            <LanguageSwitch locales={localeOptions(languages)} />
          </header>
          <main id="main" className="flex-1 py-8 tablet:py-16">
            {children}
          </main>
        </div>
      </PracticeLook>
    </Messages>
  );
}
