// A language needs files only. The build that can be told to break has one more, of a few words (tests/languages/).
import { brokenTest, expect } from "./support";
import { Playground } from "./page";

const { TRIAL_URL } = process.env;

brokenTest.skip(!TRIAL_URL, "TRIAL_URL is not set: run `cargo xtask test browser`");
brokenTest.use({ baseURL: TRIAL_URL });

brokenTest.describe("in German, which has a few words", () => {
  brokenTest.use({ locale: "de-AT" });

  brokenTest("the first screen speaks it, and so does the page", async ({ page }) => {
    let goOn = () => {};
    const held = new Promise<void>((go) => (goOn = go));
    await page.route(/app[^/]*\.wasm$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("./");
    await expect(page.locator("#boot")).toHaveAttribute("data-state", "open");
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await expect(page).toHaveTitle("SMTP-Spielplatz");
    await expect(page.getByRole("textbox", { name: "Befehl", exact: true })).toBeFocused();
    // What it has no word for is there in English.
    await expect(page.getByRole("log", { name: "Session transcript" })).toContainText("220 ");
    const manifest = await page.request.get(await page.locator("link[rel=manifest]").evaluate((link: HTMLLinkElement) => link.href));
    expect(await manifest.json()).toMatchObject({ name: "SMTP-Spielplatz", short_name: "SMTP", lang: "de" });
    goOn();
    await expect(page.locator("#boot")).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1, name: "SMTP-Spielplatz" })).toBeVisible();
  });

  brokenTest("the rescue speaks it, has all its buttons, and starts again", async ({ page }) => {
    await page.goto("./");
    await expect(page.locator("#boot")).toHaveCount(0);
    const command = page.getByRole("textbox", { name: "Befehl", exact: true });
    await command.fill("XPANIC");
    await command.press("Enter");
    const rescue = page.getByRole("alertdialog", { name: "Das Programm ist abgestürzt" });
    await expect(rescue.getByRole("heading")).toHaveText(["Das Programm ist abgestürzt"]);
    await expect(rescue.getByRole("button")).toHaveText(["Neu starten", "Start with a new session", "Save the session as a file", "Save the text below as a file"]);
    await rescue.getByRole("button", { name: "Neu starten" }).click();
    await expect(page.getByRole("log")).toContainText("220 ");
    await expect(rescue).toBeHidden();
  });

  brokenTest("the reference has its pages in it", async ({ page }) => {
    await page.goto("./reference/index.html");
    await page.getByRole("link", { name: "Deutsch" }).click();
    await expect(page).toHaveURL(/\/reference\/de\/index\.html$/);
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nachschlagewerk");
    await page.goto("./404.html");
    await expect(page.getByRole("heading", { name: "Hier ist nichts" })).toBeVisible();
  });

  brokenTest("the page says in all languages that it cannot start", async ({ page }) => {
    await page.route(/\.wasm$/, (route) => route.abort());
    await page.goto("./");
    const notice = page.getByRole("alert");
    await expect(notice).toContainText("Die Seite konnte nicht starten.");
    await expect(notice).toContainText("The playground could not start.");
  });
});

// As `Language::from_tag` does it: the most subtags from the front, else the next wish.
for (const [locale, language] of [
  ["zh", "zh-CN"],
  ["zh-Hans-CN", "zh-CN"],
  ["en-GB", "en"],
  ["fr-FR", "en"],
]) {
  brokenTest.describe(locale, () => {
    brokenTest.use({ locale });
    brokenTest(`finds ${language}, before and after the app has come`, async ({ page }) => {
      await page.goto("./", { waitUntil: "commit" });
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await new Playground(page, language === "zh-CN" ? "zh-CN" : "en").isThere();
      await expect(page.locator("html")).toHaveAttribute("lang", language);
    });
  });
}
