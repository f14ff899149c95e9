// For everyone: axe finds nothing at WCAG 2.2 AA, and a phone needs no sideways scrolling.
import { expectNothingFromAxe } from "./axe";
import { expect, test } from "./support";
import { LANGUAGES, Playground, SUBMISSION } from "./page";

for (const language of LANGUAGES) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      test.describe(`${language}, ${colorScheme}, ${width} px`, () => {
        test.use({ locale: language, colorScheme, viewport: { width, height: 800 } });

        test.setTimeout(120_000);

        test("axe finds nothing anywhere", async ({ page }) => {
          const playground = await Playground.open(page, language);
          const { words } = playground;
          const narrow = width < 960;
          const place = async (name: string) => narrow && (await playground.tab(name).click());
          await expectNothingFromAxe(page, "first visit");
          await playground.chooseSubmission();
          await playground.say("NONSENSE", "MAIL FROM: <a>", ...SUBMISSION.slice(0, 10));
          await expectNothingFromAxe(page, "message mode");
          await playground.say(...SUBMISSION.slice(11));
          await playground.paste("MAIL FROM:<\uD800>\nQUIT");
          await expectNothingFromAxe(page, "after a mail, with a notice");
          await page.keyboard.press("Enter");
          await place(words.why);
          for (const part of [words.line, words.mailbox, words.codes]) {
            await playground.tab(part).click();
            await expectNothingFromAxe(page, part);
          }
          await playground.tab(words.mailbox).click();
          await page.getByRole("button", { name: /Lunch/ }).click();
          await page.getByText(words.raw, { exact: true }).click();
          await expectNothingFromAxe(page, "a mail");
          await place(words.say);
          await playground.palette.getByRole("button", { name: /^MAIL FROM/ }).first().click();
          await expectNothingFromAxe(page, "an article");
        });
      });
    }
  }
}

for (const language of LANGUAGES) {
  test.describe(`a phone of 360 px in ${language}`, () => {
    test.use({ locale: language, viewport: { width: 360, height: 640 }, hasTouch: true });

    test("has three tabs and never scrolls sideways", async ({ page }) => {
      const playground = await Playground.open(page, language);
      const { words } = playground;
      const fits = async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      await fits();
      await playground.chooseSubmission();
      await playground.say(...SUBMISSION);
      await fits();
      await playground.button(words.openMail).click();
      await expect(page.getByRole("heading", { name: "Lunch on Friday?" })).toBeVisible();
      await fits();
      await playground.tab(words.say).click();
      await expect(playground.palette).toBeVisible();
      await expect(playground.commandLine).toBeHidden();
      await fits();
      await playground.palette.getByRole("button", { name: "QUIT" }).last().click();
      await expect(playground.commandLine).toHaveValue("QUIT");
      await playground.button(words.send).click();
      await expect(playground.transcript).toContainText("221 2.0.0 Bye");
    });
  });
}
