import "server-only";
import { z } from "zod";

const DEMO_PREFIX = "demo-";

/** 32 bytes in base64, with or without the prefix that marks a demo secret. */
const key32 = z
  .string()
  .transform((text) => Buffer.from(text.startsWith(DEMO_PREFIX) ? text.slice(DEMO_PREFIX.length) : text, "base64"))
  .refine((bytes) => bytes.length === 32, "must be 32 bytes in base64");

const blankIsAbsent = (value: unknown) => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema.optional());
const port = z.coerce.number().int().min(1).max(65535);

const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" }),
  BEDSIDE_ORIGIN: z
    .url({ protocol: /^https?$/, error: "must be an http(s) address" })
    .refine((text) => URL.canParse(text) && new URL(text).origin === text, "must be an origin without a path"),
  NEXTAUTH_SECRET: z.string().min(32, "must have 32 characters or more"),
  BEDSIDE_KEK: key32,
  /** Keys that were in use before, oldest rows still open with them: base64, parted by commas. */
  BEDSIDE_KEK_OLD: optional(
    z
      .string()
      .transform((text) => text.split(",").map((each) => each.trim()))
      .pipe(z.array(key32)),
  ),
  BEDSIDE_AUDIT_KEY: key32,
  LIVEKIT_URL: optional(z.url({ protocol: /^wss?$/, error: "must be a ws:// or wss:// address" })),
  LIVEKIT_API_KEY: optional(z.string()),
  LIVEKIT_API_SECRET: optional(z.string()),
  BEDSIDE_METRICS_PORT: optional(port),
  /** Address that the metrics port binds to; loopback unless a private network must reach it. */
  BEDSIDE_METRICS_HOST: optional(z.string()),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/, error: "must be an smtp:// or smtps:// address" })),
  MAIL_FROM: optional(z.string().min(3)),
  /** Connections that one process may hold for its pool. */
  BEDSIDE_DB_POOL: optional(z.coerce.number().int().min(2).max(100)),
});

/** Everything that the server is told from outside, read once. */
export type Config = Readonly<z.output<typeof Environment>> & { readonly demo: boolean };

const SECRETS = ["NEXTAUTH_SECRET", "BEDSIDE_KEK", "BEDSIDE_AUDIT_KEY", "LIVEKIT_API_SECRET"] as const;

/** Thrown at start: names every variable that is missing or wrong, and no value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((each) => `  - ${each}`).join("\n")}`);
  }
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
  }
  if (env.SMTP_URL && !env.MAIL_FROM) problems.push("MAIL_FROM: is missing, and SMTP_URL is set");
  if (env.LIVEKIT_URL) {
    for (const name of ["LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"] as const) {
      if (!env[name]) problems.push(`${name}: is missing, and LIVEKIT_URL is set`);
    }
  }
  return problems;
}

/** Reads a configuration. Throws {@link ConfigError} with all problems at once. */
export function readConfig(env: NodeJS.ProcessEnv, demo: boolean): Config {
  const parsed = Environment.safeParse(env);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return env[name] === undefined || env[name] === "" ? `${name}: is missing` : `${name}: ${issue.message}`;
      });
  problems.push(...crossChecks(env, demo));
  if (!parsed.success || problems.length > 0) throw new ConfigError([...new Set(problems)]);
  return { ...parsed.data, demo };
}

const held = globalThis as typeof globalThis & { bedsideConfig?: Config };

/** The configuration of this process; the first call reads it. Never called while building. */
export function config(): Config {
  // Next writes the build-time value of BEDSIDE_DEMO in here: a running process can't switch it on.
  return (held.bedsideConfig ??= readConfig(process.env, process.env.BEDSIDE_DEMO === "1"));
}
