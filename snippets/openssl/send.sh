#!/bin/bash
user='{{user}}'
password='{{password}}'
from='{{from}}'
to='{{to}}'
subject='{{subject}}'
body='{{body}}'
date=$(LC_ALL=C date '+%a, %d %b %Y %H:%M:%S %z')
id="$(date +%s).$$@"'{{client}}'

reply() { # $1: 2 or 3
  while IFS= read -r line <&"${server[0]}"; do
    printf '%s\n' "$line"
    [[ $line == ???-* ]] || break
  done
  [[ $line == "$1"* ]] || { echo QUIT >&"${server[1]}"; exit 1; }
}

say() {
  printf '%s\n' "$2" >&"${server[1]}"
  reply "$1"
}

coproc server { # STARTTLS
  exec openssl s_client -quiet -crlf -starttls smtp -connect '{{host}}:{{port}}' \
    -verify_return_error -verify_hostname '{{host}}'
}
say 2 'EHLO {{client}}'
say 2 "AUTH PLAIN $(printf '\0%s\0%s' "$user" "$password" | base64 --wrap=0)"
say 2 "MAIL FROM:<$from>"
say 2 "RCPT TO:<$to>"
say 3 'DATA'
sed 's/^\./../' >&"${server[1]}" < <(
  printf '%s\n' "From: <$from>" "To: <$to>" "Subject: $subject" \
    "Date: $date" "Message-ID: <$id>" \
    'MIME-Version: 1.0' 'Content-Type: text/plain; charset=utf-8' '' "$body"
)
say 2 '.'
say 2 'QUIT'
