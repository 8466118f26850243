import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scratchPostgres } from "../../scripts/db/scratch.mjs";
import { findPort } from "../../scripts/launch/ports.mjs";

type Settings = Record<string, string> & { readonly NODE_ENV: "production" };

/** Settings as an operator gives them: secrets of one's own, a mail relay, no media server. */
function productionSettings(databaseUrl: string, port: number): Settings {
  const key = () => randomBytes(32).toString("base64");
  return {
    PATH: process.env.PATH ?? "",
    NODE_ENV: "production",
    HOSTNAME: "127.0.0.1",
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    BEDSIDE_ORIGIN: `http://localhost:${port}`,
    NEXTAUTH_URL: `http://localhost:${port}`,
    NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
    BEDSIDE_KEK: key(),
    BEDSIDE_AUDIT_KEY: key(),
    BEDSIDE_CHECKPOINT_KEY: key(),
    BEDSIDE_CHECKPOINT_DIR: mkdtempSync(join(tmpdir(), "bedside-checkpoints-")),
    SMTP_URL: "smtp://127.0.0.1:2525",
    MAIL_FROM: "Bedside <no-reply@clinic.example.test>",
  };
}

/** A program of the image, run as the image runs it, with what it said and how it ended. */
export class Program {
  output = "";
  readonly child: ChildProcess;
  readonly ended: Promise<number | string | null>;

  constructor(folder: string, file: string, env: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, [file], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on("data", (data) => (this.output += String(data)));
    this.ended = new Promise((done) => this.child.once("exit", (code, signal) => done(code ?? signal)));
  }
}

/** The build in a folder far from the checkout, so that nothing is found by accident, and an empty database. */
export async function productionPlace(build: string) {
  const folder = mkdtempSync(join(tmpdir(), "bedside-image-"));
  cpSync(build, folder, { recursive: true, verbatimSymlinks: true });
  const postgres = await scratchPostgres();
  const port: number = await findPort(3600);
  const settings = productionSettings(postgres.url, port);
  const migrate = () => spawnSync(process.execPath, ["migrate.mjs"], { cwd: folder, env: settings, encoding: "utf8" });
  const remove = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, port, settings, migrate, remove, url: `http://localhost:${port}` };
}
