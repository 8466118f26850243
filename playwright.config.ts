import { defineConfig } from "@playwright/test";
import { PATIENCE_MS } from "./tests/support/patience";
import { BROWSER_FLAGS, PAGE_FLAGS } from "./scripts/testing/browser-flags.mjs";

/**
 * Specs that need neither a room nor 3D and change nothing that another reads: `npm test` runs two of these files at
 * once. Whatever is not named here runs alone: rooms and 3D take both cores, and some specs change the practice itself.
 */
const PAGES = /e2e\/(audit|documents|files|finding|first-pages|home|keys|keys-ways|kit|links|models|own-account|patient-account|people|practice|retention)\.spec\.ts$/;

/** With a report it is a run of everything, which tries again what fails; the second try is the one that is recorded. */
const isWhole = process.env.BEDSIDE_TEST_REPORT !== undefined;

const chromium = (args: string[]) => ({ launchOptions: { executablePath: process.env.BEDSIDE_CHROMIUM || undefined, args } });

/**
 * Browser tests of the running product. `npm test -- e2e` starts one with a state folder of its own and
 * names its address here; to run against another, set BEDSIDE_TEST_URL.
 */
export default defineConfig({
  testDir: "tests",
  fullyParallel: false,
  workers: 1,
  timeout: 180_000,
  expect: { timeout: PATIENCE_MS, toPass: { intervals: [50, 100, 150, 250] } },
  forbidOnly: true,
  // Two pages with picture and 3D on two cores miss a beat now and then. A test that needed another try is
  // named at the end of the run (`flaky`): each is to be mended, none hides.
  retries: isWhole ? 1 : 0,
  outputDir: process.env.BEDSIDE_TEST_OUTPUT ?? "test-results",
  reporter: isWhole ? [["list"], ["json", { outputFile: process.env.BEDSIDE_TEST_REPORT }]] : [["list"]],
  use: {
    baseURL: process.env.BEDSIDE_TEST_URL ?? "http://localhost:3000",
    permissions: ["camera", "microphone"],
    actionTimeout: 20_000,
    navigationTimeout: 45_000,
    // Recording takes a fifth of all time, and more where 3D is drawn.
    trace: isWhole ? "on-first-retry" : "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "pages", testMatch: PAGES, use: chromium(PAGE_FLAGS) },
    { name: "e2e", testMatch: "e2e/**/*.spec.ts", testIgnore: PAGES, use: chromium(BROWSER_FLAGS) },
    { name: "xr", testMatch: "xr/**/*.spec.ts", use: chromium(BROWSER_FLAGS) },
  ],
});
