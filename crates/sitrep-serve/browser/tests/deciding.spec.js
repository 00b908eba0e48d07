// Every way of deciding: by form, shown as a person's, in force after a rebuild, taken back.
import { decide, expect, settled, test } from "./site.js";

/** The event with most claims, and what a test needs of it. */
function busiest(record) {
  const happened = record.events.filter((event) => !["Statement", "State"].includes(event.type));
  return happened.toSorted((one, other) => other.claims.length - one.claims.length || (one.id < other.id ? -1 : 1))[0];
}

const pageOf = (site, event) => site.url(`/event/${encodeURIComponent(event.id)}`);

test.beforeEach(async ({ site, page }) => {
  await page.goto(site.address);
});

for (const [button, shown] of [
  ["Accept", "accepted"],
  ["Reject", "rejected"],
  ["Unsure", "unsure"],
]) {
  test(`an event is ${shown}`, async ({ site, page }) => {
    const event = busiest(site.record());
    await page.goto(pageOf(site, event));
    await decide(page, "review", {}, button);
    await expect(page.locator(".head .chip.person").filter({ hasText: shown })).toBeVisible();
    await expect(page.locator("#decided")).toContainText("because of review");
    site.rebuild();
    await page.reload();
    await expect(page.locator(".head .chip.person").filter({ hasText: shown })).toBeVisible();
  });
}

const CORRECTIONS = [
  ["time", { from: "2017-05-30", to: "" }, "Set the date", ".head .when", "30 May 2017"],
  ["place", { place: "Marawi" }, "Set the place", '[data-role="place"]', "Marawi"],
  ["actors", { actors: "Coast Guard of Test" }, "Set who", '[data-role="actor"]', "Coast Guard of Test"],
  ["targets", { targets: "the old lighthouse" }, "Set to whom", '[data-role="target"]', "the old lighthouse"],
  ["type", { type: "Peaceful protest" }, "Set the type", '[data-role="trigger"]', "Protests / Peaceful protest"],
  ["type", { status: "unconfirmed" }, "Set the status", ".head", "unconfirmed"],
  ["quantity", { what: "displaced", best: "4321" }, "Set the number", '[data-role="quantity"]', "4,321"],
];
for (const [form, values, button, where, shown] of CORRECTIONS) {
  test(`a field is corrected: ${button}`, async ({ site, page }) => {
    const event = busiest(site.record());
    await page.goto(pageOf(site, event));
    await decide(page, form, values, button);
    await expect(page.locator(where).first()).toContainText(shown);
    await expect(page.locator("#decided")).toContainText("Ana");
    site.rebuild();
    await page.reload();
    await expect(page.locator(where).first()).toContainText(shown);
  });
}

test("two events become one, and come apart when that is taken back", async ({ site, page }) => {
  const record = site.record();
  const near = record.events.filter((event) => event.place && !["Statement", "State"].includes(event.type));
  let other = null;
  let event = null;
  for (const one of near.toSorted((a, b) => b.claims.length - a.claims.length)) {
    await page.goto(pageOf(site, one));
    const options = await page
      .locator('#decide-merge select[name="other"] option')
      .evaluateAll((all) => all.map((option) => option.value));
    other = record.events.find((candidate) => candidate.id === options[0]);
    if (other) {
      event = one;
      break;
    }
  }
  expect(event).not.toBeNull();
  await decide(page, "merge", { other: other.id }, "They are one");
  const merged = site.record();
  const holder = (id) => merged.claims.find((claim) => claim.id === id).event;
  expect(holder(event.claims[0])).toBe(holder(other.claims[0]));
  await page.goto(pageOf(site, other));
  await expect(page).toHaveURL(pageOf(site, { id: holder(other.claims[0]) }));
  await page.goto(site.url("/decisions"));
  await page.locator(".log details summary").first().click();
  await page.fill('.log input[name="reason"]', "a slip");
  await page.fill('.log input[name="author"]', "Ben");
  await page.getByRole("button", { name: "Undo" }).click();
  await settled(page);
  await expect(page.locator(".log")).toContainText("taken back");
  const apart = site.record();
  const now = (id) => apart.claims.find((claim) => claim.id === id).event;
  expect(now(event.claims[0])).not.toBe(now(other.claims[0]));
});

test("two events are kept apart", async ({ site, page }) => {
  const event = busiest(site.record());
  await page.goto(pageOf(site, event));
  const other = await page.locator('#decide-merge select[name="other"] option').first().getAttribute("value");
  await decide(page, "merge", { other }, "They are two");
  await page.goto(site.url("/decisions"));
  await expect(page.locator(".log .card").first()).toContainText("keep apart");
  await expect(page.locator(".log .card").first()).toContainText("in force");
});

