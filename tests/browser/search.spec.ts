// Finding anything in the reference: half a phrase, a code, a reply as it stands in a bounce, in both languages.
import { expectNothingFromAxe } from "./axe";
import type { Page } from "@playwright/test";
import { expect, test } from "./support";
import { type Language, LANGUAGES, Playground } from "./page";

const WORDS = {
  en: { title: "Find in the reference", half: "relay access deni", first: /relay access denied/i, kind: /Questions|Replies/, none: /Nothing has these words/, failed: /could not be fetched/ },
  "zh-CN": { title: "在手册中查找", half: "授权码", first: /授权码/, kind: /常见问题/, none: /没有条目/, failed: /没能取回来/ },
} as const;

const BOUNCE = `Nov 20 09:14:02 mx1 postfix/smtp[20113]: 4F1B92C0D3: to=<bob@gmail.com>, status=bounced (host
gmail-smtp-in.l.google.com said: 550-5.7.26 Your email has been blocked because the sender is unauthenticated.
550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.
550 5.7.26 https://support.google.com/mail/answer/81126 d2e1a72fcca58-7e6c9 - gsmtp (in reply to end of DATA command))`;

function search(page: Page, language: Language) {
  const dialog = page.getByRole("dialog", { name: WORDS[language].title });
  return { dialog, field: dialog.getByRole("combobox"), options: dialog.getByRole("option"), news: dialog.getByRole("status") };
}

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({ locale: language });

    test("half a phrase is found while I type, and opens by keyboard", async ({ page }) => {
      const playground = await Playground.open(page, language);
      await playground.say("EHLO client.example.org");
      const words = WORDS[language];
      const { dialog, field, options, news } = search(page, language);
      await page.keyboard.press("Control+Shift+K");
      await expect(field).toBeFocused();
      await page.keyboard.type(words.half);
      await expect(options.first()).toContainText(words.first);
      await expect(options.first()).toContainText(words.kind);
      await expect(options.first()).toHaveAttribute("aria-selected", "true");
      await expectNothingFromAxe(page, "the search");
      await page.keyboard.press("ArrowDown");
      await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
      await page.keyboard.press("ArrowUp");
      const title = (await options.first().locator("span").textContent()) ?? "";
      await page.keyboard.press("Enter");
      await expect(dialog).toBeHidden();
      await expect(page.locator("#reader-text h1")).toHaveText(title);
      // The session is still there, and so is the search.
      await page.keyboard.press("/");
      await expect(field).toHaveValue(words.half);
      await page.keyboard.type("qwxzvbnm");
      await expect(news).toHaveText(words.none);
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
    });

    test("a bounce pasted whole leads to the reply that is in it", async ({ page }) => {
      const playground = await Playground.open(page, language);
      await playground.fromMenu(WORDS[language].title);
      const { field, options } = search(page, language);
      await field.fill(BOUNCE);
      await expect(options.first()).toContainText("550-5.7.26 Your email has been blocked");
      await options.first().click();
      await expect(page).toHaveURL(/#\/reference\/replies\/gmail-550-5-7-26$/);
      await expect(page.locator("#reader-text h1")).toContainText("550-5.7.26");
    });

    test("when the index cannot be fetched the search says so, and tries again", async ({ page }) => {
      const playground = await Playground.open(page, language);
      await page.route("**/reference/search-*.json", (route) => route.abort());
      await playground.fromMenu(WORDS[language].title);
      const { dialog, field, options, news } = search(page, language);
      await expect(news).toHaveText(WORDS[language].failed);
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await page.unroute("**/reference/search-*.json");
      await playground.fromMenu(WORDS[language].title);
      await field.fill("550");
      await expect(options.first()).toContainText("550");
    });
  });
}

test("on a Chinese page English words are found, and Chinese ones on an English page", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.fromMenu("Find in the reference");
  const english = search(page, "en");
  await english.field.fill("灰名单");
  await expect(english.options.first()).toContainText(/greylist/i);
  await page.keyboard.press("Escape");
  await playground.chooseLanguage("zh-CN");
  await new Playground(page, "zh-CN").fromMenu("在手册中查找");
  const chinese = search(page, "zh-CN");
  await chinese.field.fill("ＥＨＬＯ");
  await expect(chinese.options.first()).toContainText("EHLO");
});

test("on a phone the search fits the screen", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  const playground = await Playground.open(page);
  await playground.fromMenu("Find in the reference");
  const { dialog, field, options } = search(page, "en");
  await field.fill("5.7.26");
  await expect(options.first()).toContainText("X.7.26");
  const box = await dialog.boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 360 && box.y + box.height <= 640).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
