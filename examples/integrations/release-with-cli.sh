#!/bin/sh
# A whole release with `verdict run`: a canary, the gate, the release, and an hour in which it is watched.
#
#   VERDICT_SERVER=http://localhost:8765 VERDICT_TOKEN=… DEPLOY=./deploy.sh ./release-with-cli.sh checkout
#
# DEPLOY is called with `canary`, `all` or `back`, and the service. WATCH is how long to watch, an hour if it is not set.
set -eu
service=$1

"$DEPLOY" canary "$service"
if ! verdict run --template-ref checkout-slo --namespace shop --arg service="$service"; then
  "$DEPLOY" back "$service"
  exit 1
fi

"$DEPLOY" all "$service"
code=0
verdict run --template-ref checkout-guard --namespace shop --arg service="$service" --timeout "${WATCH:-1h}" || code=$?
# 5: the time was over before a limit had decided. Anything else is a breach, or nobody could tell.
if [ "$code" != 5 ]; then
  "$DEPLOY" back "$service"
  exit 1
fi
