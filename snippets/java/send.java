import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import java.util.Properties;

class Send {
    public static void main(String[] arguments) {
        var settings = new Properties();
        settings.put("mail.smtp.localhost", "{{client}}"); // EHLO
        settings.put("mail.smtp.starttls.enable", "true"); // STARTTLS
        settings.put("mail.smtp.starttls.required", "true");
        settings.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.put("mail.smtp.auth", "true"); // AUTH

        var session = Session.getInstance(settings);
        var message = new MimeMessage(session);
        try (var server = session.getTransport("smtp")) {
            message.setFrom("{{from}}");
            message.setRecipients(Message.RecipientType.TO, "{{to}}");
            message.setSubject("{{subject}}", "UTF-8");
            message.setText("{{body}}", "UTF-8");
            message.setSentDate(new Date());
            message.saveChanges(); // adds the Message-ID

            server.connect("{{host}}", {{port}}, "{{user}}", "{{password}}");
            server.sendMessage(message, message.getAllRecipients()); // MAIL, RCPT, DATA
        } catch (MessagingException error) {
            System.err.println(error);
            System.exit(1);
        }
    }
}
