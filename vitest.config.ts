import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const alias = { "@": resolve(root, "src") };

/** Resolves "server-only" to its empty half, as in a server component. */
const onServer = { resolve: { conditions: ["react-server"] } };

/** Messages come compiled, as in next.config.ts; the translator is inlined so that the alias reaches it. */
const compiledMessages = {
  alias: { ...alias, "use-intl/format-message": "use-intl/format-message/format-only" },
  deps: { inline: [/use-intl/] },
};

export default defineConfig({
  test: {
    reporters: process.env.BEDSIDE_TEST_REPORT
      ? ["default", ["json", { outputFile: process.env.BEDSIDE_TEST_REPORT }]]
      : ["default"],
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["src/{core,room,components,xr,i18n,app}/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
          environment: "node",
          // Pure rules and drawing without a page: no file leaves anything for the next, so one worker runs them all.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias: compiledMessages.alias },
        ssr: onServer,
        test: {
          name: "server",
          include: ["src/server/**/*.test.ts"],
          environment: "node",
          testTimeout: 30_000,
          server: { deps: compiledMessages.deps },
        },
      },
      {
        resolve: { alias: compiledMessages.alias },
        ssr: onServer,
        test: {
          name: "contract",
          server: { deps: compiledMessages.deps },
          include: ["tests/contract/**/*.test.ts"],
          environment: "node",
          globalSetup: ["tests/support/start-postgres.ts"],
          setupFiles: ["tests/support/use-database.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          // use-database.ts begins each file with what the server holds forgotten; importing the server anew for each took a quarter of the time.
          isolate: false,
        },
      },
      {
        resolve: { alias },
        test: { name: "arch", include: ["tests/arch/**/*.test.ts"], environment: "node", testTimeout: 120_000, hookTimeout: 120_000 },
      },
      {
        resolve: { alias },
        test: {
          name: "build",
          include: ["tests/build/**/*.test.ts"],
          environment: "node",
          globalSetup: ["tests/support/build-production.ts"],
          // Each file starts a product of its own, on ports that it looks for.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 600_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "launch",
          include: ["tests/launch/**/*.test.ts"],
          environment: "node",
          globalSetup: ["tests/support/build-once.ts"],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
