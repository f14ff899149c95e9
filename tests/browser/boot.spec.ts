// The start of the page: that it starts, and what it says when it cannot.
import type { Page } from "@playwright/test";
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
  expect(asked.filter((path) => path.endsWith(".wasm"))).toHaveLength(1);
  expect(asked.filter((path, index) => asked.indexOf(path) !== index)).toEqual([]);
});

for (const [locale, said, other] of [
  ["en-US", "Loading the playground…", "正在加载……"],
  ["zh-CN", "正在加载……", "Loading the playground…"],
]) {
  test.describe(`before the app is there (${locale})`, () => {
    test.use({ locale });

    test("the page shows what it will be, in one language", async ({ page }) => {
      let goOn = () => {};
      const held = new Promise<void>((go) => (goOn = go));
      await page.route("**/*.wasm", async (route) => {
        await held;
        await route.continue();
      });
      await page.goto("./", { waitUntil: "commit" });
      await expect(page.getByText(said)).toBeVisible();
      await expect(page.getByText(other)).toBeHidden();
      await expect(page.getByText("mail.example.com ESMTP Postfix")).toBeVisible();
      const before = await page.locator(".sheet").boundingBox();
      goOn();
      await expect(page.locator("#boot")).toHaveCount(0);
      // What is read already stays where it is.
      const after = await page.locator(".sheet").boundingBox();
      for (const side of ["x", "y", "width", "height"] as const) {
        expect(Math.abs(after![side] - before![side]), side).toBeLessThan(6);
      }
    });
  });
}

async function expectFailureNotice(page: Page) {
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByText("The playground could not start.")).toBeVisible();
  await expect(page.getByText("无法启动")).toBeVisible();
  await expect(page.getByText("Loading the playground")).toBeHidden();
}

for (const kind of ["wasm", "js"]) {
  brokenTest(`the page says what to do when its .${kind} is not found`, async ({ page }) => {
    await page.route(/smtp-playground-[^/]*$/, (route) =>
      route.request().url().endsWith(`.${kind}`) ? route.fulfill({ status: 404 }) : route.continue(),
    );
    await page.goto("./");
    await expectFailureNotice(page);
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
    await expect(page.getByText("Loading the playground")).toBeHidden();
  });
});
