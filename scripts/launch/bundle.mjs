import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./state.mjs";

// Native programs cannot be bundled, and a worker has no pages to render.
const external = ["@node-rs/argon2", "pg-native", "next", "next/*", "next-auth", "next-auth/*", "next-intl", "next-intl/*", "pino", "esbuild", "typescript"];

const options = (entry, outfile, { demo, dev = false }) => ({
  entryPoints: [join(root, entry)],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: true,
  logLevel: "silent",
  absWorkingDir: root,
  tsconfig: join(root, "tsconfig.json"),
  external,
  alias: {
    "server-only": join(root, "scripts/launch/empty.mjs"),
    // As in next.config.ts: messages come compiled.
    "use-intl/format-message": "use-intl/format-message/format-only",
  },
  define: {
    "process.env.BEDSIDE_DEMO": JSON.stringify(demo ? "1" : ""),
    ...(dev ? {} : { "process.env.NODE_ENV": '"production"' }),
  },
  banner: {
    js: "import { createRequire as bedsideCreateRequire } from 'node:module'; const require = bedsideCreateRequire(import.meta.url);",
  },
});

export const entries = {
  server: "scripts/web/serve-entry.mjs",
  worker: "src/server/worker.ts",
  seed: "prisma/seed/main.ts",
  migrate: "scripts/db/migrate-entry.mjs",
  "audit-verify": "src/server/audit-verify.ts",
  "keys-rotate": "src/server/keys-rotate.ts",
  "practice-create": "src/server/practice-create.ts",
  "make-backup": "src/server/make-backup.ts",
};

export const hasEntry = (name) => existsSync(join(root, entries[name]));

/** Bundles one of the programs that run beside the web process into a single file. */
export async function bundle(name, outfile, settings) {
  const { build } = await import("esbuild");
  await build(options(entries[name], outfile, settings));
}

/** Bundles again on every change, for development; `onBuilt` gets the errors, if any. */
export async function watchBundle(name, outfile, settings, onBuilt) {
  const { context } = await import("esbuild");
  const tell = { name: "tell", setup: (build) => build.onEnd((result) => onBuilt(result.errors)) };
  const watching = await context({ ...options(entries[name], outfile, { ...settings, dev: true }), plugins: [tell] });
  await watching.watch();
  return watching;
}
