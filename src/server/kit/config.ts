import "server-only";
import { readFileSync } from "node:fs";
import { z } from "zod";

const DEMO_PREFIX = "demo-";

/** 32 bytes in base64, with or without the prefix that marks a demo secret. */
const key32 = z
  .string()
  .transform((text) => Buffer.from(text.startsWith(DEMO_PREFIX) ? text.slice(DEMO_PREFIX.length) : text, "base64"))
  .refine((bytes) => bytes.length === 32, "must be 32 bytes in base64");

const blankIsAbsent = (value: unknown) => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema.optional());
/** Several keys, parted by commas. */
const keys32 = optional(
  z
    .string()
    .transform((text) => text.split(",").map((each) => each.trim()))
    .pipe(z.array(key32)),
);
const commaList = z.string().transform((text) => text.split(",").map((each) => each.trim()).filter((each) => each !== ""));
const bucketName = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket");
const port = z.coerce.number().int().min(1).max(65535);

const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" }),
  BEDSIDE_ORIGIN: z
    .url({ protocol: /^https?$/, error: "must be an http(s) address" })
    .refine((text) => URL.canParse(text) && new URL(text).origin === text, "must be an origin without a path"),
  NEXTAUTH_SECRET: z.string().min(32, "must have 32 characters or more"),
  /** Wraps the data keys; may be left out where a key service does (BEDSIDE_KMS_URL). */
  BEDSIDE_KEK: optional(key32),
  /** Keys that only open: those in use before, or the one to come while processes are restarted in turn. */
  BEDSIDE_KEK_OLD: keys32,
  /** A key service with the interface of Vault's transit engine; it wraps, local keys then only open. */
  BEDSIDE_KMS_URL: optional(z.url({ protocol: /^https?$/, error: "must be an http(s) address" })),
  BEDSIDE_KMS_KEY: optional(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "must be the name of a key")),
  BEDSIDE_KMS_TOKEN: optional(z.string().min(8)),
  BEDSIDE_AUDIT_KEY: key32,
  /** Audit keys of before: entries and seals made with them still hold. */
  BEDSIDE_AUDIT_KEY_OLD: keys32,
  /** Seed of the Ed25519 key that signs the audit's checkpoints. */
  BEDSIDE_CHECKPOINT_KEY: optional(key32),
  /** Public keys (32 bytes, base64, parted by commas) of checkpoints that were signed with another key. */
  BEDSIDE_CHECKPOINT_PUBLIC: keys32,
  /** Folder outside the database that the checkpoints are written to. */
  BEDSIDE_CHECKPOINT_DIR: optional(z.string().min(1)),
  /** Or a bucket of anything that speaks S3, which goes before the folder: one of their own, with keys of its own. */
  CHECKPOINT_S3_ENDPOINT: optional(z.url({ protocol: /^https?$/, error: "must be an http(s) address" })),
  CHECKPOINT_S3_BUCKET: optional(bucketName),
  CHECKPOINT_S3_ACCESS_KEY_ID: optional(z.string()),
  CHECKPOINT_S3_SECRET_ACCESS_KEY: optional(z.string()),
  CHECKPOINT_S3_REGION: optional(z.string()),
  LIVEKIT_URL: optional(z.url({ protocol: /^wss?$/, error: "must be a ws:// or wss:// address" })),
  LIVEKIT_API_KEY: optional(z.string()),
  LIVEKIT_API_SECRET: optional(z.string()),
  BEDSIDE_METRICS_PORT: optional(port),
  /** Address that the metrics port binds to; loopback unless a private network must reach it. */
  BEDSIDE_METRICS_HOST: optional(z.string()),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/, error: "must be an smtp:// or smtps:// address" })),
  MAIL_FROM: optional(z.string().min(3)),
  /** An outside identity provider (OpenID Connect) that staff may sign in with. */
  OIDC_ISSUER: optional(
    z.url({ protocol: /^https?$/, error: "must be an https address" }).refine(
      (text) => text.startsWith("https:") || ["localhost", "127.0.0.1"].includes(new URL(text).hostname),
      "must be an https address",
    ),
  ),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  /** What the button says: "Sign in with …". */
  OIDC_NAME: optional(z.string().max(40)),
  /** Values of `amr` and `acr` by which the provider says that it asked for two factors: parted by commas. */
  OIDC_STRONG_AMR: optional(commaList),
  OIDC_STRONG_ACR: optional(commaList),
  /** Folder that the bytes of files lie in, sealed, where no object storage is named. */
  BEDSIDE_FILES_DIR: optional(z.string().min(1)),
  /** Object storage that speaks S3; all but the region are needed then. */
  S3_ENDPOINT: optional(z.url({ protocol: /^https?$/, error: "must be an http(s) address" })),
  S3_BUCKET: optional(bucketName),
  S3_ACCESS_KEY_ID: optional(z.string()),
  S3_SECRET_ACCESS_KEY: optional(z.string()),
  S3_REGION: optional(z.string()),
  /** A clamd that looks at every file before it is taken: tcp://host:3310. Where it is set and gives no verdict, nothing is taken. */
  CLAMD_URL: optional(z.url({ protocol: /^tcp$/, error: "must be a tcp:// address" })),
  /** Megabytes of files that one practice may keep. */
  BEDSIDE_PRACTICE_FILES_MB: optional(z.coerce.number().int().min(1)),
  /** Times what a person, an address and a practice may ask in a minute (`core/kit/call-rates`). */
  BEDSIDE_RATE_SCALE: optional(z.coerce.number().min(0.001).max(1_000)),
  /** Connections that one process may hold for its pool. */
  BEDSIDE_DB_POOL: optional(z.coerce.number().int().min(2).max(100)),
});

