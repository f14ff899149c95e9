import nodemailer from "nodemailer";

const transport = nodemailer.createTransport({
  host: "{{host}}",
  port: {{port}},
  name: "{{client}}", // EHLO
  secure: false,
  requireTLS: true, // STARTTLS
  auth: { user: "{{user}}", pass: "{{password}}" }, // AUTH
});

try {
  const sent = await transport.sendMail({
    from: "{{from}}",
    to: "{{to}}",
    subject: "{{subject}}",
    text: "{{body}}",
  });
  console.log(sent.response);
} catch (error) {
  console.error(error.response ?? error.message);
  process.exitCode = 1;
}
