#!/bin/sh
# Tells what a reply code means: sh code.sh PLACE CODE. It needs jq, and curl where the place is an address.
set -eu
place=${1:?where the data is} code=${2:?a reply code}
case $place in
  http://* | https://*) curl --fail --silent --show-error "$place/codes.json" ;;
  *) cat "$place/codes.json" ;;
esac | jq --exit-status --raw-output --argjson code "$code" \
  '.entries[] | select(.code == $code) | "\(.code) \(.text)", .words.en.meaning, .words["zh-CN"].meaning'
