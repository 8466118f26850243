import "server-only";
import { createInterface } from "node:readline/promises";
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { FirstPracticeInput } from "@/core/practice/first-run";
import { writeAudit } from "./audit/write-audit";
import { config, ConfigError } from "./kit/config";
import { closeDb, db } from "./kit/db";
import { safeError } from "./kit/logger";
import { queueMail } from "./kit/write-context";
import { createPractice, isSetUpOpen } from "./practice/first-run";
import { practiceMail } from "./practice/practice-mail";

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const USAGE = `Makes the first practice and its admin.

  --practice <name>     what patients read
  --zone <zone>         such as Europe/Zurich
  --locale en|es        language of the practice
  --emergency <number>  the local number for emergencies, such as 112
  --admin <name>        who runs it
  --email <address>     theirs; the link to set a password is mailed there and printed
  --another             make one although there is one already

What is missing is asked for, where somebody can answer.`;

const QUESTIONS = [
  ["practice", "Name of the practice"],
  ["zone", "Time zone (such as Europe/Zurich)"],
  ["locale", "Language (en or es)"],
  ["emergency", "Number for emergencies (such as 112)"],
  ["admin", "Your name"],
  ["email", "Your mail address"],
] as const;

type Field = (typeof QUESTIONS)[number][0];

const NAMES: Readonly<Record<string, string>> = { emergencyNumber: "emergency" };
const WRONG: Readonly<Record<Field, string>> = {
  practice: "is a name in letters",
  zone: "is the name of a time zone, such as Europe/Zurich",
  locale: "is en or es",
  emergency: "has 2 to 6 digits",
  admin: "is a name in letters",
  email: "is a mail address",
};

async function ask(given: Partial<Record<Field, string>>): Promise<Partial<Record<Field, string>>> {
  const missing = QUESTIONS.filter(([field]) => given[field] === undefined);
  if (missing.length === 0 || !process.stdin.isTTY) return given;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answers = { ...given };
  for (const [field, question] of missing) answers[field] = (await lines.question(`${question}: `)).trim();
  lines.close();
  return answers;
}

/** Exit 0: made; 1: not made, and why; 2: it could not be tried. */
async function main(): Promise<number> {
  const option = { type: "string" } as const;
  const { values } = parseArgs({
    options: { practice: option, zone: option, locale: option, emergency: option, admin: option, email: option, another: { type: "boolean" }, help: { type: "boolean" } },
  });
  const { another, help, ...given } = values;
  if (help === true) {
    say(USAGE);
    return 0;
  }
  if (another !== true && !(await isSetUpOpen())) {
    say("There is a practice already. With --another this makes one more.");
    return 1;
  }
  const { emergency, ...answers } = await ask(given);
  const input = FirstPracticeInput.safeParse({ ...answers, emergencyNumber: emergency });
  if (!input.success) {
    const wrong = new Set(input.error.issues.map(({ path }) => NAMES[String(path[0])] ?? String(path[0])));
    for (const [field] of QUESTIONS) if (wrong.has(field)) say(`--${field} ${WRONG[field]}`);
    return 1;
  }
  return make(input.data);
}

async function make(input: FirstPracticeInput): Promise<number> {
  const nowMs = Date.now();
  if ((await db().account.count({ where: { email: input.email } })) > 0) {
    say("Somebody signs in with this address already.");
    return 1;
  }
  const mails = config().SMTP_URL !== undefined || config().demo;
  const link = await db().$transaction(async (tx) => {
    const made = await createPractice(tx, input, nowMs);
    await writeAudit(tx, {
      practiceId: made.practiceId,
      atMs: nowMs,
      actorKind: "system",
      actorId: null,
      action: "practice.set_up",
      subjectType: "practice",
      subjectId: made.practiceId,
      patientId: null,
      outcome: "done",
      code: null,
      requestId: randomUUID(),
    });
    const values = { name: input.admin, practice: input.practice, link: made.link, days: "7" };
    const words = await practiceMail(tx, { practiceId: made.practiceId, kind: "staff_invite", locale: input.locale }, values);
    if (mails) await queueMail(tx, { practiceId: made.practiceId, to: input.email, ...words });
    return made.link;
  });
  say(`${input.practice} is there. ${input.admin} sets a password here, once, within 7 days:\n\n  ${link}\n`);
  if (mails) say(`The same link goes to ${input.email}.`);
  return 0;
}

main()
  .catch((error: unknown) => {
    const isUsage = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
    process.stderr.write(error instanceof ConfigError || isUsage ? `${error.message}\n` : `${JSON.stringify({ event: "practice.create", err: safeError(error) })}\n`);
    return 2;
  })
  .then(async (code) => {
    await closeDb();
    process.exitCode = code;
  });
