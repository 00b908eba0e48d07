// The walk of somebody who opens a record for the first time: on the bundled example, and on real reports where they are there.
import { copyFileSync } from "node:fs";
import { basename, join } from "node:path";
import { decide, EXAMPLE, expect, SEEDS, test } from "./site.js";

/** Finds an event by words, disagrees with a merge, corrects a date, rebuilds, adds a report, finds the decisions in force. */
async function walk(site, page, { words, from, extra, reports }) {
  await page.goto(site.address);
  await page.fill('input[name="q"]', words);
  await page.keyboard.press("Enter");
  await expect(page.locator(".card").first()).toBeVisible();
  const record = site.record();
  const ids = await page.locator(".card").evaluateAll((cards) => cards.map((card) => card.dataset.event));
  const found = ids.map((id) => record.events.find((event) => event.id === id));
  const event = found.toSorted((one, other) => other.documents.length - one.documents.length)[0];
  expect(event.documents.length).toBeGreaterThanOrEqual(reports);
  await page.goto(site.url(`/event/${encodeURIComponent(event.id)}`));

  // The reports and their origins.
  await expect(page.locator(".report")).toHaveCount(Math.min(event.documents.length, 6));
  await expect(page.locator(".origins li")).toHaveCount(event.origins.length);
  for (const origin of event.origins) {
    await expect(page.locator("#sources")).toContainText(origin.name);
  }
  await expect(page.locator(".report .evidence mark").first()).toBeVisible();

  // Disagree with one merge: a claim of another report does not belong here.
  const claims = event.claims.map((id) => record.claims.find((claim) => claim.id === id));
  const odd = claims.find((claim) => claim.document !== claims[0].document) ?? claims[1];
  await decide(page, "split", { claim: odd.id, reason: "another building" }, "Split off");

  // Correct a date.
  const rest = site.record().claims.find((claim) => claim.id === claims[0].id).event;
  await page.goto(site.url(`/event/${encodeURIComponent(rest)}`));
  await decide(page, "time", { from, to: "", reason: "the minister's statement" }, "Set the date");

  const stands = async () => {
    const now = site.record();
    const holder = (id) => now.claims.find((claim) => claim.id === id).event;
    expect(holder(odd.id)).not.toBe(holder(claims[0].id));
    expect(now.events.find((one) => one.id === holder(claims[0].id)).time.earliest).toBe(from);
    await page.goto(site.url("/decisions?standing=in_force"));
    await expect(page.locator(".log .card")).toHaveCount(2);
    await page.locator(".log .card").first().locator(".meta a").first().click();
    await expect(page.locator("#decided")).toContainText("the minister's statement");
  };
  await stands();
  site.rebuild();
  await stands();
  site.build(extra);
  await stands();
}

test("the bundled example", async ({ empty, page }) => {
  empty.build(EXAMPLE);
  await empty.serve();
  const extra = empty.report(
    "late.txt",
    "A convoy of trucks reached Marawi on 20 June 2017 with food for families who had stayed behind, the Red Cross said.",
  );
  await walk(empty, page, { words: "Marawi", from: "2017-05-29", extra, reports: 2 });
});

test("five real reports: the museum", async ({ empty, page }) => {
  test.skip(SEEDS.length < 5, "the reports do not ship with the project");
  const copies = SEEDS.map((seed, at) => {
    const path = join(empty.folder, `report-${at}.txt`);
    copyFileSync(seed, path);
    return path;
  });
  empty.build(...copies);
  // Three of the five tell of the museum; one that does not comes later.
  const record = empty.record();
  const told = record.events.filter((event) => /museum/i.test(event.summary) && event.documents.length >= 3);
  const telling = new Set(told.flatMap((event) => event.documents));
  const silent = record.documents.find((document) => !telling.has(document.id));
  const extra = copies.find((path) => silent.inputs.some((input) => input.endsWith(basename(path))));
  empty.sitrep("remove", "-q", empty.file, silent.id);
  await empty.serve();
  await walk(empty, page, { words: "museum", from: "2017-03-06", extra, reports: 3 });
});
