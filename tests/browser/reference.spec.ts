import { expect, test } from "./support";

test("I read about a command and come back to my session", async ({ page }) => {
  await page.goto("");
  await page.locator("#command").fill("EHLO client.example.org");
  await page.locator("#command").press("Enter");
  await page.getByRole("navigation").getByRole("link", { name: "Reference" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "SMTP reference" })).toBeVisible();
  await page.locator("#reader-text").getByRole("link", { name: "Commands", exact: true }).click();
  await page.locator("#reader-text").getByRole("link", { name: "RCPT", exact: true }).click();
  await expect(page.locator("#reader-text h1")).toHaveText("RCPT");
  await page.goBack();
  await expect(page.locator("#reader-text h1")).toHaveText("Commands");
  await page.keyboard.press("Escape");
  await expect(page.locator("#command")).toBeFocused();
  await expect(page.locator("#transcript")).toContainText("EHLO client.example.org");
});

test("I run a flow of the reference in the playground", async ({ page }) => {
  await page.goto("#/reference/flows/submission");
  await page.locator("#reader-text a.run").first().click();
  await expect(page.locator("#transcript")).toContainText("AUTH PLAIN");
});

test("I read the reference without JavaScript", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto(`reference/zh-CN/codes/550.html`);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("550");
  await page.getByRole("link", { name: "English" }).click();
  await expect(page).toHaveURL(/reference\/en\/codes\/550\.html$/);
  await context.close();
});

test("the cheat sheet is one A4 page", async ({ page }) => {
  for (const language of ["en", "zh-CN"]) {
    await page.goto(`reference/${language}/cheatsheet.html`);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
  }
});
