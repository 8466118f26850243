import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "./config";

const KEY = Buffer.alloc(32, 7).toString("base64");
const good = {
  NODE_ENV: "production",
  DATABASE_URL: "postgres://a:b@db/bedside",
  BEDSIDE_ORIGIN: "https://bedside.example.test",
  NEXTAUTH_SECRET: "s".repeat(40),
  BEDSIDE_KEK: KEY,
  BEDSIDE_AUDIT_KEY: KEY,
  BEDSIDE_CHECKPOINT_KEY: KEY,
  BEDSIDE_CHECKPOINT_DIR: "/checkpoints",
  SMTP_URL: "smtps://mail.example.test",
  MAIL_FROM: "Bedside <no-reply@example.test>",
} as const satisfies NodeJS.ProcessEnv;

function problemsOf(env: NodeJS.ProcessEnv, demo = false): readonly string[] {
  try {
    readConfig(env, demo);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}

describe("configuration", () => {
  it("takes a whole one, with keys as bytes", () => {
    const read = readConfig(good, false);
    expect(read.BEDSIDE_KEK).toHaveLength(32);
    expect(read.LIVEKIT_URL).toBeUndefined();
  });

  it("ACC-25: names every missing and wrong variable at once, and no value", () => {
    const problems = problemsOf({ NODE_ENV: "production", NEXTAUTH_SECRET: "hunter2", BEDSIDE_KEK: "c2hvcnQ=", LIVEKIT_URL: "http://x" });
    expect(problems.map((each) => each.split(":")[0]).sort()).toEqual(
      ["BEDSIDE_AUDIT_KEY", "BEDSIDE_CHECKPOINT_DIR", "BEDSIDE_CHECKPOINT_KEY", "BEDSIDE_KEK", "BEDSIDE_ORIGIN", "DATABASE_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET", "LIVEKIT_URL", "NEXTAUTH_SECRET", "SMTP_URL"].sort(),
    );
    expect(problems.join()).not.toContain("hunter2");
  });

  it("ACC-25: production refuses each demo secret; the demo takes them", () => {
    for (const name of ["NEXTAUTH_SECRET", "BEDSIDE_KEK", "BEDSIDE_AUDIT_KEY", "BEDSIDE_CHECKPOINT_KEY"] as const) {
      const env = { ...good, [name]: name === "NEXTAUTH_SECRET" ? `demo-${"x".repeat(40)}` : `demo-${KEY}` };
      expect(problemsOf(env)).toEqual([expect.stringContaining(`${name}: is a demo secret`)]);
      expect(problemsOf(env, true)).toEqual([]);
    }
  });

  it("wants a bare origin, and a sender with a relay", () => {
    expect(problemsOf({ ...good, BEDSIDE_ORIGIN: "https://bedside.example.test/x" })).toHaveLength(1);
    expect(problemsOf({ ...good, MAIL_FROM: "" })).toEqual([expect.stringContaining("MAIL_FROM")]);
  });

  it("AUD-10: checkpoints go to a folder or to a bucket of their own", () => {
    const bucket = { CHECKPOINT_S3_ENDPOINT: "https://objects.example.test", CHECKPOINT_S3_BUCKET: "checkpoints", CHECKPOINT_S3_ACCESS_KEY_ID: "a", CHECKPOINT_S3_SECRET_ACCESS_KEY: "b" };
    expect(problemsOf({ ...good, BEDSIDE_CHECKPOINT_DIR: "", ...bucket })).toEqual([]);
    expect(problemsOf({ ...good, ...bucket, CHECKPOINT_S3_BUCKET: "", CHECKPOINT_S3_SECRET_ACCESS_KEY: "" })).toEqual([
      expect.stringContaining("CHECKPOINT_S3_BUCKET: is missing"),
      expect.stringContaining("CHECKPOINT_S3_SECRET_ACCESS_KEY: is missing"),
    ]);
    const files = { S3_ENDPOINT: bucket.CHECKPOINT_S3_ENDPOINT, S3_BUCKET: "checkpoints", S3_ACCESS_KEY_ID: "a", S3_SECRET_ACCESS_KEY: "b" };
    expect(problemsOf({ ...good, ...bucket, ...files })).toEqual([expect.stringContaining("must be another than S3_BUCKET")]);
    expect(problemsOf({ ...good, ...bucket, ...files, S3_BUCKET: "files" })).toEqual([]);
  });
});
