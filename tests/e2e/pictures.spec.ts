import { readFileSync } from "node:fs";
import { join } from "node:path";
import { keptOrders, KEPT_FOLDER, openPicturePage } from "../support/organ-pictures";
import { expect, test } from "../support/test";

/** So many squares of 1,600 may be others: edges that another version of the software graphics draws a pixel aside. */
const MOST_SQUARES = 6;

/** A small part of each organ, without which its picture has to be another. */
const LOST: Readonly<Record<string, string>> = { heart: "right-coronary-artery", knee: "fibula", kidney: "renal-artery", "lumbar-spine": "l4-nerve-root-left", body: "left-arm" };

test("each own organ and each tool looks as it was kept, and a part that is lost would show", async ({ page }) => {
  test.setTimeout(180_000);
  await openPicturePage(page);
  const keptAs = (name: string): string => `data:image/webp;base64,${readFileSync(join(KEPT_FOLDER, `${name}.webp`)).toString("base64")}`;
  const differ = (one: string, other: string) => page.evaluate(([a, b]) => window.organPictures.compare(a, b), [one, other] as const);
  for (const [name, order] of keptOrders()) {
    const kept = keptAs(name);
    const drawn = await page.evaluate((each) => window.organPictures.draw(each), order);
    expect((await differ(kept, drawn)).squares, `${name}: if it is meant to look otherwise now, npm run pictures:keep, and look at what it wrote`).toBeLessThanOrEqual(MOST_SQUARES);
    if (order.tool !== "none") expect((await differ(drawn, keptAs(order.model.id))).squares, `${name} shows what the tool does`).toBeGreaterThan(MOST_SQUARES);
    const lost = LOST[name];
    if (lost === undefined) continue;
    const without = await page.evaluate((each) => window.organPictures.draw(each), { ...order, without: lost });
    expect((await differ(kept, without)).squares, `${name} without its ${lost}`).toBeGreaterThan(MOST_SQUARES);
  }
});
