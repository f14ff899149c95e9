// Learning: somebody who has never sent a mail does the exercises, and a teacher collects what they did.
import { readFile, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectNothingFromAxe } from "./axe";
import { hostedTest, withCopies } from "./host";
import { Playground } from "./page";
import { expect, test } from "./support";

const FIRST_MAIL = ["EHLO client.example.org", "MAIL FROM:<joe@example.org>", "RCPT TO:<alice@example.com>", "DATA", "hi", "."];
const HEADERS = ["DATA", "From: Joe <joe@example.org>", "To: alice@example.com", "Subject: Lunch", "", "Hi Alice", "."];

/** A teacher's set of one's own, as a file. */
const WEEK = `format = 1
id = "week-1"
title = "Week 1"

[[exercise]]
id = "nobody"
server = "postfix"
title = "Nobody is there"
story = "Try to send a mail to nosuch@example.com."
start = "C: EHLO client.example.org"
goal = [{ reply = "user-unknown" }]
labels = ["The server says that there is no such mailbox"]
hints = ["Who is it from?", "RCPT TO:<nosuch@example.com>"]
solution = '''
C: MAIL FROM:<joe@example.org>
C: RCPT TO:<nosuch@example.com>
'''
after = "The server looks at each recipient by itself."
refs = ["RFC 5321 section 3.3"]

[[exercise]]
id = "goodbye"
server = "postfix"
title = "Goodbye"
story = "Leave."
goal = [{ reply = "goodbye" }]
labels = ["The server says goodbye"]
hints = ["Four letters.", "QUIT"]
solution = "C: QUIT"
after = "221 closes."
refs = ["RFC 5321 section 4.1.1.10"]
`;

class Lessons extends Playground {
  static async at(page: Page, address = "#/learn") {
    const lessons = new Lessons(page);
    await page.goto(`./${address}`);
    await expect(page.locator("#boot")).toHaveCount(0);
    return lessons;
  }

  get list() {
    return this.page.getByRole("main", { name: "Learn", exact: true });
  }

  get task() {
    return this.page.locator("section.task");
  }

  condition(text: string) {
    return this.task.getByRole("listitem").filter({ hasText: text });
  }

