// Time: going back, saying something else, and both ways side by side.
import { expect, test } from "./support";
import { Playground } from "./page";

test("what if I had said HELO: the other way stays, and both can be compared and changed between", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.type("EHLO client.example.org", "MAIL FROM:<joe@example.org>");
  await playground.transcript.getByText("EHLO").click();
  await playground.button("Say something else here").click();
  await expect(playground.commandLine).toHaveValue("EHLO client.example.org");
  await expect(playground.transcript).not.toContainText("CHUNKING");
  await playground.say("HELO client.example.org", "MAIL FROM:<joe@example.org>");
  await expect(playground.transcript).not.toContainText("CHUNKING");

  await playground.button("Branches (1)").click();
  const branches = page.getByRole("dialog", { name: "Branches of this session" });
  await expect(branches.getByRole("listitem")).toContainText("EHLO client.example.org");
  await playground.button("Compare with this session", branches).click();
  const comparison = page.getByRole("dialog", { name: "This session, and a branch" });
  const row = comparison.getByRole("row").filter({ hasText: "HELO" });
  await expect(row.getByRole("cell").first()).toContainText("250 mail.example.com");
  await expect(row.getByRole("cell").last()).toContainText("250 CHUNKING");
  await expect(comparison.getByRole("row").filter({ hasText: "MAIL FROM" })).toContainText("same answer");
  await page.keyboard.press("Escape");

  await playground.button("Branches (1)").click();
  await playground.button("Go there", branches).click();
  await expect(playground.transcript).toContainText("CHUNKING");
  await expect(playground.transcript).not.toContainText("HELO client");
  await expect(playground.button("Branches (1)")).toBeVisible();
});

test("any line can be gone back to, and forward again step by step", async ({ page }) => {
  const playground = await Playground.open(page);
  await playground.type("EHLO client.example.org", "MAIL FROM:<joe@example.org>", "NOOP");
  await playground.transcript.getByText("EHLO").click();
  await playground.button("Go back to here").click();
  await expect(playground.transcript).toContainText("CHUNKING");
  await expect(playground.transcript).not.toContainText("2.1.0");
  await playground.button("Step forward").click();
  await expect(playground.transcript).toContainText("250 2.1.0 Ok");
  await playground.button("Step forward").click();
  await expect(playground.transcript).toContainText("250 2.0.0 Ok");
});
