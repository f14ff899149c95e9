#!/bin/sh
from='{{from}}'
to='{{to}}'
subject='{{subject}}'
body='{{body}}'

{
  printf '%s\n' "From: <$from>" "To: <$to>" "Subject: $subject" \
    'MIME-Version: 1.0' 'Content-Type: text/plain; charset=utf-8' '' "$body" |
    sed 's/^\./../; s/$/\r/'
  printf '.'
} |
  swaks --server '{{host}}' --port '{{port}}' --helo '{{client}}' --tls --tls-verify \
    --auth PLAIN --auth-user '{{user}}' --auth-password '{{password}}' \
    --from "$from" --to "$to" --no-data-fixup --data -
