// Not the `test` of support.ts: here a request does leave the origin, in place of which Playwright answers.
import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";

test("I load the comments below a page, and nothing of them comes before I ask", async ({ page, baseURL }) => {
  // As the generator writes it: a test in tests/reference.rs holds that.
  const section = await readFile(new URL("feedback.html", import.meta.url), "utf8");
  const script = await readFile(new URL("../../assets/feedback.js", import.meta.url), "utf8");
  const html = `<!DOCTYPE html><title>Page</title><script src="feedback.js" defer></script><main>${section}</main>`;
  await page.route("**/feedback-page.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.route("**/feedback.js", (route) => route.fulfill({ contentType: "text/javascript", body: script }));
  const asked: string[] = [];
  await page.route("https://giscus.app/**", (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: "text/javascript", body: "" });
  });
  await page.goto(`${baseURL}feedback-page.html`);
  const button = page.getByRole("button", { name: "Load the comments" });
  await expect(button).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(asked).toEqual([]);
  await button.press("Enter");
  const loaded = page.locator('script[src="https://giscus.app/client.js"]');
  await expect(loaded).toHaveAttribute("data-repo-id", "R_...");
  await expect(loaded).toHaveAttribute("data-lang", "en");
  await expect(page.locator(".giscus")).toBeFocused();
  await expect.poll(() => asked).toEqual(["https://giscus.app/client.js"]);
});

test("without JavaScript there is the link to the discussions, and no button that does nothing", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.setContent(await readFile(new URL("feedback.html", import.meta.url), "utf8"));
  await expect(page.getByRole("link", { name: "discussions" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Load the comments", includeHidden: true })).toBeHidden();
  await context.close();
});
