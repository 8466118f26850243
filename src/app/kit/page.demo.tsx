import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AriaProvider } from "@/components/kit/aria-provider";
import { Logo } from "@/components/kit/logo";
import { Surface, type SurfaceName } from "@/components/kit/surface";
import { LanguageSwitch } from "@/components/shell/language-switch";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { ControlsColumn } from "./sections/controls-column";
import { FactsColumn } from "./sections/facts-column";
import { LookColumn } from "./sections/look-column";
import { StatesSection } from "./sections/states-section";
import { SurfaceLinks } from "./sections/surface-links";

const SURFACES: readonly SurfaceName[] = ["light", "dark", "room"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("specimen"))("title") };
}

interface SpecimenProps {
  searchParams: Promise<{ surface?: string | string[] }>;
}

/** Every piece of the design system in every state: to look at, and for the accessibility tests. */
export default async function SpecimenPage({ searchParams }: SpecimenProps) {
  const [{ surface: asked }, t] = await Promise.all([searchParams, getTranslations("specimen")]);
  const surface = SURFACES.find((name) => name === asked);
  const pieces = (
    <div className="min-h-dvh">
      <header className="flex min-h-16 flex-wrap items-center gap-x-6 border-b border-rule px-4 desk:px-10">
        <Logo href="/" />
        <SurfaceLinks chosen={surface ?? null} />
        <div className="flex-1" />
        <LanguageSwitch locales={localeOptions()} />
      </header>
      <main id="main">
        <div className="px-4 py-6 desk:px-10">
          <h1 className="text-h1">{t("title")}</h1>
          <p className="mt-1 max-w-[40rem] text-ink2">{t("lead")}</p>
        </div>
        <div className="grid border-t border-rule desk:grid-cols-3 desk:divide-x desk:divide-rule">
          <ControlsColumn />
          <FactsColumn />
          <LookColumn />
        </div>
        <StatesSection />
      </main>
    </div>
  );
  return (
    <Messages areas={["specimen"]}>
      <AriaProvider>{surface === undefined ? pieces : <Surface name={surface}>{pieces}</Surface>}</AriaProvider>
    </Messages>
  );
}
