import type { Locator, Page } from "@playwright/test";

/** A model's row in the practice's list. */
export const modelRow = (page: Page, name: string): Locator => page.getByRole("list", { name: "The models of your practice" }).getByRole("listitem").filter({ hasText: name });