  exercise(name: string) {
    return this.list.getByRole("listitem").filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  async open(name: string) {
    await this.list.getByRole("link", { name, exact: true }).click();
    await expect(this.task.getByRole("heading", { level: 2 })).toContainText(name);
  }
}

test("a newcomer finds the first exercise by one click and solves the first three by keyboard", async ({ page }) => {
  await Playground.open(page);
  const lessons = new Lessons(page);
  await page.getByRole("navigation").getByRole("link", { name: "Learn", exact: true }).click();
  await page.getByRole("link", { name: /^Start here/ }).press("Enter");
  await expect(lessons.task).toContainText("You are connected to a mail server");
  await expect(lessons.condition("The server knows who is calling")).toContainText("still open");
  await lessons.type("EHLO client.example.org");
  await expect(lessons.condition("The server knows who is calling")).toContainText("reached");
  await expect(lessons.task).toContainText("Solved");
  await expect(lessons.task).toContainText("A client introduces itself by name");

  await lessons.tabTo(lessons.button("Next exercise"), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(lessons.task.getByRole("heading", { level: 2 })).toContainText("Your first mail");
  await lessons.type(...FIRST_MAIL);
  await expect(lessons.task).toContainText("Solved");
  await lessons.tabTo(lessons.button("Next exercise"), "Shift+Tab");
  await page.keyboard.press("Enter");
  await lessons.type(...HEADERS);
  await expect(lessons.task).toContainText("Solved");

  await page.getByRole("navigation").getByRole("link", { name: "Learn", exact: true }).click();
  await expect(lessons.list).toContainText(/3 of \d+ done/);
  await expect(lessons.exercise("Say hello")).toContainText("Done");
  await expect(lessons.exercise("Not that one!")).toContainText("Not begun");
  await expect(page.getByRole("link", { name: /^Go on: One letter, two mailboxes/ })).toBeVisible();
});

test("a wrong way gets its word once, under the line that caused it", async ({ page }) => {
  const lessons = await Lessons.at(page, "#/learn/first-mail/say-hello");
  await lessons.type("HELLO client.example.org");
  const word = lessons.transcript.getByText("SMTP's verbs have four letters", { exact: false });
  await expect(word).toHaveCount(1);
  await expect(lessons.transcript.getByRole("listitem").last()).toContainText("four letters");
  await lessons.type("HELLO again");
  await expect(word).toHaveCount(1);
  await expect(lessons.transcript.getByRole("listitem").last()).not.toContainText("four letters");
  await lessons.button("Step back").click();
  await lessons.button("Step back").click();
  await expect(word).toHaveCount(0);
});

test("hints come one after the other, and the start can be had again", async ({ page }) => {
  const lessons = await Lessons.at(page, "#/learn/first-mail/change-your-mind");
  await lessons.button("Hint (1 of 3)").click();
  await expect(lessons.task).toContainText("A single recipient cannot be struck out.");
  await expect(lessons.task).not.toContainText("Type RSET");
  await lessons.button("Hint (2 of 3)").click();
  await lessons.button("Hint (3 of 3)").click();
  await expect(lessons.task).toContainText("Type RSET");
  await lessons.say("QUIT");
  await expect(lessons.transcript).toContainText("221");
  await lessons.button("Back to the start").click();
  await expect(lessons.transcript).not.toContainText("221");
  await expect(lessons.transcript).toContainText("RCPT TO:<carol@example.com>");
  // The way that was gone is not lost.
  await lessons.button("Step forward").click();
  await expect(lessons.transcript).toContainText("221");
});

test("the goal can be undone and reached again, and stays done in the list", async ({ page }) => {
  const lessons = await Lessons.at(page, "#/learn/first-mail/say-hello");
  const condition = lessons.condition("The server knows who is calling");
  await lessons.type("EHLO client.example.org");
  await expect(condition).toContainText("reached");
  await lessons.button("Step back").click();
  await expect(condition).toContainText("still open");
  await expect(lessons.task).toContainText("Solved before");
  await lessons.button("Step forward").click();
  await expect(condition).toContainText("reached");
  await page.goto("./#/learn");
  await expect(lessons.exercise("Say hello")).toContainText("Done");
});

test("a reload in the middle goes on where one was", async ({ page }) => {
  const lessons = await Lessons.at(page, "#/learn/first-mail/first-mail");
  await lessons.button("Hint (1 of 3)").click();
  await lessons.say(...FIRST_MAIL.slice(0, 4));
  for (const address of ["./#/learn/first-mail/first-mail", "./"]) {
    await page.goto("about:blank");
    await page.goto(address);
    await expect(lessons.task.getByRole("heading", { level: 2 })).toContainText("Your first mail");
    await expect(lessons.transcript).toContainText("354");
    await expect(lessons.button("Hint (2 of 3)")).toBeVisible();
  }
  await lessons.say("hi", ".");
  await expect(lessons.task).toContainText("Solved");
});

test("server and role belong to the exercise, and the session before it comes back", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.type("EHLO mine.example.org");
  const lessons = new Lessons(page);
  await page.getByRole("navigation").getByRole("link", { name: "Learn", exact: true }).click();
  await lessons.open("Three letters and a goodbye");
  await expect(page.locator(".bar select").first()).toBeDisabled();
  await expect(page.getByLabel("Role")).toBeDisabled();
  await lessons.say("EHLO client.example.org");
  await lessons.button("Leave the exercise").click();
  await expect(lessons.transcript).toContainText("EHLO mine.example.org");
  await expect(lessons.task).toHaveCount(0);
  await expect(page.getByLabel("Role")).toBeEnabled();
  // And how far the exercise was is kept, too.
  await page.getByRole("navigation").getByRole("link", { name: "Learn", exact: true }).click();
  await expect(lessons.exercise("Three letters and a goodbye")).toContainText("Begun");
  await lessons.open("Three letters and a goodbye");
  await expect(lessons.transcript).toContainText("EHLO client.example.org");
});

test("an exercise in which the world is changed, one with a question, and one with parts", async ({ page }) => {
  const lessons = await Lessons.at(page, "#/learn/bounce-desk/desk-alias");
  await lessons.button("Change the world", lessons.task).click();
  const aliases = page.locator("#world-aliases");
  await aliases.fill(`${await aliases.inputValue()}\ninfo: carol`);
  await page.locator("#world").getByRole("button", { name: "Apply and play again" }).click();
  await expect(lessons.task).toContainText("Solved");

  await page.goto("./#/learn/servers/who-is-it");
  await expect(lessons.transcript).toContainText("not told here");
  // Nor does the right place tell before it is solved.
  const line = page.locator("#part-line");
  const keptBack = "This would tell which server it is. It is shown when you have found out.";
  await expect(line).toHaveText(keptBack, { useInnerText: true });
  await expect(page.locator(".picker option", { hasText: "Sendmail" })).toHaveCount(0);
  await expect(lessons.button("Compare servers")).toBeHidden();
  await page.keyboard.press("Control+K");
  await page.keyboard.type("compare");
  await expect(page.getByRole("option", { name: /^Compare servers/ })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  await lessons.task.getByRole("radio").first().check();
  await expect(lessons.transcript.locator(".feedback")).toHaveCount(1);
  await lessons.task.getByRole("radio").nth(2).check();
  await expect(lessons.task).toContainText("Solved");
  await expect(line).not.toContainText(keptBack, { useInnerText: true });

  await page.goto("./#/learn/tls-auth/submit-whole");
  await expect(lessons.task).toContainText("Part 1 of 4");
  await lessons.say("EHLO client.example.org", "STARTTLS");
  await expect(lessons.task).toContainText("Part 2 of 4");
});

test("hard mode works without the list of commands, completion and hints", async ({ page }) => {
  const lessons = await Lessons.at(page);
  await lessons.list.getByRole("checkbox", { name: /^Hard mode/ }).check();
  await lessons.open("Say hello");
  await expect(page.locator("#say")).toContainText("Hard mode");
  await expect(page.locator("#group-session")).toBeHidden();
  await expect(page.locator(".hint")).toBeEmpty();
  await lessons.commandLine.fill("EH");
  await lessons.commandLine.press("Control+Space");
  await expect(page.locator("#completions [role=option]")).toHaveCount(0);
  await lessons.say("EHLO client.example.org");
  await expect(lessons.task).toContainText("Solved");
});

test.describe("for somebody who reads Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("the list, the task and the words for wrong ways are Chinese", async ({ page }) => {
    await page.goto("./#/learn");
    await page.getByRole("link", { name: /^从这里开始：打个招呼/ }).click();
    const task = page.locator("section.task");
    await expect(task).toContainText("你已经连上一台邮件服务器");
    const command = page.getByRole("textbox", { name: "命令", exact: true });
    await command.fill("HELLO client.example.org");
    await command.press("Enter");
    await expect(page.getByRole("log")).toContainText("SMTP 的命令是四个字母");
    await command.fill("EHLO client.example.org");
    await command.press("Enter");
    await expect(task).toContainText("已解决");
    await expectNothingFromAxe(page, "an exercise in Chinese");
  });
});

