// The page over plain http, as a teacher shows it to a classroom: the browser leaves out much, the clipboard among it.
import { type Locator } from "@playwright/test";
import config from "./playwright.config";
import { expect, test } from "./support";
import { Playground } from "./page";

/** A name that is no loopback address, so that browsers do not trust it. */
const HOST = "classroom.test";
const { launchOptions } = config.use!;
const address = new URL(process.env.BASE_URL!);
address.hostname = HOST;

test.use({
  baseURL: address.href,
  launchOptions: { ...launchOptions, args: [...launchOptions!.args!, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`] },
});

/** What is selected: in a text field, or in the document. */
const selected = `(() => {
  const field = document.activeElement;
  const inField = field instanceof HTMLTextAreaElement ? field.value.slice(field.selectionStart, field.selectionEnd) : "";
  return inField || getSelection().toString();
})()`;

test("every button that copies says that it could not, and selects the text", async ({ page }) => {
  const playground = await Playground.open(page);
  expect(await page.evaluate(`isSecureContext || "clipboard" in navigator`)).toBe(false);
  await playground.say("EHLO client.example.org", "NOOP é");
  const byHand = page.getByRole("dialog", { name: "Could not be copied" });

  /** Presses `button`, and has the text in the dialog that opens. */
  const pressed = async (button: Locator) => {
    await button.click();
    await expect(byHand).toContainText("copy it with Ctrl+C");
    const text = await byHand.getByRole("textbox", { name: "Text to copy" }).inputValue();
    await expect.poll(() => page.evaluate(selected)).toBe(text);
    await page.keyboard.press("Escape");
    await expect(byHand).toBeHidden();
    return text;
  };
  expect(await pressed(playground.button("Copy the transcript"))).toContain("C: EHLO client.example.org");
  await playground.transcript.getByText("NOOP é").click();
  expect(await pressed(playground.button("Copy as hex"))).toBe("4E 4F 4F 50 20 C3 A9 0D 0A");
  expect(await pressed(playground.button("Copy as text"))).toContain("NOOP");
  await playground.tab("Log").click();
  expect(await pressed(playground.button("Copy the log"))).toContain("connect from");

  /** Presses `button` in `dialog`, which shows the text itself. */
  const pressedIn = async (dialog: Locator, button: string) => {
    await playground.button(button, dialog).click();
    await expect(dialog.getByText("The browser did not allow copying.")).toBeVisible();
    return page.evaluate<string>(selected);
  };
  await playground.button("Share").click();
  const share = page.getByRole("dialog", { name: "Share this session" });
  const link = await share.getByRole("textbox", { name: "Link" }).inputValue();
  expect(await pressedIn(share, "Copy the link")).toBe(link);
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+K");
  await page.getByRole("combobox", { name: "What do you want to do?" }).fill("Send it from a program");
  await page.keyboard.press("Enter");
  const program = page.getByRole("dialog", { name: "Send it from a program" });
  expect(await pressedIn(program, "Copy the program")).toContain("client.example.org");
  await page.keyboard.press("Escape");

  // The page still works.
  await playground.say("QUIT");
  await expect(playground.transcript).toContainText("221 ");
});

test("nothing is kept for use without a network, and the page does not mind", async ({ page }) => {
  const playground = await Playground.open(page);
  expect(await page.evaluate(`"serviceWorker" in navigator`)).toBe(false);
  await playground.say("NOOP");
  await page.reload();
  await expect(playground.transcript).toContainText("NOOP");
});
