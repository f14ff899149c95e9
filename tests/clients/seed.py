"""The two Python functions of the page that this project began with, word for word (only the
indentation is put back), and a driver that runs them against `serve`.

    python3 seed.py send PORT FILE   sends a mail by STARTTLS and login; FILE gets the octets of the message
    python3 seed.py wrong PORT       the same with a wrong password
    python3 seed.py test PORT        prints what `test_smtp_connection` finds, as JSON
"""

import json
import smtplib
import sys
from email.mime.text import MIMEText
from email.mime.multipart import MIMEMultipart


def send_email_smtp(
    smtp_host: str,
    smtp_port: int,
    username: str,
    password: str,
    from_addr: str,
    to_addr: str,
    subject: str,
    body: str,
    use_tls: bool = True
) -> bool:
    """Send email using SMTP with manual command flow."""
    try:
        with smtplib.SMTP(smtp_host, smtp_port) as server:
            server.ehlo() # EHLO command
            if use_tls:
                server.starttls() # STARTTLS command
                server.ehlo() # Re-EHLO after TLS
            server.login(username, password) # AUTH command
            msg = MIMEMultipart()
            msg['From'] = from_addr
            msg['To'] = to_addr
            msg['Subject'] = subject
            msg.attach(MIMEText(body, 'plain'))
            # MAIL FROM, RCPT TO, DATA commands
            server.sendmail(from_addr, to_addr, msg.as_string())
        return True
    except smtplib.SMTPException as e:
        print(f"SMTP Error: {e}")
        return False
# Test SMTP connection manually
def test_smtp_connection(host: str, port: int) -> dict:
    import socket
    try:
        with smtplib.SMTP(host, port, timeout=5) as server:
            banner = server.getwelcome()
            ehlo_resp = server.ehlo()
            return {
                "connected": True,
                "banner": banner.decode(),
                "extensions": list(server.esmtp_features.keys())
            }
    except Exception as e:
        return {"connected": False, "error": str(e)}


def supply_getwelcome() -> None:
    """Python's `smtplib.SMTP` has no `getwelcome` (its `ftplib` and `poplib` have one), so the function
    above fails against every server in the world. With the method it calls it can be tried all the same.
    """
    if hasattr(smtplib.SMTP, "getwelcome"):
        return
    connect = smtplib.SMTP.connect

    def connect_and_remember(self, *args, **kwargs):
        code, text = connect(self, *args, **kwargs)
        self.welcome = b"%d %s" % (code, text)
        return code, text

    smtplib.SMTP.connect = connect_and_remember
    smtplib.SMTP.getwelcome = lambda self: self.welcome


def keep_what_is_sent(path: str) -> None:
    """Writes what follows DATA on the wire into `path`, before dots are stuffed."""
    data = smtplib.SMTP.data

    def data_and_keep(self, msg):
        octets = msg.encode("ascii") if isinstance(msg, str) else msg
        octets = b"\r\n".join(octets.splitlines())
        with open(path, "wb") as file:
            file.write(octets + b"\r\n")
        return data(self, msg)

    smtplib.SMTP.data = data_and_keep


def main() -> int:
    task, port = sys.argv[1], int(sys.argv[2])
    if task == "test":
        supply_getwelcome()
        print(json.dumps(test_smtp_connection("127.0.0.1", port)))
        return 0
    password = "wonderland"
    if task == "wrong":
        password = "looking-glass"
    else:
        keep_what_is_sent(sys.argv[3])
    body = "Hello Bob,\n.a line with a dot\n..and one with two\n.\n\nbye"
    sent = send_email_smtp(
        "127.0.0.1", port, "alice@example.com", password, "alice@example.com", "bob@example.com", "Lunch?", body
    )
    return 0 if sent else 1


if __name__ == "__main__":
    sys.exit(main())