test("on a phone the task is one line that unfolds", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const lessons = await Lessons.at(page, "#/learn/first-mail/first-mail");
  await expect(lessons.task).toContainText("Alice is waiting to hear from you");
  await lessons.say("EHLO client.example.org");
  await expect(lessons.task.getByText("Alice is waiting to hear from you")).toBeHidden();
  await expect(lessons.task).toContainText("0 of 1");
  expect((await lessons.task.boundingBox())!.height).toBeLessThan(60);
  await lessons.task.getByRole("button", { expanded: false }).click();
  await expect(lessons.task.getByText("Alice is waiting to hear from you")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await lessons.say(...FIRST_MAIL.slice(1));
  await expect(lessons.task).toContainText("The 250 at the end is a promise");
  await expect(lessons.button("Next exercise")).toBeVisible();
});

test("in front of a class the task is large, and its conditions tick themselves off", async ({ page }) => {
  const lessons = await Lessons.at(page, "#/learn/first-mail/first-mail");
  await lessons.say("EHLO client.example.org", "MAIL FROM:<joe@example.org>");
  const size = () => lessons.task.locator(".story").evaluate((story) => parseFloat(getComputedStyle(story).fontSize));
  const before = await size();
  await page.keyboard.press("Alt+p");
  await expect(lessons.task).toContainText("Your first mail");
  expect(await size()).toBeGreaterThan(before * 1.25);
  await expect(lessons.task.getByRole("list").first()).toBeVisible();
  await expectNothingFromAxe(page, "the task in front of a class");
  await page.keyboard.press("Escape");
  await lessons.say("RCPT TO:<alice@example.com>", "DATA", "hi", ".");
  await expect(lessons.task).toContainText("Solved");
});

