import "server-only";
import { createTransport } from "nodemailer";
import { config, type Config } from "./config";
import { db } from "./db";
import type { MailDraft } from "./mail";

/** Sends a mail, or throws: the job is then tried again. `id` is the same on every try. */
export interface MailPort {
  send(draft: MailDraft, id: string): Promise<void>;
}

/** Hands mails to a relay. The message id is stable, so that a mail sent twice shows once. */
export function smtpMail(settings: Pick<Config, "SMTP_URL" | "MAIL_FROM" | "BEDSIDE_ORIGIN">): MailPort {
  const { SMTP_URL: url, MAIL_FROM: from } = settings;
  if (url === undefined || from === undefined) throw new Error("SMTP_URL and MAIL_FROM are needed to send mail");
  const transport = createTransport(url, { from, pool: true, maxConnections: 2 } as object);
  const host = new URL(settings.BEDSIDE_ORIGIN).hostname;
  return {
    send: async (draft, id) => {
      await transport.sendMail({
        from,
        to: draft.to,
        subject: draft.subject,
        text: draft.text,
        messageId: `<${id}@${host}>`,
        headers: { "Auto-Submitted": "auto-generated" },
      });
    },
  };
}

/** Keeps mails in a table that the demo's mailbox shows. The same id is kept once. */
export function capturedMail(): MailPort {
  return {
    send: async (draft, id) => {
      const { practiceId, to: recipient, subject, text } = draft;
      await db().mailMessage.createMany({
        data: [{ id, practiceId, recipient, subject, text, html: "" }],
        skipDuplicates: true,
      });
    },
  };
}

/** The port of this process. Only a demo build, and only without a relay, can keep mails instead of sending them. */
export function mailPort(): MailPort {
  if (process.env.BEDSIDE_DEMO === "1" && config().SMTP_URL === undefined) return capturedMail();
  return smtpMail(config());
}
