// Language, colours, and what the browser keeps of them.
import { brokenTest, expect, test } from "./support";
import { Playground } from "./page";

test("language and colours change at once, without losing the session, and are kept", async ({ page }) => {
  const english = await Playground.open(page);
  await english.type("EHLO client.example.org");
  await english.commandLine.fill("MAIL FR");
  await english.chooseLanguage("zh-CN");
  const chinese = new Playground(page, "zh-CN");
  await expect(chinese.transcript).toContainText("250 CHUNKING");
  await expect(chinese.commandLine).toHaveValue("MAIL FR");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page).toHaveTitle(/SMTP 练习场/);
  await chinese.chooseColours("dark");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();

  await page.reload();
  await expect(chinese.transcript).toContainText("220 ");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  expect(await background()).toBe(dark);
  await chinese.chooseColours("light");
  expect(await background()).not.toBe(dark);
});

test.describe("a browser that asks for Chinese first", () => {
  test.use({ locale: "zh-Hans-CN" });

  test("gets Chinese", async ({ page }) => {
    await Playground.open(page, "zh-CN");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("SMTP 练习场");
  });
});

for (const value of ["{", "null", '{"version":99}', '{"version":1,"language":"tlh"}', "\u0000\uD800", "[".repeat(50_000)]) {
  test(`a foreign value in the browser's storage is told and left aside: ${JSON.stringify(value.slice(0, 40))}`, async ({ page }) => {
    await page.goto("./");
    await page.evaluate((value) => localStorage.setItem("smtp-playground", value), value);
    const playground = await Playground.open(page);
    await expect(page.getByRole("status")).toContainText("could not be read");
    await playground.button("Close this notice").click();
    await expect(page.getByRole("status")).toBeEmpty();
    await playground.type("EHLO client.example.org");
    await expect(playground.transcript).toContainText("250 CHUNKING");
  });
}

brokenTest("without storage the page works and says what is not kept", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  const playground = await Playground.open(page);
  await expect(page.getByRole("status")).toContainText("This browser keeps nothing");
  await playground.chooseLanguage("zh-CN");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("SMTP 练习场");
});
