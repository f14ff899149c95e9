import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Properties;

class Test {
    public static void main(String[] arguments) {
        var settings = new Properties();
        settings.put("mail.smtp.localhost", "{{client}}"); // EHLO
        settings.put("mail.smtp.starttls.enable", "true"); // STARTTLS
        settings.put("mail.smtp.starttls.required", "true");
        settings.put("mail.smtp.ssl.checkserveridentity", "true");

        var session = Session.getInstance(settings);
        session.setDebugOut(System.out);
        session.setDebug(true);
        try (var server = session.getTransport("smtp")) {
            server.connect("{{host}}", {{port}}, null, null);
        } catch (MessagingException error) {
            System.err.println(error);
            System.exit(1);
        }
    }
}
