import SMTPConnection from "nodemailer/lib/smtp-connection/index.js";

const connection = new SMTPConnection({
  host: "{{host}}",
  port: {{port}},
  name: "{{client}}", // EHLO
  secure: false,
  requireTLS: true, // STARTTLS
});

connection.once("error", (error) => {
  console.error(error.response ?? error.message);
  process.exitCode = 1;
});
connection.connect(() => {
  console.log(connection.lastServerResponse);
  connection.quit();
});
