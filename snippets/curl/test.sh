#!/bin/sh
curl --silent --show-error --verbose --ssl-reqd --request NOOP 'smtp://{{host}}:{{port}}/{{client}}'
