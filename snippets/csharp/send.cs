using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

var message = new MimeMessage();
message.From.Add(MailboxAddress.Parse("{{from}}"));
message.To.Add(MailboxAddress.Parse("{{to}}"));
message.Subject = "{{subject}}";
message.Body = new TextPart("plain") { Text = "{{body}}" };

using var client = new SmtpClient { LocalDomain = "{{client}}" }; // EHLO
try
{
    await client.ConnectAsync("{{host}}", {{port}}, SecureSocketOptions.StartTls); // STARTTLS
    await client.AuthenticateAsync("{{user}}", "{{password}}"); // AUTH
    Console.WriteLine(await client.SendAsync(message)); // MAIL, RCPT, DATA
    await client.DisconnectAsync(true); // QUIT
    return 0;
}
catch (SmtpCommandException error)
{
    Console.Error.WriteLine($"{(int)error.StatusCode} {error.Message}");
}
catch (Exception error) when (error is AuthenticationException or SslHandshakeException or SmtpProtocolException or IOException)
{
    Console.Error.WriteLine(error.Message);
}
return 1;