/** Everything that the server is told from outside, read once. */
export type Config = Readonly<z.output<typeof Environment>> & { readonly demo: boolean };

const SECRETS = ["NEXTAUTH_SECRET", "BEDSIDE_KEK", "BEDSIDE_AUDIT_KEY", "BEDSIDE_CHECKPOINT_KEY", "LIVEKIT_API_SECRET"] as const;

/** What may stand in a file instead, whose path `<name>_FILE` gives: as container platforms hand out secrets. */
const FROM_FILE = ["BEDSIDE_KEK", "BEDSIDE_KEK_OLD", "BEDSIDE_KMS_TOKEN", "BEDSIDE_AUDIT_KEY", "BEDSIDE_AUDIT_KEY_OLD", "BEDSIDE_CHECKPOINT_KEY", "S3_SECRET_ACCESS_KEY", "CHECKPOINT_S3_SECRET_ACCESS_KEY", "OIDC_CLIENT_SECRET"] as const;

/** The environment with what its `…_FILE` variables point at. */
function withFiles(env: NodeJS.ProcessEnv): { env: NodeJS.ProcessEnv; problems: string[] } {
  const filled = { ...env };
  const problems: string[] = [];
  for (const name of FROM_FILE) {
    const path = env[`${name}_FILE`];
    if (!path || env[name]) continue;
    try {
      filled[name] = readFileSync(path, "utf8").trim().split(/\s*\n\s*/).join(",");
    } catch {
      problems.push(`${name}_FILE: names a file that can't be read`);
    }
  }
  return { env: filled, problems };
}

/** Thrown at start: names every variable that is missing or wrong, and no value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((each) => `  - ${each}`).join("\n")}`);
  }
}

function bucketChecks(env: NodeJS.ProcessEnv, prefix: "" | "CHECKPOINT_"): string[] {
  if (!env[`${prefix}S3_ENDPOINT`]) return [];
  const needed = ["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"].map((name) => prefix + name);
  return needed.filter((name) => !env[name]).map((name) => `${name}: is missing, and ${prefix}S3_ENDPOINT is set`);
}

/** Rules that look at more than one variable. */
function crossChecks(env: NodeJS.ProcessEnv, demo: boolean): string[] {
  const problems: string[] = [];
  const production = env.NODE_ENV === "production";
  if (!demo && production) {
    for (const name of SECRETS) {
      if (env[name]?.startsWith(DEMO_PREFIX)) problems.push(`${name}: is a demo secret; production needs its own`);
    }
    if (!env.SMTP_URL) problems.push("SMTP_URL: is missing; only the demo build can do without mail");
    for (const name of ["BEDSIDE_CHECKPOINT_KEY", "BEDSIDE_CHECKPOINT_DIR"] as const) {
      // Whoever only verifies has the public half, and never the one that signs.
      const isGiven = env[name] || (name === "BEDSIDE_CHECKPOINT_DIR" && env.CHECKPOINT_S3_ENDPOINT) || (env.BEDSIDE_SERVICE === "audit-verify" && env.BEDSIDE_CHECKPOINT_PUBLIC);
      if (!isGiven) problems.push(`${name}: is missing; the audit's checkpoints need it`);
    }
    if (env.BEDSIDE_KMS_URL && !/^https:|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(env.BEDSIDE_KMS_URL)) {
      problems.push("BEDSIDE_KMS_URL: must be https, or this machine");
    }
  }
  if (!env.BEDSIDE_KEK && !env.BEDSIDE_KMS_URL) problems.push("BEDSIDE_KEK: is missing");
  if (env.BEDSIDE_KMS_URL && !env.BEDSIDE_KMS_TOKEN) problems.push("BEDSIDE_KMS_TOKEN: is missing, and BEDSIDE_KMS_URL is set");
  if (env.SMTP_URL && !env.MAIL_FROM) problems.push("MAIL_FROM: is missing, and SMTP_URL is set");
  if (env.LIVEKIT_URL) {
    for (const name of ["LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"] as const) {
      if (!env[name]) problems.push(`${name}: is missing, and LIVEKIT_URL is set`);
    }
  }
  problems.push(...bucketChecks(env, ""), ...bucketChecks(env, "CHECKPOINT_"));
  if (env.CHECKPOINT_S3_BUCKET && env.CHECKPOINT_S3_BUCKET === env.S3_BUCKET && env.CHECKPOINT_S3_ENDPOINT === env.S3_ENDPOINT) {
    problems.push("CHECKPOINT_S3_BUCKET: must be another than S3_BUCKET, where what belongs to no file is swept away");
  }
  if (env.OIDC_ISSUER) {
    for (const name of ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const) {
      if (!env[name]) problems.push(`${name}: is missing, and OIDC_ISSUER is set`);
    }
  }
  return problems;
}

/** Reads a configuration. Throws {@link ConfigError} with all problems at once. */
export function readConfig(given: NodeJS.ProcessEnv, demo: boolean): Config {
  const { env, problems: unread } = withFiles(given);
  const parsed = Environment.safeParse(env);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return env[name] === undefined || env[name] === "" ? `${name}: is missing` : `${name}: ${issue.message}`;
      });
  problems.push(...unread, ...crossChecks(env, demo));
  if (!parsed.success || problems.length > 0) throw new ConfigError([...new Set(problems)]);
  return { ...parsed.data, demo };
}

const held = globalThis as typeof globalThis & { bedsideConfig?: Config };

/** The configuration of this process; the first call reads it. Never called while building. */
export function config(): Config {
  // Next writes the build-time value of BEDSIDE_DEMO in here: a running process can't switch it on.
  return (held.bedsideConfig ??= readConfig(process.env, process.env.BEDSIDE_DEMO === "1"));
}
