import { getFormatter, getTranslations } from "next-intl/server";
import { Logo } from "@/components/kit/logo";
import { LinkButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { RetryButton } from "@/components/shell/retry-button";
import { listCapturedMail, type CapturedMail } from "@/server/access/demo-mail";

interface MailPageProps {
  searchParams: Promise<{ to?: string }>;
}

/** What would have been sent by mail, the newest first. `?to=` shows one mailbox. */
export default async function DemoMailPage({ searchParams }: MailPageProps) {
  const [{ to }, t] = await Promise.all([searchParams, getTranslations("access.demoMail")]);
  const mails = await listCapturedMail(to ?? null);
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[48rem] flex-col px-4 tablet:px-8">
      <header className="flex min-h-16 items-center justify-between">
        <Logo href="/" />
        <LinkButton href="/demo" icon="people">
          {t("people")}
        </LinkButton>
      </header>
      <main id="main" className="flex-1 py-8">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-h1">{t("title")}</h1>
          <RetryButton>{t("again")}</RetryButton>
        </div>
        <p className="mt-2 max-w-[34rem] text-ink2">{t("words")}</p>
        {mails.length === 0 ? (
          <EmptyState className="mt-8" title={t("empty")} />
        ) : (
          <ul className="mt-6 flex flex-col gap-8">
            {mails.map((mail) => (
              <Mail key={mail.id} mail={mail} />
            ))}
          </ul>
        )}
      </main>
    </div>
  );
}

const ADDRESS = /(https?:\/\/\S+)/;

async function Mail({ mail }: { mail: CapturedMail }) {
  const [format, t] = await Promise.all([getFormatter(), getTranslations("access.demoMail")]);
  const born = mail.birthDate === null ? null : format.dateTime(Date.parse(mail.birthDate), "full", { timeZone: "UTC" });
  return (
    <li className="border-t border-rule pt-4">
      <article aria-labelledby={`mail-${mail.id}`}>
        <h2 id={`mail-${mail.id}`} className="text-h3">
          {mail.subject}
        </h2>
        <p className="text-small text-ink2">
          {mail.to} · {format.dateTime(mail.sentAtMs, "moment")}
        </p>
        {born !== null && <p className="text-small text-ink2">{t("born", { date: born })}</p>}
        <p className="mt-3 whitespace-pre-line break-words">
          {mail.text.split(ADDRESS).map((part, index) =>
            ADDRESS.test(part) ? (
              <a key={index} href={part} className="link break-all">
                {part}
              </a>
            ) : (
              part
            ),
          )}
        </p>
      </article>
    </li>
  );
}
