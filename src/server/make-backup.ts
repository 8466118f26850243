import "server-only";
import { parseArgs } from "node:util";
import { BackupError, type Secret } from "./backup/manifest";
import { writeBackup } from "./backup/write-backup";
import { verifyBackup } from "./backup/verify-backup";
import { restoreBackup } from "./backup/restore-backup";
import { ConfigError } from "./kit/config";
import { safeError } from "./kit/logger";

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** With what the backup is sealed: BEDSIDE_BACKUP_KEY (32 bytes, base64) or BEDSIDE_BACKUP_PASSPHRASE; `--plain` says that it shall not be. */
function secretOf(env: NodeJS.ProcessEnv, plain: boolean): Secret {
  const { BEDSIDE_BACKUP_KEY: key, BEDSIDE_BACKUP_PASSPHRASE: passphrase } = env;
  if (plain) return { kind: "none" };
  if (key) {
    const bytes = Buffer.from(key, "base64");
    if (bytes.length !== 32) throw new BackupError("BEDSIDE_BACKUP_KEY must be 32 bytes in base64");
    return { kind: "key", key: bytes };
  }
  if (!passphrase) throw new BackupError("set BEDSIDE_BACKUP_PASSPHRASE or BEDSIDE_BACKUP_KEY, or say --plain: names and times would lie there to be read");
  if (passphrase.length < 12) throw new BackupError("the passphrase needs 12 characters or more");
  return { kind: "passphrase", text: passphrase };
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { to: { type: "string", default: "backups" }, plain: { type: "boolean", default: false }, "with-keys": { type: "boolean", default: false } },
  });
  const [verb = "", folder = ""] = positionals;
  const secret = secretOf(process.env, values.plain);
  const fromMs = performance.now();
  const minutes = () => `${((performance.now() - fromMs) / 60_000).toFixed(1)} minutes`;
  if (verb === "backup") {
    const withKeys = values["with-keys"];
    const made = await writeBackup({ to: values.to, secret, withKeys, nowMs: Date.now(), say });
    say(withKeys ? "The keys of this installation are in it: whoever has it and its passphrase can read everything." : "The key-encryption key is NOT in it: keep BEDSIDE_KEK and BEDSIDE_AUDIT_KEY elsewhere, or nothing sealed can be read again.");
    process.stdout.write(`${made.folder}\n${made.manifest.files.length} parts, read back and whole, in ${minutes()}\n`);
  } else if (verb === "verify") {
    const { manifest } = await verifyBackup(folder, secret);
    process.stdout.write(`whole: ${manifest.files.length} parts of ${new Date(manifest.madeAtMs).toISOString()}\n`);
  } else if (verb === "restore") {
    const { rows, files } = await restoreBackup(folder, secret, say);
    process.stdout.write(`restored ${rows} rows and ${files} files in ${minutes()}\n`);
  } else throw new BackupError("say backup, verify or restore");
}

main().catch((error: unknown) => {
  const isTold = error instanceof BackupError || error instanceof ConfigError;
  say(isTold ? error.message : JSON.stringify({ event: "backup", err: safeError(error) }));
  process.exitCode = 1;
});
