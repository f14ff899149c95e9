import smtplib
import ssl
import sys
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

message = EmailMessage()
message["From"] = "{{from}}"
message["To"] = "{{to}}"
message["Subject"] = "{{subject}}"
message["Date"] = formatdate(localtime=True)
message["Message-ID"] = make_msgid(domain="{{client}}")
message.set_content("{{body}}")

try:
    with smtplib.SMTP("{{host}}", {{port}}, local_hostname="{{client}}", timeout=30) as server:
        server.ehlo()  # EHLO
        server.starttls(context=ssl.create_default_context())  # STARTTLS
        server.ehlo()  # EHLO
        server.login("{{user}}", "{{password}}")  # AUTH
        server.send_message(message)  # MAIL, RCPT, DATA
except smtplib.SMTPResponseException as error:
    sys.exit(f"{error.smtp_code} {error.smtp_error.decode(errors='replace')}")
except smtplib.SMTPRecipientsRefused as error:
    sys.exit(str(error.recipients))
except OSError as error:
    sys.exit(str(error))
