// npm run pictures:keep: draws our own organs, each tool and the place of each condition under software graphics and keeps the pictures
// that tests/e2e/pictures.spec.ts compares with. Look at them before they are committed.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { keptOrders, KEPT_FOLDER, openPicturePage } from "../tests/support/organ-pictures";
import { BROWSER_FLAGS } from "./testing/browser-flags.mjs";
import { findChromium } from "./testing/chromium.mjs";

const browser = await chromium.launch({ executablePath: await findChromium(), args: BROWSER_FLAGS });
const page = await browser.newPage();
page.on("pageerror", (error) => console.error(error.message));
await openPicturePage(page);
mkdirSync(KEPT_FOLDER, { recursive: true });
let sum = 0;
for (const [name, order] of keptOrders()) {
  const drawn = await page.evaluate((each) => window.organPictures.draw(each), order);
  const bytes = Buffer.from(drawn.slice(drawn.indexOf(",") + 1), "base64");
  writeFileSync(join(KEPT_FOLDER, `${name}.webp`), bytes);
  sum += bytes.length;
  console.log(`${name}.webp ${bytes.length} bytes`);
}
console.log(`${sum} bytes in all`);
await browser.close();
