// The built page on hosts as they are: installable, on any path, and with a way back where nothing is.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expectNothingFromAxe } from "./axe";
import { DIST, hostedTest } from "./host";
import { Playground } from "./page";
import { expect, test } from "./support";

test("the browser can install the page", async ({ page, baseURL }) => {
  await page.goto("./");
  const session = await page.context().newCDPSession(page);
  const { url, errors, data } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(url).toBe(`${baseURL}manifest.webmanifest`);
  const manifest = JSON.parse(data!);
  // What the manifest names is there, as it says: seen from the manifest, on any path.
  expect(new URL(manifest.start_url, url).href).toBe(baseURL);
  expect(new URL(manifest.scope, url).href).toBe(baseURL);
  for (const { src, sizes, type } of [...manifest.icons, ...manifest.screenshots]) {
    const response = await page.request.get(new URL(src, url).href);
    expect(response.headers()["content-type"], src).toBe(type);
    const picture = `data:${type};base64,${(await response.body()).toString("base64")}`;
    const size = await page.evaluate(async (picture) => {
      const image = new Image();
      image.src = picture;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, picture);
    expect(size, src).toBe(sizes);
  }
  const purposes = manifest.icons.map(({ sizes, purpose = "any" }: { sizes: string; purpose?: string }) => `${sizes} ${purpose}`);
  expect(purposes).toEqual(expect.arrayContaining(["192x192 any", "512x512 any", "512x512 maskable"]));
  const touch = await page.locator("link[rel=apple-touch-icon]").evaluate((link: HTMLLinkElement) => link.href);
  expect((await page.request.get(touch)).status()).toBe(200);
});

for (const base of ["/", "/a/", "/courses/2026/mail/"]) {
  hostedTest.describe(`at ${base}`, () => {
    hostedTest.use({ base });

    hostedTest("the same files work", async ({ page }) => {
      const playground = await Playground.open(page);
      await playground.say("EHLO client.example.org");
      await expect(playground.transcript).toContainText("CHUNKING");
      await page.goto("#/reference/codes/550");
      await expect(page.locator("#reader-text h1")).toContainText("550");
    });
  });
}

test("no file names an address of its own host, so that any path will do", async () => {
  const files = (await readdir(DIST, { recursive: true })).filter((file) => /\.(html|css|webmanifest)$/.test(file) && file !== "404.html");
  expect(files.length).toBeGreaterThan(1000);
  for (const file of files) {
    const text = await readFile(join(DIST, file), "utf8");
    expect(text.match(/(?:href|src|action)="\/[^"]*"|url\(["']?\//), file).toBeNull();
  }
});

test("an unknown address says what happened and leads back in, with the session that it names", async ({ page, baseURL }) => {
  const response = await page.goto("courses/week-3/exercise#/reference/codes/550");
  expect(response!.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "Nothing is here" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "这里没有内容" })).toBeVisible();
  await expectNothingFromAxe(page, "the page at an unknown address");
  await page.getByRole("link", { name: "到参考手册里查找" }).click();
  await expect(page).toHaveURL(`${baseURL}reference/zh-CN/index.html`);
  await page.goBack();
  await page.getByRole("link", { name: "Open the playground" }).click();
  await expect(page).toHaveURL(`${baseURL}#/reference/codes/550`);
  await expect(page.locator("#reader-text h1")).toContainText("550");
});
