// `serve --page`: what real clients say is seen in the playground while they say it.
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expectNothingFromAxe } from "./axe";
import { DIST } from "./host";
import { Playground } from "./page";
import { expect, test } from "./support";

/** A client with Python's smtplib that goes a step on for each line that it is sent. */
const CLIENT = `
import smtplib, ssl, sys
step = sys.stdin.readline
smtp = smtplib.SMTP("127.0.0.1", int(sys.argv[1]), local_hostname="client.example.org")
smtp.starttls(context=ssl._create_unverified_context())
smtp.login("alice@example.com", "wonderland")
smtp.mail("alice@example.com")
step()
print(smtp.rcpt("dave@example.org")[0], smtp.rcpt("nobody-here@example.com")[0], flush=True)
step()
smtp.quit()
`;

const live = test.extend<{ program: (command: string, ...rest: string[]) => { child: ChildProcess; line: () => Promise<string> } }>({
  /** Starts a program whose lines can be read; it is ended with the test. */
  program: async ({}, use) => {
    const children: ChildProcess[] = [];
    await use((command, ...rest) => {
      const child = spawn(command, rest, { stdio: ["pipe", "pipe", "inherit"] });
      children.push(child);
      const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
      return { child, line: async () => (await lines.next()).value ?? "" };
    });
    for (const child of children) child.kill();
  },
});

live("a session of Python's smtplib is seen while it happens, is taken over, and its link opens it", async ({ page, program, ownOrigins }) => {
  const server = program(process.env.PROGRAM!, "serve", "--server", "postfix", "--role", "submission", "--listen", "127.0.0.1:0", "--http", "0", "--page", DIST);
  const [, port] = /^listening on 127\.0\.0\.1:(\d+)$/.exec(await server.line())!;
  const [, http] = /^http on (http:\S+)$/.exec(await server.line())!;
  ownOrigins.push(new URL(http!).origin);
  await page.goto(`${http}look/`);
  await expect(page.getByRole("status")).toHaveText("Connected. New sessions appear here.");

  const client = program("python3", "-c", CLIENT, port!);
  const row = page.getByRole("list").getByRole("button", { name: "client.example.org" });
  await expect(row).toContainText("going on");
  const session = page.frameLocator("iframe");
  await expect(session.getByRole("log")).toContainText("mail FROM:<alice@example.com>");
  client.child.stdin!.write("\n");
  expect(await client.line()).toBe("250 550");
  await expect(session.getByRole("log")).toContainText("rcpt TO:<nobody-here@example.com>");
  await expect(row).toContainText("going on");
  await expectNothingFromAxe(page, "the list of sessions", { exclude: "iframe" });
  client.child.stdin!.write("\n");
  await expect(row).toContainText("refused: 550 5.1.1");

  // Taken over: the person says the next line.
  const taken = page.waitForEvent("popup");
  await page.getByRole("link", { name: "Open this session in the playground" }).click();
  const playground = new Playground(await taken);
  await expect(playground.transcript).toContainText("rcpt TO:<nobody-here@example.com>");
  await expect(playground.transcript).toContainText("221 2.0.0 Bye");
  await playground.button("Connect").first().click();
  await playground.say("HELO taken.example.org");
  await expect(playground.transcript).toContainText("HELO taken.example.org");

  // The line that serve printed leads to the same.
  const printed = await server.line();
  expect(printed).toContain("refused rcpt TO:<nobody-here@example.com>: 550 5.1.1");
  await page.goto(/http:\S+/.exec(printed)![0]);
  await expect(new Playground(page).transcript).toContainText("rcpt TO:<nobody-here@example.com>");
});
