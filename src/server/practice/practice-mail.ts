import "server-only";
import { createFormatter } from "use-intl/core";
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
  /** The reader's language; one that we don't speak gives way to `otherwise`. */
  readonly locale: string;
  /** The practice's own language. */
  readonly otherwise?: string;
}

/** The language that a mail is written in. */
export function mailLocale({ locale, otherwise = "en" }: Pick<MailQuestion, "locale" | "otherwise">): "en" | "es" {
  const spoken = (tag: string) => OFFERED_LANGUAGES.find((each) => each === tag.split("-")[0]);
  return spoken(locale) ?? spoken(otherwise) ?? "en";
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
  const locale = mailLocale(question);
  const own = await tx.textTemplate.findFirst({ where: { practiceId, kind, locale } });
  const words = own ?? ourWords(kind, locale);
  const subject = fillTemplate(words.subject, { practice: values.practice ?? "" });
  return { subject: subject.slice(0, SUBJECT_MAX), text: `${fillTemplate(words.body, values)}\n` };
}
