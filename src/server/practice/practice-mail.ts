import "server-only";
import { createFormatter } from "use-intl/core";
import { languageOf } from "@/core/practice/languages";
import { OFFERED_LANGUAGES } from "@/core/practice/settings";
import { fillTemplate, SUBJECT_MAX, type Placeholder, type TemplateKind } from "@/core/practice/templates";
import { FORMATS } from "@/i18n/formats";
import { intlLocale, isOfferedLocale } from "@/i18n/locales";
import type { Tx } from "../kit/db";
import { ourWords } from "./our-words";

/** What a mail says beside the practice's words. */
export type MailValues = Readonly<Partial<Record<Placeholder, string>>>;

/** Which mail, of which practice, in whose language. */
export interface MailQuestion {
  readonly practiceId: string;
  readonly kind: TemplateKind;
  /** The reader's language. */
  readonly locale: string;
}

/**
 * The language that a mail is written in: the reader's, where the practice offers it, else the practice's own
 * (PRC-11). Who is asked to work here reads the language that they were asked in.
 */
export async function mailLocale(tx: Tx, { practiceId, kind, locale }: MailQuestion): Promise<"en" | "es"> {
  const practice = await tx.practice.findUniqueOrThrow({ where: { id: practiceId }, select: { locale: true, locales: true } });
  const spoken = (tag: string) => OFFERED_LANGUAGES.find((each) => each === tag.split("-")[0]);
  const wished = spoken(locale);
  return (kind === "staff_invite" ? wished : undefined) ?? spoken(languageOf(practice, wished, [])) ?? "en";
}

/** A date and a time as mails say them, in a zone. */
export function mailMoment(atMs: number, zone: string, locale: string): { readonly date: string; readonly time: string } {
  const tag = isOfferedLocale(locale) ? intlLocale(locale) : "en-GB";
  const format = createFormatter({ locale: tag, timeZone: zone, formats: FORMATS });
  return { date: format.dateTime(new Date(atMs), "weekday"), time: format.dateTime(new Date(atMs), "time") };
}

/**
 * Writes a mail in the practice's own words where it has some, else in ours. The one place where templates are
 * read and filled (PRC-5). What fills a placeholder never makes a line or a header of its own.
 */
export async function practiceMail(tx: Tx, question: MailQuestion, values: MailValues): Promise<{ subject: string; text: string }> {
  const { practiceId, kind } = question;
  const locale = await mailLocale(tx, question);
  const own = await tx.textTemplate.findFirst({ where: { practiceId, kind, locale } });
  const words = own ?? ourWords(kind, locale);
  const subject = fillTemplate(words.subject, { practice: values.practice ?? "" });
  return { subject: subject.slice(0, SUBJECT_MAX), text: `${fillTemplate(words.body, values)}\n` };
}
