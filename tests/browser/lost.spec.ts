// Nothing that a person did, typed or was sent is lost: there is always a way back.
import { expect, test } from "./support";
import { Playground } from "./page";

test("another server is told the same words, what it answers otherwise is marked, and one undo goes back", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.type("EHLO client.example.org", "MAIL FROM:<joe@nowhere.invalid>", "RCPT TO:<bob@example.com>");
  await page.getByRole("combobox", { name: "Server", exact: true }).selectOption("exim");
  await expect(playground.transcript).toContainText("ESMTP Exim");
  await expect(playground.transcript).toContainText("MAIL FROM:<joe@nowhere.invalid>");
  await expect(page.getByRole("status").first()).toContainText("The same words were said to Exim");
  await expect(playground.transcript.locator(".changed").first()).toBeVisible();
  await playground.button("Step back").click();
  await expect(playground.transcript).toContainText("ESMTP Postfix");
  await expect(playground.transcript).toContainText("RCPT TO:<bob@example.com>");
});

test("starting over is undone, and the session is among the kept ones too", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.type("EHLO client.example.org", "VRFY bob");
  await playground.button("Start over").click();
  await expect(playground.transcript).not.toContainText("VRFY bob");
  await playground.button("Undo").click();
  await expect(playground.transcript).toContainText("VRFY bob");
  await playground.fromMenu("Sessions");
  await expect(page.getByRole("dialog", { name: "Sessions" })).toContainText("Kept by itself");
});

test("what is being typed outlives a reload, and Escape does not erase it for good", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.type("EHLO client.example.org");
  await playground.commandLine.fill("MAIL FROM:<half@");
  await page.reload();
  await expect(playground.commandLine).toHaveValue("MAIL FROM:<half@");
  await playground.commandLine.focus();
  await page.keyboard.press("Escape");
  await expect(playground.commandLine).toHaveValue("");
  await page.keyboard.press("ArrowUp");
  await expect(playground.commandLine).toHaveValue("MAIL FROM:<half@");
});

test("the address of a shared link stays until something is said, and its start can be gone back to", async ({ page, context }) => {
  const playground = await Playground.open(page);
  await playground.type("EHLO client.example.org");
  await playground.button("Share").click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();

  const student = new Playground(await context.newPage());
  await student.page.goto(link);
  await expect(student.transcript).toContainText("250 CHUNKING");
  expect(student.page.url()).toBe(link);
  await student.say("VRFY carol");
  await expect(student.transcript).toContainText("VRFY carol");
  await expect.poll(() => new URL(student.page.url()).hash).toBe("");
  await student.button("Back to the start").click();
  await expect(student.transcript).not.toContainText("VRFY carol");
  await expect(student.transcript).toContainText("250 CHUNKING");
});

test("a bounce in the command line is not sent to the server, and can be explained", async ({ page }) => {
  const playground = await Playground.open(page);
  const bounce = "550 5.1.1 <nosuch@example.com>: Recipient address rejected: User unknown in local recipient table";
  await playground.commandLine.fill(bounce);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "what a server says" })).toBeVisible();
  await expect(playground.transcript).not.toContainText("User unknown");
  await playground.button("Send it all the same").click();
  await expect(playground.transcript).toContainText("User unknown");
  // Postfix closes on what is no command at all.
  await playground.button("Connect").first().click();
  await playground.commandLine.fill(bounce);
  await page.keyboard.press("Enter");
  await expect(playground.button("Explain it")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/decode$/);
  await expect(page.locator("#decode")).toContainText("5.1.1");
});

test("actions are found by what people call them", async ({ page }) => {
  await Playground.open(page);
  for (const [words, first] of [
    ["qr", "Share"],
    ["import", "Sessions"],
    ["greylist", "Change the world"],
    ["bounce", "Decode"],
    ["exercise", "Learn"],
    ["python", "Send it from a program"],
    ["theme", "Colours"],
    ["rcpt", "Say: RCPT"],
  ]) {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("listbox")).toBeVisible();
    await page.keyboard.type(words);
    await expect(page.getByRole("listbox").getByRole("option").filter({ hasText: first }).first(), words).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("listbox")).toBeHidden();
  }
  // Opened again before the browser has told that it was closed, it is the list all the same.
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("listbox")).toBeVisible();
  await page.evaluate(() => {
    document.querySelector<HTMLDialogElement>("dialog.actions[open]")!.close();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true, bubbles: true, cancelable: true }));
  });
  await page.keyboard.type("theme");
  await expect(page.getByRole("listbox").getByRole("option").filter({ hasText: "Colours" }).first()).toBeVisible();
});

test("the doors of the four jobs are links with addresses, and the start says what each is for", async ({ page }) => {
  const playground = await Playground.open(page);
  await expect(page.getByText("Talk to a mail server that is not there, and see why it answers as it does.")).toBeVisible();
  const doors = page.getByRole("navigation", { name: "What this page is for" });
  for (const [name, address] of [["Learn", "#/learn"], ["Decode", "#/decode"], ["Reference", "#/reference"], ["Practise", "#/"]]) {
    await doors.getByRole("link", { name, exact: true }).click();
    await expect(doors.getByRole("link", { name, exact: true })).toHaveAttribute("aria-current", "page");
    expect(new URL(page.url()).hash).toBe(address);
  }
  await playground.commandLine.focus();
  await playground.type("NOOP");
  await expect(page.locator(".start-card")).toHaveCount(0);
});