test("everybody can use the list and the task", async ({ page }) => {
  const lessons = await Lessons.at(page);
  await expect(lessons.list.getByRole("link", { name: "Say hello", exact: true })).toBeVisible();
  await expectNothingFromAxe(page, "the list");
  await lessons.open("Say hello");
  await lessons.say("HELLO x", "EHLO client.example.org");
  await lessons.button("Hint (1 of 3)").click();
  await expectNothingFromAxe(page, "an exercise");
});

test("progress is carried to another browser by a file, and nothing is lost by it", async ({ page, browser }) => {
  const lessons = await Lessons.at(page, "#/learn/first-mail/say-hello");
  await lessons.say("EHLO client.example.org");
  await expect(lessons.task).toContainText("Solved");
  await page.goto("./#/learn");
  const saved = page.waitForEvent("download");
  await lessons.button("Save my progress as a file").click();
  const file = await (await saved).path();

  const other = await browser.newPage({ baseURL: new URL("./", page.url()).href });
  const there = await Lessons.at(other, "#/learn/first-mail/change-your-mind");
  await there.say("RSET", ...FIRST_MAIL.slice(1));
  await expect(there.task).toContainText("Solved");
  await other.goto("./#/learn");
  await other.getByLabel("Open files").setInputFiles(file!);
  await expect(there.list.locator(".learn-news")).toContainText("your progress from there is added");
  await expect(there.exercise("Say hello")).toContainText("Done");
  await expect(there.exercise("Not that one!")).toContainText("Done");
  await other.close();
});

test("progress that is damaged is told and not lost", async ({ page }) => {
  await page.addInitScript(() => {
    if (!localStorage.getItem("once")) localStorage.setItem("smtp-playground-progress", "{damaged");
    localStorage.setItem("once", "1");
  });
  const lessons = await Lessons.at(page);
  await expect(page.locator(".notice")).toContainText("Your progress could not be read");
  await expect(lessons.exercise("Say hello")).toContainText("Not begun");
  const kept = await page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("smtp-playground-damaged:")));
  expect(kept.map(([, text]) => text)).toEqual(["{damaged"]);
});

test("a set by file: dropped, wrong, done, and there again after a reload", async ({ page }) => {
  const lessons = await Lessons.at(page);
  const files = page.getByLabel("Open files");
  await files.setInputFiles({ name: "week1.toml", mimeType: "text/plain", buffer: Buffer.from(WEEK.replace("goal = [{ reply = \"goodbye\" }]", "gaol = 1")) });
  await expect(lessons.list.locator(".learn-news")).toContainText("week1.toml is no set that can be used");
  await expect(lessons.list.locator(".learn-news")).toContainText(/week1\.toml:\d+: .*gaol/);
  // What can be used is, and the compiler says what does not hold.
  const unsound = WEEK.replace("C: RCPT TO:<nosuch@example.com>", "C: RSET");
  await files.setInputFiles({ name: "week0.toml", mimeType: "text/plain", buffer: Buffer.from(unsound.replace("week-1", "week-0")) });
  await expect(lessons.list.locator(".learn-news")).toContainText("is open: 2 exercises");
  await expect(lessons.list.locator(".learn-news")).toContainText(/week0\.toml:\d+: this solution of nobody does not reach the goal/);
  await lessons.button("Remove from the list", lessons.list).click();
  await files.setInputFiles({ name: "week1.toml", mimeType: "text/plain", buffer: Buffer.from(WEEK) });
  await expect(lessons.list.locator(".learn-news")).toContainText("“Week 1” is open: 2 exercises");
  await page.reload();
  await lessons.open("Nobody is there");
  await lessons.say("MAIL FROM:<joe@example.org>", "RCPT TO:<nosuch@example.com>");
  await expect(lessons.task).toContainText("The server looks at each recipient by itself.");
  await lessons.button("Next exercise").click();
  await expect(lessons.task.getByRole("heading", { level: 2 })).toContainText("Goodbye");
});