test("a claim is split off", async ({ site, page }) => {
  const event = busiest(site.record());
  await page.goto(pageOf(site, event));
  await decide(page, "split", { claim: event.claims[0] }, "Split off");
  const record = site.record();
  const holder = (id) => record.claims.find((claim) => claim.id === id).event;
  expect(holder(event.claims[0])).not.toBe(holder(event.claims[1]));
});

test("a claim is rejected", async ({ site, page }) => {
  const event = busiest(site.record());
  await page.goto(pageOf(site, event));
  await decide(page, "claim", { claim: event.claims[0] }, "Reject");
  const claim = site.record().claims.find((one) => one.id === event.claims[0]);
  expect(claim?.event ?? null).toBeNull();
});

const CLAIM_CORRECTIONS = [
  ["time", { from: "2017-05-30", to: "" }, "Set the date", "time", "30 May 2017"],
  ["place", { place: "Marawi" }, "Set the place", "place", "Marawi"],
  ["actors", { actors: "Coast Guard of Test" }, "Set who", "actor", "Coast Guard of Test"],
  ["targets", { targets: "the old lighthouse" }, "Set to whom", "target", "the old lighthouse"],
  ["type", { type: "Peaceful protest" }, "Set the type", "trigger", "Protests / Peaceful protest"],
  ["type", { modality: "unconfirmed" }, "Set how sure", "source", "unconfirmed"],
  ["quantity", { what: "displaced", best: "4321" }, "Set the number", "quantity", "4,321"],
];
for (const [form, values, button, role, shown] of CLAIM_CORRECTIONS) {
  test(`a field of a single claim is corrected: ${button}`, async ({ site, page }) => {
    const event = busiest(site.record());
    await page.goto(pageOf(site, event));
    await page.locator("#claims li").first().getByRole("link", { name: "judge or correct" }).click();
    const address = page.url();
    await decide(page, form, values, button);
    await expect(page).toHaveURL(address);
    const field = page.locator(`tr[data-role="${role}"]`);
    await expect(field.filter({ hasText: shown }).first()).toBeVisible();
    await expect(page.locator("#decided")).toContainText("Ana");
    site.rebuild();
    await page.reload();
    await expect(field.filter({ hasText: shown }).first()).toBeVisible();
  });
}

test("a claim is rejected on its own page, which stays, and accepted again", async ({ site, page }) => {
  const event = busiest(site.record());
  const [id] = event.claims;
  await page.goto(site.url(`/claim/${encodeURIComponent(id)}`));
  await decide(page, "review", {}, "Reject");
  await expect(page.locator(".head")).toContainText("rejected");
  await page.goto(site.url("/decisions"));
  await page.locator(".log .card").first().locator(".meta a").first().click();
  await expect(page).toHaveURL(site.url(`/claim/${encodeURIComponent(id)}`));
  await decide(page, "review", { reason: "read again" }, "Accept");
  await expect(page.locator(".head")).toContainText("tells of");
});

test("actors are joined, and a name is parted", async ({ site, page }) => {
  const record = site.record();
  const actors = record.actors.filter((actor) => record.events.some((event) => event.actors.includes(actor.id)));
  const [one, other] = actors;
  await page.goto(site.url(`/actor/${encodeURIComponent(one.id)}`));
  await decide(page, "join", { other: other.id }, "They are one");
  const joined = site.record();
  const holding = joined.actors.filter((actor) => [actor.name, ...actor.aliases].includes(one.name));
  expect(holding.some((actor) => [actor.name, ...actor.aliases].includes(other.name))).toBe(true);

  const many = joined.actors.find((actor) => actor.aliases.length > 1 && ![one.id, other.id].includes(actor.id));
  if (many) {
    await page.goto(site.url(`/actor/${encodeURIComponent(many.id)}`));
    await decide(page, "part", { name: many.aliases[0] }, "Part them");
    await page.goto(site.url("/decisions"));
    await expect(page.locator(".log .card").first()).toContainText("part actor");
  }
});

test("a report's day is pinned, and a report marked as a copy", async ({ site, page }) => {
  const [one, other] = site.record().documents.filter((document) => !document.copy_of);
  await page.goto(site.url(`/document/${encodeURIComponent(one.id)}`));
  await decide(page, "date", { from: "2017-06-02" }, "Pin the date");
  await expect(page.locator(".head .when")).toHaveText("2 June 2017");
  await decide(page, "copy", { of: other.id }, "It is a copy");
  expect(site.record().documents.find((document) => document.id === one.id).copy_of).toBe(other.id);
  await expect(page.locator("aside")).toContainText("this is a copy of it");
});

