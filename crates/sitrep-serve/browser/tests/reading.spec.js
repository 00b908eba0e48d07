// Finding one's way: filters in the address, keys, the three panes together, without a script, on a phone.
import { join } from "node:path";
import { expect, test } from "./site.js";

test("the token is asked for, and stays out of the address", async ({ site, page }) => {
  const answer = await page.goto(site.url("/"));
  expect(answer.status()).toBe(403);
  await expect(page.locator("body")).toContainText("The token is missing");
  await page.goto(site.address);
  expect(page.url()).toBe(site.url("/"));
  await expect(page.locator(".card").first()).toBeVisible();
});

test("filters stand in the address and can be dropped one by one", async ({ site, page }) => {
  await page.goto(site.address);
  const all = await page.locator(".count b").textContent();
  await page.fill('input[name="place"]', "Marawi");
  await page.fill('input[name="from"]', "2017-05");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/\?from=2017-05&place=Marawi$/);
  const some = Number(await page.locator(".count b").textContent());
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(Number(all));
  await page.getByTitle("Drop this filter").first().click();
  await expect(page).toHaveURL(/\?place=Marawi$/);
  await page.goto(site.url("/?from=yesterday"));
  await expect(page.getByRole("alert")).toContainText("is not a day");
});

test("map, timeline and cards light up together, and lead to one another", async ({ site, page }) => {
  await page.goto(site.address);
  const card = page.locator(".card[data-spot]").first();
  await card.hover();
  await expect(page.locator(".spot.lit")).toHaveCount(1);
  await expect(page.locator(".rows a.lit")).toHaveCount(1);
  await page.locator(".spot").first().hover();
  expect(await page.locator(".card.lit").count()).toBeGreaterThan(0);
  await page.locator(".histogram a").last().click({ force: true });
  await expect(page).toHaveURL(/from=.*to=/);
});

test("the map is moved by links, keys and the wheel, and its window stands in the address", async ({ site, page }) => {
  await page.goto(site.address);
  const before = await page.locator(".mapframe").getAttribute("data-box");
  await page.getByRole("link", { name: "Zoom in" }).click();
  await expect(page).toHaveURL(/box=/);
  await expect(page.locator(".mapframe")).not.toHaveAttribute("data-box", before);
  const nearer = await page.locator(".mapframe").getAttribute("data-box");
  await page.keyboard.press("m");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(".mapframe")).not.toHaveAttribute("data-box", nearer);
  await page.locator("svg.map").hover();
  const moved = await page.locator(".mapframe").getAttribute("data-box");
  await page.mouse.wheel(0, 300);
  await expect(page.locator(".mapframe")).not.toHaveAttribute("data-box", moved);
});

test("keys lead through the cards, to the pages and to the help", async ({ site, page }) => {
  await page.goto(site.address);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  const title = await page.evaluate(() => document.activeElement.textContent);
  expect(title).toBe(await page.locator(".card h2").first().textContent());
  await page.keyboard.press("Enter");
  await expect(page.locator("h1")).toHaveText(title);
  await page.keyboard.press("n");
  await expect(page.locator("h1")).not.toHaveText(title);
  await page.keyboard.press("w");
  await page.waitForURL(/\/work$/, { waitUntil: "load" });
  await page.keyboard.press("?");
  await expect(page.locator("#help")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await page.waitForURL(site.url("/"), { waitUntil: "load" });
  await page.keyboard.press("/");
  await page.keyboard.type("troops");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=troops/);
});

test("everything is there without a script", async ({ site, browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.address);
  await page.locator(".card h2 a").first().click();
  await expect(page.locator("#fields tr")).not.toHaveCount(0);
  await expect(page.locator(".evidence").first()).toBeVisible();
  await expect(page.locator("#decide-review form")).toBeVisible();
  await page.goto(site.url("/"));
  await page.getByRole("link", { name: "Zoom in" }).click();
  await expect(page).toHaveURL(/box=/);
  await context.close();
});

