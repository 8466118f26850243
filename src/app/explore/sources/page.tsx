import type { Metadata } from "next";
import { connection } from "next/server";
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/kit/plain-button";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { ATLAS } from "@/core/anatomy/models";
import { listPulled } from "@/server/anatomy/atlas-folder";
import own from "../../../../public/models/manifest.json";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("anatomy.sources");
  return { title: t("title") };
}

/** Who made each model, under which licence, and what was changed: what the licences ask to be said. */
export default async function SourcesPage() {
  await connection();
  const t = await getTranslations("anatomy.sources");
  const pulled = await listPulled();
  const isSpanish = (await getLocale()).startsWith("es");
  const pick = (words: { en: string; es: string }): string => (isSpanish ? words.es : words.en);
  return (
    <main id="main" className="mx-auto grid max-w-160 gap-6 px-4 py-8">
      <div className="grid gap-2">
        <h1 className="text-h1">{t("title")}</h1>
        <p>{t("lead")}</p>
        <p className="text-ink2">{t("not")}</p>
      </div>
      {own.models.map((model) => (
        <section key={model.id} id={model.id} aria-labelledby={`name-${model.id}`} className="grid gap-1 border-t border-rule pt-4">
          <h2 id={`name-${model.id}`} className="text-h3">
            {pick(model.name)}
          </h2>
          <p>{t("own", { licence: model.licence })}</p>
        </section>
      ))}
      {pulled.map((model) => (
        <Credit key={model.id} model={model} pick={pick} />
      ))}
      <div>
        <LinkButton href="/explore">{t("back")}</LinkButton>
      </div>
    </main>
  );
}

async function Credit({ model, pick }: { model: AnatomyModel; pick: (words: { en: string; es: string }) => string }) {
  const t = await getTranslations("anatomy.sources");
  const { credit } = model;
  if (credit === undefined) return null;
  const rows = [
    [t("library"), <Away key="library" href={credit.homeUrl} words={credit.title} />],
    [t("made"), credit.creators],
    [t("licence"), <Away key="licence" href={credit.licenceUrl} words={model.licence} />],
    [t("file"), <Away key="file" href={credit.fileUrl} words={credit.fileUrl.slice(credit.fileUrl.lastIndexOf("/") + 1)} />],
    [t("changes"), pick(credit.changes)],
    [t("codes"), t("codesWords")],
  ] as const;
  return (
    <section id={model.id} aria-labelledby={`name-${model.id}`} className="grid gap-2 border-t border-rule pt-4">
      <h2 id={`name-${model.id}`} className="text-h3">
        {pick(model.name)}, {ATLAS.title}
      </h2>
      <dl className="grid gap-x-4 gap-y-2 tablet:grid-cols-[11rem_1fr]">
        {rows.map(([term, words]) => (
          <div key={term} className="contents">
            <dt className="text-small text-ink2">{term}</dt>
            <dd className="min-w-0 break-words">{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Away({ href, words }: { href: string; words: string }) {
  return (
    <a className="-my-2.5 inline-block py-2.5 underline underline-offset-3" href={href} rel="noopener noreferrer">
      {words}
    </a>
  );
}
