// Makes the pictures of docs/review from the bundled example: `node screenshots.js ADDRESS FOLDER`, ADDRESS as `sitrep serve`
// prints it.
import { join } from "node:path";
import { chromium } from "@playwright/test";

const [address, folder] = process.argv.slice(2);
const base = address.split("/?")[0];
const SIZES = {
  "": { viewport: { width: 1280, height: 800 } },
  "-phone": { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 },
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const [suffix, options] of Object.entries(SIZES)) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const shoot = (name) => page.screenshot({ path: join(folder, `${name}${suffix}.png`) });
  await page.goto(address);
  await shoot("overview");
  await page.goto(`${base}/?sort=weight`);
  await page.locator(".card h2 a").first().click();
  await page.waitForLoadState("load");
  await shoot("event");
  await page.locator("#claims li").first().getByRole("link", { name: "judge or correct" }).click();
  await page.waitForLoadState("load");
  await shoot("claim");
  for (const [name, list] of [
    ["place", "/places?q=Marawi"],
    ["document", "/documents"],
    ["actor", "/actors"],
  ]) {
    await page.goto(base + list);
    await page.locator("table.list td a").first().click();
    await page.waitForLoadState("load");
    await shoot(name);
  }
  await page.goto(`${base}/work`);
  await shoot("work");
  await page.goto(`${base}/decisions`);
  await shoot("decisions");
  await context.close();
}
await browser.close();
