// A project's tests of its mail, against `smtp-playground serve --server postfix --role submission --http 8025`.
// SMTP_PORT and HTTP_PORT say where it listens. Run with: node --test (needs nodemailer)
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import nodemailer from "nodemailer";

const api = `http://127.0.0.1:${process.env.HTTP_PORT ?? 8025}/api`;

/** What your application does. */
async function welcome(to) {
  const transport = nodemailer.createTransport({
    host: "127.0.0.1",
    port: Number(process.env.SMTP_PORT ?? 2525),
    auth: { user: "alice@example.com", pass: "wonderland" },
    // The certificate of the practice server is made at each start; a real server's is checked.
    tls: { rejectUnauthorized: false },
  });
  await transport.sendMail({ from: "alice@example.com", to, subject: "Welcome", text: "Hello!" });
}

beforeEach(() => fetch(`${api}/reset`, { method: "POST" }));

test("it arrives", async () => {
  await welcome("bob@example.com");
  const [mail] = await (await fetch(`${api}/messages?to=bob@example.com&wait=5`)).json();
  assert.equal(mail.subject, "Welcome");
});

test("a recipient that is refused for now is taken at the second try", async () => {
  await assert.rejects(welcome("tempfail-1@fail.test"), { responseCode: 451 });
  await welcome("tempfail-1@fail.test");
});
