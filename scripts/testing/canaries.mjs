// After the browser tests, while their product still runs: whatever they typed about people (names, contacts,
// words) and every secret that was mailed is looked for where it must not be. See docs/specs/input.md, IN-9.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { say } from "../launch/print.mjs";
import { readJson } from "../launch/state.mjs";
import { findLeaks, tokensIn } from "./find-leaks.mjs";

/** What browser tests type that nobody else may read: places, numbers, a note, a summary, a reason, a password. */
const TYPED = [
  "Bahnhofstrasse 12",
  "+41 79 555 01 99",
  "Mitral leak, likely moderate now.",
  "Short of breath on the stairs for three weeks.",
  "Your heart valve leaks. It can be treated.",
  "Covering tonight for a colleague on leave",
  "nine slow boats at dawn",
];

async function secretsOf(client) {
  const rows = async (sql) => (await client.query(sql)).rows.map(({ word }) => word);
  const of = (kind, words) => [...new Set(words)].filter((word) => word.length >= 7).map((word) => ({ kind, word }));
  const mails = await rows("select text as word from mail_message");
  return [
    ...of("name", await rows("select family_name as word from patient where family_name ~ '^Z[a-z]{7}$'")),
    ...of("mail address", await rows("select email as word from patient where email is not null union select email from account")),
    ...of("telephone", await rows("select phone as word from patient where phone is not null")),
    ...of("token", mails.flatMap(tokensIn)),
    ...of("sentence", TYPED),
  ];
}

async function metricsOf({ ports }) {
  const texts = [];
  for (const [name, port] of [["metrics of web", ports.metrics], ["metrics of worker", ports.workerMetrics]]) {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    texts.push({ name, text: await response.text() });
  }
  return texts;
}

/** Pages and answers that somebody without rights gets for what they ask with a secret in it. */
async function errorsOf(url, secrets) {
  const some = secrets.filter(({ kind }) => kind !== "token").slice(0, 5);
  const texts = await Promise.all(
    some.map(async ({ word }) => {
      const answer = await fetch(`${url}/api/access/set-password`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token: word, password: word, [word]: 1 }) });
      return answer.text();
    }),
  );
  return [{ name: "answers to bad requests", text: texts.join("\n") }];
}

/** Columns that hold sealed or hashed values, as text, and the ids and payloads of jobs. */
async function columnsOf(client) {
  const { rows } = await client.query(
    "select table_name, column_name from information_schema.columns where table_schema = 'public' and (data_type = 'bytea' or column_name ~ '(hash|sealed|key)$')",
  );
  const sources = [];
  for (const { table_name: table, column_name: column } of rows) {
    const found = await client.query(`select coalesce(string_agg(case when pg_typeof("${column}") = 'bytea'::regtype then encode("${column}"::text::bytea, 'escape') else "${column}"::text end, E'\\n'), '') as text from "${table}"`);
    sources.push({ name: `column ${table}.${column}`, text: found.rows[0].text });
  }
  const audit = await client.query("select coalesce(string_agg(to_jsonb(e)::text, E'\\n'), '') as text from audit_entry e");
  const jobs = await client.query("select coalesce(string_agg(payload::text, E'\\n'), '') as text from graphile_worker._private_jobs");
  return [...sources, { name: "audit_entry", text: audit.rows[0].text }, { name: "waiting jobs", text: jobs.rows[0].text }];
}

/** The demo's mailbox is asked for by address; it is in no other build. */
function withoutMailbox(text) {
  return text.split("\n").map((line) => (line.includes("/demo/mail?to=") ? "" : line)).join("\n");
}

/** Counts as one test: passed if secrets were there to be found and none was. */
export async function scanForCanaries({ url, database, stateDir }) {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    const secrets = await secretsOf(client);
    const subjects = (await client.query("select string_agg(subject, E'\\n') as text from mail_message")).rows[0].text ?? "";
    const logs = readdirSync(join(stateDir, "logs")).map((file) => ({ name: file, text: withoutMailbox(readFileSync(join(stateDir, "logs", file), "utf8")) }));
    const run = readJson(join(stateDir, "run.json"));
    const sources = [...logs, { name: "subjects of mails", text: subjects }, ...(await metricsOf(run)), ...(await errorsOf(url, secrets)), ...(await columnsOf(client))];
    const blind = [
      ...["name", "mail address", "token"].filter((kind) => !secrets.some((secret) => secret.kind === kind)).map((kind) => `no ${kind} was planted`),
      ...["web.log", "worker.log", "requests.log"].filter((name) => !sources.some((source) => source.name === name && source.text.length > 0)).map((name) => `${name} is empty`),
    ];
    const leaks = findLeaks(sources, secrets);
    for (const { kind, source, line } of leaks) say(`  ✗ a ${kind} stands in ${source}, line ${line}`);
    for (const reason of blind) say(`  ✗ the scan saw too little: ${reason}`);
    const isFine = leaks.length === 0 && blind.length === 0;
    if (isFine) say(`  ✓ none of ${secrets.length} planted secrets stands in any of ${sources.length} places`);
    return { passed: isFine ? 1 : 0, failed: isFine ? 0 : 1, skipped: 0 };
  } finally {
    await client.end();
  }
}
