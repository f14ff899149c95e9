// A teacher makes an exercise from a session, tries it, gives it away and opens it again.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectNothingFromAxe } from "./axe";
import { Playground } from "./page";
import { expect, test } from "./support";

/** What the page calls things, by language. */
const NAMES = {
  en: {
    make: "Make an exercise",
    beginHere: "It begins where the session stands",
    isWay: "What I did is a solution",
    goToStart: "Go to the start",
    add: "Add to the goal: ",
    mistake: "This is a mistake: ",
    answer: "The server answers 503 5.5.1 to RCPT",
    letter: "A message from joe@example.org for carol is taken",
    title: "Title",
    story: "Task",
    hints: "Hints, one a line",
    say: "What the learner is told",
    after: "Why it works",
    refs: "Where to read on, one a line",
    sound: "All that it claims was played and holds.",
    preview: "Try it as a learner",
    back: "Back to the form",
    undo: "Undo in the form",
    linkStudents: "Copy the link for learners",
    fileTeachers: "Save for teachers",
    solved: "Solved",
  },
  "zh-CN": {
    make: "制作练习",
    beginHere: "从会话现在的位置开始",
    isWay: "我刚才做的就是解法",
    goToStart: "回到起点",
    add: "添加到目标：",
    mistake: "这是个错误：",
    answer: "服务器对 RCPT 答复 503 5.5.1",
    letter: "joe@example.org 发给 carol 的邮件被收下",
    title: "标题",
    story: "任务",
    hints: "提示，每行一条",
    say: "对学生说的话",
    after: "为什么这样可行",
    refs: "延伸阅读，每行一条",
    sound: "它声称的一切都演练过了，全部成立。",
    preview: "像学生那样试做",
    back: "回到表单",
    undo: "撤销表单的改动",
    linkStudents: "复制给学生的链接",
    fileTeachers: "保存教师版",
    solved: "已解决",
  },
} as const;

const LETTER = ["MAIL FROM:<joe@example.org>", "RCPT TO:<carol@example.com>", "DATA", "Hello", "."];

class Making extends Playground {
  readonly names: (typeof NAMES)[keyof typeof NAMES];

  constructor(page: Page, tag: keyof typeof NAMES = "en") {
    super(page, tag);
    this.names = NAMES[tag];
  }

  get form() {
    return this.page.locator("#part-workshop");
  }

  async start() {
    await this.page.goto("./#/learn");
    await this.button(this.names.make).click();
    await expect(this.form).toBeVisible();
  }
}

/** Makes "a letter for Carol": from the session to an exercise without findings. */
async function make(making: Making) {
  const { form, names } = making;
  const field = (name: string) => form.getByLabel(name, { exact: true });
  await making.say("EHLO client.example.org");
  await making.button(names.beginHere, form).click();
  await expect(form.locator("#make-start ~ pre")).toContainText("C: EHLO client.example.org");

  // The mistake first, then the way.
  await making.say("RCPT TO:<carol@example.com>");
  await making.button(names.mistake + names.answer, form).click();
  await field(names.say).fill("The sender comes first.");
  await making.button(names.goToStart, form).click();
  await making.say(...LETTER);
  await making.button(names.isWay, form).click();
  await making.button(names.add + names.letter, form).click();

  await field(names.title).fill("A letter for Carol");
  await field(names.story).fill("Carol waits for a letter from joe@example.org.");
  await field(names.hints).fill("Who is it from?\nRCPT TO:<carol@example.com>");
  await field(names.after).fill("The envelope decides.");
  await field(names.refs).fill("RFC 5321 section 3.3\nreference/commands/rcpt");
  await expect(form.getByText(names.sound)).toBeVisible();
}

for (const tag of ["en", "zh-CN"] as const) {
  test(`${tag}: a teacher makes an exercise from a session, tries it, and comes back`, async ({ page }) => {
    await Playground.open(page);
    const making = new Making(page, tag);
    if (tag !== "en") await new Playground(page).chooseLanguage(tag);
    await page.keyboard.press("Control+K");
    await page.keyboard.type(making.names.make);
    await page.keyboard.press("Enter");
    await expect(making.form).toBeVisible();
    await make(making);
    await expectNothingFromAxe(page, "the form");

    await making.button(making.names.preview, making.form).click();
    const task = page.locator("section.task");
    await expect(task.getByRole("heading", { level: 2 })).toContainText("A letter for Carol");
    await expect(making.form).toHaveCount(0);
    await making.say("RCPT TO:<carol@example.com>");
    await expect(page.locator(".feedback")).toContainText("The sender comes first.");
    await making.say(...LETTER);
    await expect(task.getByText(making.names.solved, { exact: true })).toBeVisible();
    await making.button(making.names.back, task.locator(".task-foot")).click();

    // The teacher's own session is there again, and nothing counts as done.
    await expect(making.form).toBeVisible();
    await expect(making.transcript).toContainText("queued as");
    expect(await page.evaluate(() => localStorage.getItem("smtp-playground-progress") ?? "")).not.toContain("preview");
  });
}

