using MailKit.Net.Smtp;
using MailKit.Security;

using var client = new SmtpClient { LocalDomain = "{{client}}" }; // EHLO
try
{
    await client.ConnectAsync("{{host}}", {{port}}, SecureSocketOptions.StartTls); // STARTTLS
    Console.WriteLine(client.Capabilities);
    Console.WriteLine(string.Join(" ", client.AuthenticationMechanisms));
    await client.DisconnectAsync(true); // QUIT
    return 0;
}
catch (Exception error) when (error is SmtpCommandException or SslHandshakeException or SmtpProtocolException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
