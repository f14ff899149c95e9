// Sends the message on standard input, as it is, with nodemailer.
//
//     node nodemailer.mjs PORT MECHANISM PASSWORD < MESSAGE
//
// With XOAUTH2 the password is the access token.
// Prints the dialogue and the server's last reply; exits with 1, and prints the reply, where the server refuses.
import { readFileSync } from "node:fs";
import nodemailer from "nodemailer";

const [port, authMethod, pass] = process.argv.slice(2);
const transport = nodemailer.createTransport({
  host: "127.0.0.1",
  port: Number(port),
  name: "client.example.org",
  requireTLS: true,
  tls: { rejectUnauthorized: false },
  logger: true,
  debug: true,
  authMethod,
  auth:
    authMethod === "XOAUTH2"
      ? { type: "OAuth2", user: "alice@example.com", accessToken: pass }
      : { user: "alice@example.com", pass },
});
try {
  const sent = await transport.sendMail({
    envelope: { from: "alice@example.com", to: ["bob@example.com"] },
    raw: readFileSync(0),
  });
  console.log(sent.response);
} catch (error) {
  console.log(error.response ?? String(error));
  process.exitCode = 1;
}