test("a place is pinned, and its first holder set", async ({ site, page }) => {
  const record = site.record();
  const place = record.places.find((one) => one.name === "Marawi") ?? record.places[0];
  await page.goto(site.url(`/place/${encodeURIComponent(place.id)}`));
  await decide(page, "point", { latitude: "8.0001", longitude: "124.3002" }, "Pin the place");
  await expect(page.locator(".head")).toContainText("8.0001, 124.3002");
  const holder =
    record.actors.find((actor) => actor.kind === "state_force" || actor.kind === "government") ?? record.actors[0];
  await decide(page, "holder", { holder: holder.name, since: "2016" }, "Set the holder");
  await expect(page.locator("#control")).toContainText(holder.name);
});

test("who decides must say who and why, and what cannot be meant is refused in words", async ({ site, page }) => {
  const event = busiest(site.record());
  await page.goto(pageOf(site, event));
  await page.locator("#decide-review").getByRole("button", { name: "Accept" }).click();
  await expect(page).toHaveURL(pageOf(site, event));
  await decide(page, "time", { from: "2017-06-05", to: "2017-06-01" }, "Set the date");
  await expect(page.locator(".refusal")).toContainText("before it begins");
  await page.goBack();
  await decide(page, "place", { place: "Nowhere-upon-Sea" }, "Set the place");
  await expect(page.locator(".refusal")).toContainText("no place");
  expect(site.sitrep("decisions", site.file, "export").trim()).toBe("");
});

test("a form from elsewhere, or of an earlier run, decides nothing", async ({ site, page, request }) => {
  const event = busiest(site.record());
  const cookie = (await page.context().cookies())[0];
  const headers = { cookie: `${cookie.name}=${cookie.value}` };
  const form = { kind: "review", event: event.id, verdict: "yes", reason: "x", author: "Eve", token: "00", back: "/" };
  const without = await request.post(site.url("/decide"), { headers, form });
  expect(without.status()).toBe(403);
  const foreign = await request.post(site.url("/decide"), {
    headers: { ...headers, origin: "http://evil.example" },
    form,
  });
  expect(foreign.status()).toBe(403);
  const stale = await request.post(site.url("/decide"), { headers: { ...headers, origin: site.base }, form });
  expect(stale.status()).toBe(403);
  expect(site.sitrep("decisions", site.file, "export").trim()).toBe("");
});

test("of two tabs that decide at once, the second is told of the first", async ({ site, page, context }) => {
  const event = busiest(site.record());
  const second = await context.newPage();
  await page.goto(pageOf(site, event));
  await second.goto(pageOf(site, event));
  await decide(page, "review", { reason: "seen the film", author: "Ana" }, "Accept");
  await decide(second, "review", { reason: "no such day", author: "Ben" }, "Reject");
  await expect(second.locator("h1")).toHaveText("Somebody decided meanwhile");
  await expect(second.locator(".refusal")).toContainText("Ana");
  await expect(second.locator(".refusal")).toContainText("seen the film");
  await second.getByRole("button", { name: "Decide all the same" }).click();
  await settled(second);
  await expect(second.locator(".head .chip.person").filter({ hasText: "rejected" })).toBeVisible();
  await page.goto(site.url("/decisions?standing=overruled"));
  await expect(page.locator(".log")).toContainText("seen the film");
});

test("a page open during a rebuild shows the new record when it is loaded again", async ({ site, page }) => {
  const event = busiest(site.record());
  await page.goto(pageOf(site, event));
  await decide(page, "time", { from: "2017-05-30", to: "" }, "Set the date");
  const before = await page.locator(".when").first().textContent();
  const extra = site.report(
    "extra.txt",
    "Quezon Chronicle\n\nFishermen protest in Marawi\n\nDozens of fishermen protested peacefully in Marawi on 3 June 2017, residents said.",
  );
  site.build(extra);
  await page.reload();
  await expect(page.locator(".when").first()).toHaveText(before);
  await page.goto(site.url("/documents?q=extra"));
  await expect(page.locator("table.list tbody tr")).toHaveCount(1);
  site.sitrep("remove", "-q", site.file, extra);
  await page.reload();
  await expect(page.locator("table.list tbody tr")).toHaveCount(0);
});
