#!/bin/sh
# Watches a service after its release, until it breaches or is released again. On a breach the service calls back, once, with a signature:
# callback/receive.ts aborts the Rollout then.
#
#   VERDICT_SERVER=http://localhost:8765 ./guard.sh checkout https://cd.example.com/breach
#
# Prints the address of the run, to look at and to end it:
#   curl -X POST ADDRESS/terminate
set -eu
headers=$(mktemp)
trap 'rm -f "$headers"' EXIT
curl -sS --fail-with-body -o /dev/null -D "$headers" -X POST "$VERDICT_SERVER/api/v1/namespaces/shop/runs" \
  -H "Authorization: Bearer ${VERDICT_TOKEN:-}" -H 'Content-Type: application/json' --data @- <<JSON
{
  "templateRef": { "name": "checkout-guard" },
  "args": { "service": "$1" },
  "labels": { "guard": "$1" },
  "callback": { "url": "$2", "on": ["breach"] }
}
JSON
echo "$VERDICT_SERVER$(sed -n 's/^[Ll]ocation: \(.*\)\r$/\1/p' "$headers")"
