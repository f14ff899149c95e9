// The start of the page: that it starts, and what it says when it cannot.
import type { Page } from "@playwright/test";
import { Playground } from "./page";
import { brokenTest, expect, test } from "./support";

test("the app starts on a sub-path and replaces the loading notice", async ({ page, baseURL }) => {
  expect(new URL(baseURL!).pathname).not.toBe("/");
  const response = await page.goto("./");
  expect(response!.status()).toBe(200);
  await expect(page).toHaveTitle(/SMTP Playground/);
  await expect(page.locator("#boot")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("every file of the page is asked for once", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("./");
  await expect(page.locator("#boot")).toHaveCount(0);
  expect(asked.filter((path) => path.endsWith(".wasm"))).toHaveLength(2);
  expect(asked.filter((path, index) => asked.indexOf(path) !== index)).toEqual([]);
});

async function expectFailureNotice(page: Page) {
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByText("The playground could not start.")).toBeVisible();
  await expect(page.getByText("无法启动")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Command" })).toBeHidden();
}

for (const kind of ["wasm", "js"]) {
  brokenTest(`the page says what to do when no .${kind} is found`, async ({ page }) => {
    await page.route(new RegExp(`/(start|app)-[^/]*\\.${kind}$`), (route) => route.fulfill({ status: 404 }));
    await page.goto("./");
    await expectFailureNotice(page);
  });

  brokenTest(`without the first screen's .${kind} the page comes all the same`, async ({ page }) => {
    await page.route(new RegExp(`/start-[^/]*\\.${kind}$`), (route) => route.fulfill({ status: 404 }));
    await Playground.open(page);
  });

  brokenTest(`without the page's .${kind} the first screen goes on, and says what is missing`, async ({ page }) => {
    await page.route(new RegExp(`/app-[^/]*\\.${kind}$`), (route) => route.fulfill({ status: 404 }));
    await page.goto("./");
    await expect(page.getByRole("alert")).toContainText("The rest of the page could not be loaded.");
    await page.getByRole("textbox", { name: "Command" }).fill("EHLO client.example.org");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("log")).toContainText("250 CHUNKING");
  });
}

brokenTest("the page says what to do when the connection breaks", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("./");
  await expectFailureNotice(page);
});

brokenTest("the page says what to do without WebAssembly", async ({ page }) => {
  await page.addInitScript("delete globalThis.WebAssembly");
  await page.goto("./");
  await expectFailureNotice(page);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says that it needs it", async ({ page }) => {
    await page.goto("./");
    // Playwright looks for text everywhere but in <noscript>.
    const notice = page.locator("noscript");
    await expect(notice).toBeVisible();
    const text = await notice.innerText();
    expect(text).toContain("needs JavaScript and WebAssembly");
    expect(text).toContain("请允许本页使用 JavaScript");
    await expect(page.getByRole("textbox", { name: "Command" })).toBeHidden();
  });
});
