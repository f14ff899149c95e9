#!/bin/sh
from='{{from}}'
to='{{to}}'
subject='{{subject}}'
body='{{body}}'
date=$(LC_ALL=C date '+%a, %d %b %Y %H:%M:%S %z')
id="$(date +%s).$$@"'{{client}}'

printf '%s\n' "From: <$from>" "To: <$to>" "Subject: $subject" \
  "Date: $date" "Message-ID: <$id>" \
  'MIME-Version: 1.0' 'Content-Type: text/plain; charset=utf-8' '' "$body" |
  curl --silent --show-error --verbose --ssl-reqd --crlf --upload-file - \
    --user '{{user}}:{{password}}' --mail-from "$from" --mail-rcpt "$to" \
    'smtp://{{host}}:{{port}}/{{client}}'
