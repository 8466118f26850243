import { getTranslations } from "next-intl/server";
import { Logo } from "@/components/kit/logo";
import { Avatar } from "@/components/kit/mark";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { listDemoPeople, type DemoPerson } from "@/server/access/demo-people";

/** The people of the demo practice, each with one click to be them. */
export default async function DemoPage() {
  const [people, t] = await Promise.all([listDemoPeople(), getTranslations("access.demo")]);
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[48rem] flex-col px-4 tablet:px-8">
      <header className="flex min-h-16 items-center justify-between">
        <Logo href="/" />
        <LinkButton href="/demo/mail" icon="mail">
          {t("mail")}
        </LinkButton>
      </header>
      <main id="main" className="flex-1 py-8">
        <h1 className="text-h1">{t("title")}</h1>
        <p className="mt-2 max-w-[34rem] text-ink2">{t("words")}</p>
        <p className="mt-2 max-w-[34rem] text-ink2">{t("passwords")}</p>
        <ul className="mt-6 border-b border-rule">
          {people.map((person) => (
            <PersonRow key={person.accountId} person={person} kind={t(`kind.${person.kind}`)} action={t("be")} label={t("beNamed", { name: person.name })} />
          ))}
        </ul>
      </main>
    </div>
  );
}

interface PersonRowProps {
  person: DemoPerson;
  kind: string;
  action: string;
  label: string;
}

/** A form for each: signing in is a POST, so that no page fetched ahead does it. */
function PersonRow({ person, kind, action, label }: PersonRowProps) {
  return (
    <Row
      as="li"
      start={<Avatar name={person.name} />}
      title={person.name}
      note={`${kind} · ${person.email} · ${person.zone}`}
      end={
        <form method="post" action="/demo/sign-in">
          <input type="hidden" name="accountId" value={person.accountId} />
          <PlainButton type="submit" aria-label={label}>
            {action}
          </PlainButton>
        </form>
      }
    />
  );
}
