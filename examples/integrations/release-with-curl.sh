#!/bin/sh
# A whole release with nothing but curl: a canary, the gate, the release, and a guard that watches it from then on.
#
#   VERDICT_SERVER=http://localhost:8765 VERDICT_TOKEN=… RELEASE=42 DEPLOY=./deploy.sh \
#     ./release-with-curl.sh checkout https://cd.example.com/breach
#
# DEPLOY is called with `canary`, `all` or `back`, and the service. RELEASE names this release, so that a step that is done again asks for the run
# that it had started. The second argument is told of a breach after the release: callback/receive.ts calls DEPLOY with `back` then.
set -eu
service=$1
breach=$2

"$DEPLOY" canary "$service"

# 504 says that the run still goes on.
code=504
while [ "$code" = 504 ]; do
  code=$(curl -sS -X POST -o verdict.json -w '%{http_code}' --retry 10 --retry-delay 1 --retry-all-errors \
    -H "Authorization: Bearer $VERDICT_TOKEN" -H "Idempotency-Key: $service-$RELEASE" \
    "$VERDICT_SERVER/api/v1/namespaces/shop/gate/checkout-slo?arg.service=$service&wait=60s")
done
if [ "$code" != 200 ]; then
  cat verdict.json >&2
  "$DEPLOY" back "$service"
  exit 1
fi

"$DEPLOY" all "$service"
"$(dirname "$0")/guard.sh" "$service" "$breach"
