// The watch over requests that every spec has: that it sees what it should.
import { brokenTest, expect } from "./support";

const ELSEWHERE = "http://127.0.0.2:9/elsewhere";

for (const [what, ask] of [
  ["a fetch", `fetch("${ELSEWHERE}").catch(() => {})`],
  ["a picture", `new Image().src = "${ELSEWHERE}"`],
  ["a socket", `new WebSocket("${ELSEWHERE.replace("http", "ws")}")`],
]) {
  brokenTest(`${what} from elsewhere fails a spec, in a context of its own too`, async ({ page, browser, baseURL }) => {
    brokenTest.fail();
    const context = await browser.newContext({ baseURL });
    const other = what === "a socket" ? page : await context.newPage();
    // Not a page of ours: their policy would refuse it, and nothing would be sent.
    await other.goto("about:blank");
    await other.evaluate((ask) => void eval(ask), ask);
    await other.waitForTimeout(500);
    await context.close();
  });
}

brokenTest("the page alone passes", async ({ page }) => {
  await page.goto("reference/index.html");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});
