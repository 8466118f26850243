import { test as base } from "@playwright/test";

export { expect } from "./expect";

/**
 * Playwright's `test`, which closes what a test opened by hand: a room that stays open goes on sending
 * picture and drawing 3D, and slows every test after it.
 */
export const test = base.extend<{ closesContexts: undefined }>({
  closesContexts: [
    async ({ browser }, use) => {
      await use(undefined);
      for (const context of browser.contexts()) await context.close();
    },
    { auto: true },
  ],
});