for (const scheme of ["light", "dark"]) {
  test(`pages fit a phone, ${scheme}, and nothing is loaded from elsewhere`, async ({ site, browser }) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme: scheme });
    const page = await context.newPage();
    const foreign = [];
    const complaints = [];
    page.on("request", (request) => request.url().startsWith(site.base) || foreign.push(request.url()));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.goto(site.address);
    const links = await page
      .locator(".card h2 a")
      .evaluateAll((all) => all.slice(0, 4).map((link) => link.getAttribute("href")));
    const lists = ["/documents", "/places", "/actors"];
    const inner = [];
    for (const list of lists) {
      await page.goto(site.url(list));
      inner.push(await page.locator("table.list td a").first().getAttribute("href"));
    }
    for (const path of ["/", "/work", "/contradictions", "/decisions", ...lists, ...inner, ...links]) {
      await page.goto(site.url(path));
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `${path} is wider than the phone`).toBeLessThanOrEqual(0);
    }
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test("a report shows every layer that was read from it, each of which can be hidden without a script", async ({
  browser,
  site,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.address);
  const [told] = site.record().documents;
  await page.goto(site.url(`/document/${encodeURIComponent(told.id)}`));
  for (const layer of ["event", "actor", "place", "time", "source", "cue", "content"]) {
    await expect(page.locator(`#layer-${layer}`)).toBeChecked();
    expect(await page.locator(`.annotated mark.${layer}`).count()).toBeGreaterThan(0);
  }
  const ground = () =>
    page
      .locator(".annotated mark.time")
      .first()
      .evaluate((mark) => getComputedStyle(mark).backgroundColor);
  const shown = await ground();
  await page.locator("#layer-time").uncheck();
  expect(await ground()).not.toBe(shown);
  await context.close();
});

test("hostile titles and texts stay words", async ({ empty, page }) => {
  const bad = [
    `<script>window.owned = 1</script>`,
    `"><img src=x onerror="window.owned=2">`,
    `javascript:window.owned=3`,
  ];
  empty.report(
    "bad.html",
    `<html><head><title>&lt;script&gt;window.owned=1&lt;/script&gt; Army takes town</title>
     <meta property="og:site_name" content="&quot;&gt;&lt;img src=x onerror=window.owned=2&gt;">
     <link rel="canonical" href="javascript:window.owned=3"></head><body><article>
     <p>Rebels of the &lt;svg onload=window.owned=4&gt; Front captured the &lt;b&gt;Mosul&lt;/b&gt; museum on 7 March 2017, a
     spokesman for &lt;/td&gt;&lt;script&gt;window.owned=5&lt;/script&gt; said.</p>
     <p>At least 12 people were killed when gunmen attacked a market in Mosul on 8 March 2017.</p></article></body></html>`,
  );
  empty.report(
    "bad.txt",
    `${bad.join(" ")}\n\nGunmen killed 12 people at a market in Mosul on 8 March 2017, ${bad.join(" ")} said.`,
  );
  empty.build(join(empty.folder, "bad.html"), join(empty.folder, "bad.txt"));
  await empty.serve();
  const alarms = [];
  page.on("dialog", (dialog) => alarms.push(dialog.message()) && dialog.dismiss());
  page.on("console", (message) => message.type() === "error" && alarms.push(message.text()));
  await page.goto(empty.address);
  const seen = new Set();
  const queue = ["/?show=all", "/documents", "/places", "/actors", "/work", "/contradictions"];
  const search = encodeURIComponent(bad.join(""));
  queue.push(`/?q=${search}&place=${search}&actor=${search}&from=${search}`, `/event/${search}`);
  while (queue.length > 0 && seen.size < 40) {
    const path = queue.shift();
    if (seen.has(path)) {
      continue;
    }
    seen.add(path);
    const answer = await page.goto(empty.url(path));
    if (answer.status() !== 200) {
      alarms.length = 0;
    }
    expect(await page.evaluate(() => window.owned)).toBeUndefined();
    const odd = await page.evaluate(
      () =>
        [
          ...[...document.querySelectorAll("script")].filter((script) => !script.src.startsWith(location.origin)),
          ...document.querySelectorAll("main img, main iframe, main [onload], main [onerror], a[href^='javascript']"),
        ].length,
    );
    expect(odd, path).toBe(0);
    const links = await page
      .locator("main a[href^='/event/'], main a[href^='/document/'], main a[href^='/actor/']")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href").split("#")[0]));
    queue.push(...links);
  }
  expect(seen.size).toBeGreaterThan(8);
  expect(alarms).toEqual([]);
});
