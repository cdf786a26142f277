#!/bin/sh
# Watches a service after its release, until it breaches or the run is ended. On a breach the service calls back, once, with a signature:
# callback/receive.ts acts on that.
#
#   VERDICT_SERVER=http://localhost:8765 VERDICT_TOKEN=… RELEASE=42 ./guard.sh checkout https://cd.example.com/breach
#
# Prints the address of the run, to look at and to end it:
#   curl -X POST -H "Authorization: Bearer $VERDICT_TOKEN" ADDRESS/terminate
set -eu
headers=$(mktemp)
trap 'rm -f "$headers"' EXIT
curl -sS --fail-with-body -o /dev/null -D "$headers" --retry 5 --retry-delay 1 --retry-all-errors \
  -H "Authorization: Bearer $VERDICT_TOKEN" -H 'Content-Type: application/json' -H "Idempotency-Key: guard-$1-$RELEASE" \
  --data @- "$VERDICT_SERVER/api/v1/namespaces/shop/runs" <<JSON
{
  "templateRef": { "name": "checkout-guard" },
  "args": { "service": "$1" },
  "labels": { "guard": "$1" },
  "callback": { "url": "$2", "on": ["breach"] }
}
JSON
path=$(tr -d '\r' <"$headers" | sed -n 's/^[Ll]ocation: //p')
case $path in
  http*) echo "$path" ;;
  *) echo "$VERDICT_SERVER$path" ;;
esac
