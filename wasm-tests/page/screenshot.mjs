/** The picture in the README: the page with one of its examples, as built now. */

import { chromium } from "playwright-core";
import { isDrawn } from "./drawn.mjs";

const [, , file] = process.argv;
const example = "environment-instead-of-branch";

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", "--font-render-hinting=none"],
});
const page = await browser.newPage({
  viewport: { width: 1280, height: 800 },
  colorScheme: "light",
  reducedMotion: "reduce",
  locale: "en-GB",
  timezoneId: "UTC",
});
await page.goto(`${process.env.ASSUMABLE_SITE}/#example=${example}`);
await page.waitForFunction(isDrawn);
await page.getByText("Not authorized to perform sts:AssumeRoleWithWebIdentity").first().waitFor();
await page.screenshot({ path: file });
await browser.close();
console.log(`made ${file}`);