test("the form is there after a reload, and its changes can be taken back", async ({ page }) => {
  const making = new Making(page);
  await Playground.open(page);
  await making.start();
  await make(making);
  await page.reload();
  await making.isThere();
  await page.getByRole("tab", { name: "Exercise", exact: true }).click();
  const title = making.form.getByLabel("Title", { exact: true });
  await expect(title).toHaveValue("A letter for Carol");
  await expect(making.form.getByText(NAMES.en.sound)).toBeVisible();

  await title.fill("");
  await expect(making.form.getByText("Still to do: 1")).toBeVisible();
  await making.button(NAMES.en.undo, making.form).click();
  await expect(title).toHaveValue("A letter for Carol");
  await expect(making.form.getByText(NAMES.en.sound)).toBeVisible();
});

test("the text and the form are the same; a text that cannot be read changes nothing and stays", async ({ page }) => {
  const making = new Making(page);
  await Playground.open(page);
  await making.start();
  await make(making);
  await making.form.getByText("The exercise as text", { exact: true }).click();
  const text = making.form.getByLabel("Text (TOML)");
  const written = await text.inputValue();
  expect(written).toContain("RCPT TO:<carol@example.com>");
  await text.fill(written.replaceAll("A letter for Carol", "Post for Carol"));
  await expect(making.form.getByLabel("Title", { exact: true })).toHaveValue("Post for Carol");

  const broken = `${written}\n[[exercise.wrong`;
  await text.fill(broken);
  await expect(making.form.getByText("The text is not TOML")).toBeVisible();
  await expect(making.form.getByLabel("Title", { exact: true })).toHaveValue("Post for Carol");
  await page.reload();
  await making.isThere();
  await page.getByRole("tab", { name: "Exercise", exact: true }).click();
  await making.form.getByText("The exercise as text", { exact: true }).click();
  await expect(text).toHaveValue(broken);
});

test("a link for learners holds the exercise without its solution, and a file of the set comes back into the form", async ({
  page,
  context,
  browserName,
}) => {
  if (browserName === "chromium") await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const making = new Making(page);
  await Playground.open(page);
  await making.start();
  await make(making);
  const saving = page.waitForEvent("download");
  await making.button(NAMES.en.fileTeachers, making.form).click();
  const download = await saving;
  const file = await readFile(await download.path());
  expect(download.suggestedFilename()).toBe("own.toml");

  await making.button(NAMES.en.linkStudents, making.form).click();
  await expect(page.getByText("Copied", { exact: true })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const student = await context.newPage();
  await student.goto(link);
  const task = student.locator("section.task");
  await expect(task.getByRole("heading", { level: 2 })).toContainText("A letter for Carol");
  await new Playground(student).say(...LETTER);
  await expect(task.getByText("Solved", { exact: true })).toBeVisible();
  await expect(task.getByText("Ways to the goal")).toHaveCount(0);
  await student.close();

  await page.goto("./#/learn");
  await page.getByLabel("Open files").setInputFiles({ name: "own.toml", mimeType: "application/toml", buffer: file });
  await expect(page.getByText("is open: 1 exercises")).toBeVisible();
  await page.locator(".track").filter({ hasText: "A letter for Carol" }).getByRole("button", { name: "Open in the form" }).first().click();
  await expect(making.form.getByLabel("Title", { exact: true })).toHaveValue("A letter for Carol");
  await expect(making.form.getByText(NAMES.en.sound)).toBeVisible();
});

test("an exercise of the course opens in the form, is sound, and can be changed into one's own", async ({ page }) => {
  const making = new Making(page);
  await page.goto("./#/learn/first-mail/say-hello");
  await making.isThere();
  await making.button("Open in the form", page.locator("section.task")).click();
  await expect(making.form).toBeVisible();
  await expect(making.form.getByText(NAMES.en.sound)).toBeVisible();
  await expect(page.locator("section.task")).toHaveCount(0);
});

test("on a phone the form takes the page, and the session is one tab away", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const making = new Making(page);
  await Playground.open(page);
  await making.start();
  await expect(making.form.getByRole("heading", { name: "Make an exercise" })).toBeVisible();
  await expectNothingFromAxe(page, "the form");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
