// The page in the user's words. Specs say what a person does and sees; where it is on the page stands here.
import { type Locator, type Page } from "@playwright/test";
import { expect } from "./support";

/** What things are called on the page, by language. */
const WORDS = {
  en: {
    command: "Command",
    transcript: "Session transcript",
    role: "Role",
    submission: "Submission, port 587",
    language: "Language",
    send: "Send",
    connect: "Connect",
    disconnect: "Disconnect",
    reset: "Start over",
    undo: "Step back",
    redo: "Step forward",
    compare: "Compare servers",
    compareTitle: "The same words, another server",
    compareWith: "Compare with",
    anotherCode: "another code",
    say: "Say",
    talk: "Talk",
    why: "Why",
    line: "Line",
    mailbox: "Mailbox",
    codes: "Codes",
    states: "States",
    sequence: "Sequence",
    dark: "Dark",
    light: "Light",
    encrypted: "Encrypted with TLS",
    messageMode: "Message mode",
    openMail: "Open the mail",
    raw: "Raw",
    closeNotice: "Close this notice",
    palette: "What you can say now",
    menu: "More",
    title: "SMTP Playground",
  },
  "zh-CN": {
    command: "命令",
    transcript: "会话记录",
    role: "角色",
    submission: "提交，587 端口",
    language: "语言",
    send: "发送",
    connect: "连接",
    disconnect: "断开",
    reset: "重新开始",
    undo: "退一步",
    redo: "进一步",
    compare: "对照服务器",
    compareTitle: "同样的话，另一台服务器",
    compareWith: "对照的服务器",
    anotherCode: "响应码不同",
    say: "说什么",
    talk: "对话",
    why: "为什么",
    line: "这一行",
    mailbox: "邮箱",
    codes: "响应码",
    states: "状态",
    sequence: "时序",
    dark: "深色",
    light: "浅色",
    encrypted: "已用 TLS 加密",
    messageMode: "邮件内容模式",
    openMail: "打开邮件",
    raw: "原文",
    closeNotice: "关闭这条提示",
    palette: "现在可以说什么",
    menu: "更多",
    title: "SMTP 练习场",
  },
} as const;

export type Language = keyof typeof WORDS;
export const LANGUAGES = Object.keys(WORDS) as Language[];

/** What alice says to send bob a mail through the submission server. */
export const SUBMISSION = [
  "EHLO client.example.org",
  "STARTTLS",
  "EHLO client.example.org",
  "AUTH LOGIN",
  "YWxpY2VAZXhhbXBsZS5jb20=", // alice@example.com
  "d29uZGVybGFuZA==", // wonderland
  "MAIL FROM:<alice@example.com>",
  "RCPT TO:<bob@example.com>",
  "DATA",
  "From: Alice <alice@example.com>",
  "To: Bob <bob@example.com>",
  "Subject: Lunch on Friday?",
  "",
  "Dear Bob,",
  "shall we have lunch on Friday?",
  ".",
];

/** The browser allows the page no storage: each look at it throws. Before the page is opened. */
export async function denyStorage(page: Page) {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }
  });
}

export class Playground {
  readonly words: (typeof WORDS)[Language];

  constructor(
    readonly page: Page,
    language: Language = "en",
  ) {
    this.words = WORDS[language];
  }

  static async open(page: Page, language: Language = "en") {
    const playground = new Playground(page, language);
    await page.goto("./");
    await playground.isThere();
    return playground;
  }

  /** The page has taken the place of the first screen. */
  async isThere() {
    await expect(this.page.locator("#boot")).toHaveCount(0);
    await expect(this.transcript).toContainText("220 ");
  }

  get commandLine() {
    return this.page.getByRole("textbox", { name: this.words.command, exact: true });
  }

  get transcript() {
    return this.page.getByRole("log", { name: this.words.transcript, exact: true });
  }

  /** The part of the page that says what the selected line means. */
  get explanation() {
    return this.page.getByRole("tabpanel", { name: this.words.line, exact: true });
  }

  get palette() {
    return this.page.locator("#say");
  }

  button(name: string, within: Page | Locator = this.page) {
    return within.getByRole("button", { name, exact: true });
  }

  tab(name: string) {
    // A count may stand behind the name.
    return this.page.getByRole("tab", { name: new RegExp(`^${name}\\s*\\d*$`) });
  }

  /** Types each line with the keyboard and sends it with Enter. The focus must be in the command line. */
  async type(...lines: string[]) {
    for (const line of lines) {
      await expect(this.commandLine).toBeFocused();
      await this.page.keyboard.type(line);
      await this.page.keyboard.press("Enter");
      await expect(this.commandLine).toHaveValue("");
    }
  }

  /** Sends each line, whatever has the focus. */
  async say(...lines: string[]) {
    for (const line of lines) {
      await this.commandLine.fill(line);
      await this.commandLine.press("Enter");
    }
  }

  /** Pastes `text` as the clipboard would bring it, half characters and all. */
  async paste(text: string) {
    await this.commandLine.focus();
    await this.commandLine.evaluate((area: HTMLTextAreaElement, units: number[]) => {
      const pasted = String.fromCharCode(...units);
      area.setRangeText(pasted, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
    }, [...Array(text.length).keys()].map((index) => text.charCodeAt(index)));
  }

  /** Goes on with Tab (or back with Shift+Tab) until `target` has the focus. */
  async tabTo(target: Locator, key: "Tab" | "Shift+Tab" = "Tab") {
    for (let presses = 0; presses < 80; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`${key} never came to ${target}`);
  }

  async chooseSubmission() {
    await this.page.getByLabel(this.words.role).selectOption({ label: this.words.submission });
  }

  /** Opens the menu for all that the header has no room for. */
  async openMenu() {
    await this.button(this.words.menu).click();
  }

  /** Does what the menu's row `name` says. */
  async fromMenu(name: string) {
    await this.openMenu();
    await this.button(name, this.page.locator("#menu")).click();
  }

  async chooseLanguage(tag: Language) {
    await this.openMenu();
    await this.page.getByLabel(this.words.language).selectOption(tag);
    await this.page.keyboard.press("Escape");
  }

  async chooseColours(theme: "dark" | "light") {
    await this.openMenu();
    await this.button(this.words[theme]).click();
    await this.page.keyboard.press("Escape");
  }
}
