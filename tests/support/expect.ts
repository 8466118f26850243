import { expect as judge } from "@playwright/test";

/** After so long what is waited for is looked at again, milliseconds; then always after the last. Playwright's own way looks once a second. */
const LOOKS_MS = [50, 100, 150, 250];

/** Playwright's `expect`, which notices sooner that what it waits for has come. */
export const expect = judge.configure({});
const { poll } = expect;
expect.poll = (actual, how) => poll(actual, { intervals: LOOKS_MS, ...(typeof how === "string" ? { message: how } : how) });
