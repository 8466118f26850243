import "server-only";
import { randomUUID } from "node:crypto";
import { evaluate, verbsOn } from "@/core/access/policy";
import { FIELD_RULES, withhold } from "@/core/access/fields";
import { POLICY } from "@/core/access/grants";
import type { CookieChange, ReadContext, WriteContext } from "./context";
import type { Tx } from "./db";
import { emit } from "./emit";
import { addJob } from "./jobs";
import { MailDraft } from "./mail";
import { notify } from "./notify";
import type { Call } from "./operation";
import { sealForPractice } from "./sealing";

/** Builds what a query runs with. */
export function readContext(tx: Tx, call: Call): ReadContext {
  return {
    tx,
    actor: call.actor,
    nowMs: call.nowMs,
    requestId: call.requestId,
    verbs: (resource, facts) => verbsOn(POLICY, call.actor, resource, facts),
    shown: (fields, facts, view) => withhold(FIELD_RULES, call.actor, facts, fields, view),
    may: (resource, verb, facts) => evaluate(POLICY, call.actor, resource, verb, facts).allowed,
    cookie: call.cookie,
  };
}

/** Where a waiting mail is sealed to. */
export function mailPlace(mailId: string) {
  return { table: "mail_job", row: mailId, field: "draft" };
}

/** Has the worker send a mail, if and only if the transaction commits. */
export async function queueMail(tx: Tx, draft: MailDraft): Promise<void> {
  const checked = MailDraft.parse(draft);
  const mailId = randomUUID();
  const sealed = await sealForPractice(checked.practiceId, mailPlace(mailId), JSON.stringify(checked));
  await addJob(tx, "mail", {
    mailId,
    practiceId: checked.practiceId,
    sealed: Buffer.from(sealed).toString("base64"),
  });
}

/** Builds what a command runs with; `cookies` collects what it sets. */
export function writeContext(tx: Tx, call: Call, cookies: CookieChange[]): WriteContext {
  return {
    ...readContext(tx, call),
    ids: () => randomUUID(),
    emit: (topic, ids) => emit(tx, topic, ids),
    enqueue: (job, payload, options) => addJob(tx, job, payload, options),
    notify: (accountIds, kind, subject) => notify(tx, call.nowMs, accountIds, kind, subject),
    mail: (draft) => queueMail(tx, draft),
    setCookie: (change) => {
      cookies.push(change);
    },
  };
}
