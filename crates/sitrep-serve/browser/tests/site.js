// A served project for each test: built once by the program itself, copied, served on a port of its own.
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";

const ROOT = new URL("../../../../", import.meta.url).pathname;
const SITREP = process.env.SITREP ?? join(ROOT, "target/release/sitrep");

export const EXAMPLE = join(ROOT, "examples/marawi");
const SEEDS_FOLDER = join(ROOT, "../shared/seeds");
/** Real reports that do not ship with the project; none where they are absent. */
export const SEEDS = existsSync(SEEDS_FOLDER)
  ? readdirSync(SEEDS_FOLDER)
      .filter((name) => name.endsWith(".txt"))
      .map((name) => join(SEEDS_FOLDER, name))
  : [];

export class Site {
  constructor(folder) {
    this.folder = folder;
    this.file = join(folder, "story.sitrep");
  }

  /** Runs the program to its end and gives what it printed. */
  sitrep(...parameters) {
    return execFileSync(SITREP, parameters, {
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  build(...inputs) {
    this.sitrep("build", "-q", ...inputs, "-o", this.file);
  }

  rebuild() {
    this.sitrep("rebuild", "-q", this.file);
  }

  /** The record as other programs read it. */
  record() {
    return JSON.parse(this.sitrep("export", this.file, "--format", "json"));
  }

  /** Writes a report into the folder of the test. */
  report(name, text) {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  async serve() {
    this.server = spawn(SITREP, ["serve", this.file, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
    this.address = await new Promise((resolve, reject) => {
      this.server.stdout.once("data", (data) => resolve(String(data).trim()));
      this.server.once("exit", () => reject(new Error("the server ended at once")));
    });
    this.base = this.address.split("/?")[0];
  }

  url(path) {
    return this.base + path;
  }

  close() {
    this.server?.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const temporary = () => mkdtempSync(join(tmpdir(), "sitrep-browser-"));

export const test = base.extend({
  built: [
    // biome-ignore lint/correctness/noEmptyPattern: the way fixtures are written
    async ({}, use) => {
      const site = new Site(temporary());
      site.build(EXAMPLE);
      await use(site);
      site.close();
    },
    { scope: "worker" },
  ],
  /** The bundled example, to be changed at will. */
  site: async ({ built }, use) => {
    const site = new Site(temporary());
    copyFileSync(built.file, site.file);
    await site.serve();
    await use(site);
    site.close();
  },
  /** A folder without a project yet. */
  empty: async ({ page }, use) => {
    const site = new Site(temporary());
    await use(site);
    await page.close();
    site.close();
  },
});

export { expect };

/** Opens a form of the page, fills it and sends it. */
export async function decide(page, form, values, button) {
  const details = page.locator(`#decide-${form}`);
  await expect(async () => {
    if ((await details.getAttribute("open")) === null) {
      await details.locator("summary").first().click({ timeout: 2_000 });
    }
    await expect(details).toHaveAttribute("open", "", { timeout: 1_000 });
  }).toPass();
  const within = details.locator("form").filter({ has: page.getByRole("button", { name: button, exact: true }) });
  for (const [name, value] of Object.entries({ reason: `because of ${form}`, author: "Ana", ...values })) {
    const fields = within.locator(`[name="${name}"]`);
    const kind = await fields.first().evaluate((field) => field.type ?? field.tagName);
    if (kind === "checkbox") {
      for (const one of [value].flat()) {
        await within.locator(`[name="${name}"][value=${JSON.stringify(one)}]`).check();
      }
    } else if (kind.startsWith("select")) {
      await fields.selectOption(value);
    } else {
      await fields.fill(value);
    }
  }
  await within.getByRole("button", { name: button, exact: true }).click();
  await settled(page);
}

/** Waits until decisions are applied. */
export async function settled(page) {
  await page.waitForLoadState("load");
  await expect(page.locator("[data-waiting]")).toHaveCount(0, { timeout: 30_000 });
}
