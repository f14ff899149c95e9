#!/bin/sh
swaks --server '{{host}}' --port '{{port}}' --helo '{{client}}' --tls --tls-verify --quit-after HELO
