#!/bin/sh
{ sleep 1; echo 'EHLO {{client}}'; sleep 1; echo 'QUIT'; } |
  openssl s_client -quiet -crlf -starttls smtp -connect '{{host}}:{{port}}' \
    -verify_return_error -verify_hostname '{{host}}'
