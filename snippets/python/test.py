import smtplib
import ssl
import sys

try:
    with smtplib.SMTP("{{host}}", {{port}}, local_hostname="{{client}}", timeout=10) as server:
        server.ehlo()  # EHLO
        server.starttls(context=ssl.create_default_context())  # STARTTLS
        server.ehlo()  # EHLO
        for keyword, arguments in server.esmtp_features.items():
            print(keyword.upper(), arguments)
except OSError as error:
    sys.exit(str(error))
