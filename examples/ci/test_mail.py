"""A project's tests of its mail, against `smtp-playground serve --server postfix --role submission --http 8025`.

SMTP_PORT and HTTP_PORT say where it listens. Run with: python3 -m unittest test_mail.py
"""

import json
import os
import smtplib
import ssl
import unittest
import urllib.request
from email.message import EmailMessage

SMTP_PORT = int(os.environ.get("SMTP_PORT", "2525"))
API = f"http://127.0.0.1:{os.environ.get('HTTP_PORT', '8025')}/api"


def ask(path, method="GET"):
    with urllib.request.urlopen(urllib.request.Request(API + path, method=method)) as answer:
        body = answer.read()
    return json.loads(body) if body else None


def welcome(address):
    """What your application does."""
    message = EmailMessage()
    message["Subject"] = "Welcome"
    message["From"] = "alice@example.com"
    message["To"] = address
    message.set_content("Hello!\n")
    # The certificate of the practice server is made at each start; a real server's is checked.
    context = ssl._create_unverified_context()
    with smtplib.SMTP("127.0.0.1", SMTP_PORT) as server:
        server.starttls(context=context)
        server.login("alice@example.com", "wonderland")
        server.send_message(message)


class WelcomeMail(unittest.TestCase):
    def setUp(self):
        ask("/reset", "POST")

    def test_it_arrives(self):
        welcome("bob@example.com")
        [mail] = ask("/messages?to=bob@example.com&wait=5")
        self.assertEqual(mail["subject"], "Welcome")
        self.assertEqual(ask(f"/messages/{mail['id']}")["text"].strip(), "Hello!")

    def test_a_greylisted_recipient_is_an_error_for_now(self):
        with self.assertRaises(smtplib.SMTPRecipientsRefused) as refused:
            welcome("tempfail-1@fail.test")
        [(code, _)] = refused.exception.recipients.values()
        self.assertEqual(code, 451)
        welcome("tempfail-1@fail.test")


if __name__ == "__main__":
    unittest.main()
