#!/bin/sh
from='{{from}}'
to='{{to}}'
subject='{{subject}}'
body='{{body}}'
date=$(LC_ALL=C date '+%a, %d %b %Y %H:%M:%S %z')
id="$(date +%s).$$@"'{{client}}'

{
  printf '%s\n' "From: <$from>" "To: <$to>" "Subject: $subject" \
    "Date: $date" "Message-ID: <$id>" \
    'MIME-Version: 1.0' 'Content-Type: text/plain; charset=utf-8' '' "$body" |
    sed 's/^\./../; s/$/\r/'
  printf '.'
} |
  swaks --server '{{host}}' --port '{{port}}' --helo '{{client}}' --tls --tls-verify \
    --auth PLAIN --auth-user '{{user}}' --auth-password '{{password}}' \
    --from "$from" --to "$to" --no-data-fixup --data -