test("an exercise by link, without its solutions; a damaged link is told", async ({ page, context, browserName }) => {
  test.skip(browserName !== "chromium", "reads the clipboard");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const lessons = await Lessons.at(page);
  await page.getByLabel("Open files").setInputFiles({ name: "week1.toml", mimeType: "text/plain", buffer: Buffer.from(WEEK) });
  await lessons.open("Nobody is there");
  await lessons.button("Copy a link to it").click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("#l=1.");
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const guest = await context.browser()!.newPage();
  await guest.goto(link);
  const there = new Lessons(guest);
  await expect(there.task.getByRole("heading", { level: 2 })).toContainText("Nobody is there");
  await there.say("MAIL FROM:<joe@example.org>", "RCPT TO:<nosuch@example.com>");
  await expect(there.task).toContainText("Solved");
  await expect(there.task.getByText("Ways to the goal")).toHaveCount(0);
  await guest.goto("about:blank");
  await guest.goto(`${link.slice(0, -20)}`);
  await expect(guest.locator(".notice")).toContainText("damaged");
  await guest.close();
});

hostedTest("a set that lies beside the page", async ({ page, host }) => {
  await withCopies(1, async ([copy]) => {
    await mkdir(join(copy, "lessons"), { recursive: true });
    await writeFile(join(copy, "lessons", "week1.toml"), WEEK);
    host.directory = copy;
    const lessons = await Lessons.at(page, "?set=week1");
    await expect(lessons.list.getByRole("heading", { name: "Week 1" })).toBeVisible();
    await page.goto("about:blank");
    await page.goto("./?set=week1#/learn/week-1/goodbye");
    await expect(lessons.task.getByRole("heading", { level: 2 })).toContainText("Goodbye");
    await page.goto("about:blank");
    await page.goto("./?set=nothing");
    await expect(page.locator(".notice")).toContainText("There is no set lessons/nothing.toml");
    expect(host.asked.filter((path) => path.startsWith("lessons/"))).toEqual(expect.arrayContaining(["lessons/week1.toml", "lessons/nothing.toml"]));
  });
});

