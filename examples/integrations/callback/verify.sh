#!/bin/sh
# Whether a callback is genuine, with openssl alone: exit 0 if it is.
#
#   VERDICT_CALLBACK_SECRET=whsec_… ./verify.sh ID TIMESTAMP SIGNATURES <BODY
#
# ID, TIMESTAMP and SIGNATURES are the headers webhook-id, webhook-timestamp and webhook-signature.
set -eu
now=$(date +%s)
# An old callback could be played again by whoever recorded it.
case $2 in '' | *[!0-9]*) exit 1 ;; esac
if [ $((now - $2)) -gt 300 ] || [ $(($2 - now)) -gt 300 ]; then exit 1; fi
# openssl takes a key of any bytes only in hex.
key=$(printf '%s' "${VERDICT_CALLBACK_SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
wanted=v1,$({ printf '%s.%s.' "$1" "$2" && cat; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)
# While the secret is being changed there is one signature with the old and one with the new.
for given in $3; do
  if [ "$given" = "$wanted" ]; then exit 0; fi
done
exit 1
