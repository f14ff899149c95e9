"""Sends the message on standard input, as it is, with Python's smtplib and one SASL mechanism.

    python3 mechanism.py PORT MECHANISM PASSWORD < MESSAGE

Exits with 1 where the server refuses. smtplib knows PLAIN, LOGIN and CRAM-MD5; for the others its
`auth` takes a function that is given each challenge, as its documentation has it. The dialogue goes
to standard error.
"""

import base64
import hashlib
import hmac
import smtplib
import ssl
import sys

USER = "alice@example.com"


def bearer(message: str):
    """XOAUTH2 and OAUTHBEARER: one message; a challenge behind it is the server's error."""
    return lambda challenge=None: message if challenge is None else "\x01"


def scram(password: str):
    """The client of SCRAM-SHA-256 (RFC 5802 section 3, RFC 7677)."""
    first = f"n={USER},r=rOprNGfwEbeRWgbNEkqO"

    def mac(key: bytes, text: bytes) -> bytes:
        return hmac.new(key, text, hashlib.sha256).digest()

    expected = ""

    def answer(challenge: bytes | None = None) -> str:
        nonlocal expected
        if challenge is None:
            return "n,," + first
        fields = dict(field.split("=", 1) for field in challenge.decode().split(","))
        if "v" in fields:
            # The server shows that it knows the password as well.
            if fields["v"] != expected:
                raise smtplib.SMTPException("the server's signature is wrong")
            return ""
        salt, rounds = base64.b64decode(fields["s"]), int(fields["i"])
        salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, rounds)
        final = "c=biws,r=" + fields["r"]
        whole = ",".join([first, challenge.decode(), final]).encode()
        key = mac(salted, b"Client Key")
        signature = mac(hashlib.sha256(key).digest(), whole)
        expected = base64.b64encode(mac(mac(salted, b"Server Key"), whole)).decode()
        proof = bytes(a ^ b for a, b in zip(key, signature))
        return f"{final},p={base64.b64encode(proof).decode()}"

    return answer


def main() -> int:
    port, mechanism, password = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    message = sys.stdin.buffer.read()
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with smtplib.SMTP("127.0.0.1", port, local_hostname="client.example.org") as server:
        server.set_debuglevel(1)
        server.starttls(context=context)
        server.ehlo()
        server.user, server.password = USER, password
        answers = {
            "PLAIN": server.auth_plain,
            "LOGIN": server.auth_login,
            "CRAM-MD5": server.auth_cram_md5,
            "SCRAM-SHA-256": scram(password),
            "XOAUTH2": bearer(f"user={USER}\x01auth=Bearer {password}\x01\x01"),
            "OAUTHBEARER": bearer(f"n,a={USER},\x01auth=Bearer {password}\x01\x01"),
        }
        try:
            server.auth(mechanism, answers[mechanism])
            server.sendmail(USER, "bob@example.com", message)
        except smtplib.SMTPException as error:
            print(error)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
