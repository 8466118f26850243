import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { engineConnection } from "./engine-connection.mjs";
import { readMigrations } from "./migrate.mjs";

const require = createRequire(import.meta.url);

// Once a process: the engine's glue holds one instance.
let loaded = null;
const engineClass = () => (loaded ??= loadEngine());

/** Loads the engine by hand: its own entry imports .wasm as a module, which Node 20 doesn't know. */
async function loadEngine() {
  const folder = dirname(require.resolve("@prisma/schema-engine-wasm"));
  const glue = await import(pathToFileURL(join(folder, "schema_engine_bg.js")).href);
  const compiled = await WebAssembly.compile(readFileSync(join(folder, "schema_engine_bg.wasm")));
  const { exports } = await WebAssembly.instantiate(compiled, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return glue.SchemaEngine;
}

const schemaFiles = (dir) =>
  readdirSync(dir, { recursive: true })
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => ({ path: join(dir, name), content: readFileSync(join(dir, name), "utf8") }));

const migrationList = (folder) => ({
  baseDir: folder,
  lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
  shadowDbInitScript: "",
  migrationDirectories: readMigrations(folder).map(({ name, sql }) => ({
    path: name,
    migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
  })),
});

/**
 * The SQL that leads from what the migrations make to what the schema says; empty when they agree.
 * `shadowUrl` names an empty database to replay the migrations on. What the schema language cannot
 * say (exclusion, checks, triggers) is no difference.
 */
export async function missingSql({ schemaDir, migrationsDir, shadowUrl }) {
  const SchemaEngine = await engineClass();
  const files = schemaFiles(schemaDir);
  const opened = [];
  const open = async () => {
    opened.push(await engineConnection(shadowUrl));
    return opened.at(-1);
  };
  const factory = {
    provider: "postgres",
    adapterName: "bedside-engine-connection",
    connect: () => open(),
    connectToShadowDb: () => open(),
  };
  const datamodels = files.map(({ path, content }) => [path, content]);
  const engine = await SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
  try {
    const { stdout } = await engine.diff({
      from: { tag: "migrations", ...migrationList(migrationsDir) },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
      shadowDatabaseUrl: shadowUrl,
    });
    const sql = (stdout ?? "").trim();
    return /^(-- This is an empty migration\.)?$/.test(sql) ? "" : sql;
  } finally {
    engine.free();
    // The engine lets go of its connections without closing them.
    await Promise.all(opened.map((one) => one.dispose()));
  }
}