test("forty hand-ins are judged in under five seconds, equal times are marked, and the table is saved as CSV", async ({ page }) => {
  const lessons = await Lessons.at(page, "#/learn/first-mail/first-mail");
  await lessons.button("Hint (1 of 3)").click();
  await lessons.say("RCPT TO:<alice@example.com>", ...FIRST_MAIL);
  await expect(lessons.task).toContainText("Solved");
  await page.goto("./#/learn");
  await page.getByLabel("Your name").fill("Ada Li");
  const saved = page.waitForEvent("download");
  await lessons.button("Save my hand-in as a file").click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("hand-in-first-mail-Ada-Li.json");
  const own = await readFile((await download.path())!, "utf8");

  const classroom = Array.from({ length: 39 }, (_, number) => ({
    name: `${number}.json`,
    mimeType: "application/json",
    buffer: Buffer.from(own.replace("Ada Li", number === 7 ? "=cmd|' /C calc'!A0" : `Student ${number}`)),
  }));
  const damaged = { name: "broken.json", mimeType: "application/json", buffer: Buffer.from(own.slice(0, 200)) };
  const begin = Date.now();
  await page.getByLabel("Open files").setInputFiles([...classroom, damaged]);
  const table = page.getByRole("region", { name: "Judged hand-ins" });
  await expect(table.getByRole("row")).toHaveCount(40);
  expect(Date.now() - begin).toBeLessThan(5_000);
  const row = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Student 3", exact: true }) });
  await expect(row).toContainText("yes");
  await expect(row).toContainText("Student 4");
  await expect(lessons.list).toContainText("broken.json: Could not be read");
  await expect(lessons.list).toContainText("39 of 39 solved, 39 people");
  const csv = page.waitForEvent("download");
  await lessons.button("Save as CSV").click();
  const text = await readFile((await (await csv).path())!, "utf8");
  expect(text.split("\r\n")[0]).toBe("name,exercise,solved,commands,minutes,hints,refusals,same stamps as");
  expect(text).toContain("Student 3,first-mail,yes,");
  expect(text).not.toMatch(/^=/m);
});

test("a hand-in can be a link, and whoever opens it sees the judgement", async ({ page, context, browserName }) => {
  test.skip(browserName !== "chromium", "reads the clipboard");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const lessons = await Lessons.at(page, "#/learn/first-mail/say-hello");
  await lessons.say("EHLO client.example.org");
  await expect(lessons.task).toContainText("Solved");
  await page.goto("./#/learn");
  await page.getByLabel("Your name").fill("Ada Li");
  await lessons.button("Copy my hand-in as a link").click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("#h=1.");
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const teacher = await context.browser()!.newPage();
  await teacher.goto(link);
  const table = teacher.getByRole("region", { name: "Judged hand-ins" });
  await expect(table.getByRole("row").nth(1)).toContainText("Ada Li");
  await expect(table.getByRole("row").nth(1)).toContainText("yes");
  await teacher.getByLabel("Links of hand-ins, one a line").fill(`${link}\n${link.slice(0, -9)}`);
  await teacher.getByRole("button", { name: "Judge the links" }).click();
  await expect(teacher.locator("#grades")).toContainText("Could not be read");
  await teacher.close();
});

test("the exercises are not fetched before they are wanted", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const playground = await Playground.open(page);
  await playground.type("EHLO client.example.org");
  expect(asked.filter((path) => path.endsWith("course.json"))).toEqual([]);
  await page.goto("./#/learn");
  await expect(page.getByRole("link", { name: "Say hello", exact: true })).toBeVisible();
  expect(asked.filter((path) => path.endsWith("course.json"))).toHaveLength(1);
});

// In a course page on another site.
const EXAMPLE = new URL("../../examples/embed/", import.meta.url);
const THERE = "http://127.0.0.1:8080/";

test("in a frame the task stands above the session, and the page around it hears when it is solved", async ({ page, baseURL, ownOrigins, context }) => {
  const server = createServer(async (request, response) => {
    const name = request.url!.slice(1);
    const text = await readFile(new URL(name, EXAMPLE), "utf8").catch(() => "");
    response.setHeader("content-type", name.endsWith(".js") ? "text/javascript" : name.endsWith(".css") ? "text/css" : "text/html; charset=utf-8");
    response.end(text.replaceAll(`${THERE}?`, `${baseURL}?`).replaceAll(THERE.slice(0, -1), new URL(baseURL!).origin));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  ownOrigins.push(url);
  await page.goto(`${url}/exercise.html`);
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("section.task")).toContainText("You are connected to a mail server");
  await expect(frame.getByRole("button", { name: "Leave the exercise" })).toHaveCount(0);
  await expect(page.getByRole("status")).toHaveText("Not solved yet.");
  await frame.getByRole("textbox", { name: "Command" }).fill("EHLO client.example.org");
  await frame.getByRole("textbox", { name: "Command" }).press("Enter");
  await expect(page.getByRole("status")).toHaveText("Solved, with 1 commands.");
  expect((await context.storageState()).origins).toEqual([]);
  server.close();
});
