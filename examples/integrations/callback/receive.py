"""Receives the service's callbacks, believes only those that are signed, and runs a command at each that tells of a breach:

    VERDICT_CALLBACK_SECRET=whsec_... python3 receive.py 8080 kubectl argo rollouts abort checkout -n shop

A callback comes at least once: again until it is answered with 2xx, within ten seconds. `webhook-id` is the same at each try, so what was done is not
done twice.
"""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

TOLERANCE_S = 300
SECRET = base64.b64decode(os.environ["VERDICT_CALLBACK_SECRET"].removeprefix("whsec_"))
COMMAND = sys.argv[2:]
done = set()


def is_genuine(headers, body):
    id, moment = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    # An old callback could be played again by whoever recorded it.
    if not moment.isdecimal() or abs(time.time() - int(moment)) > TOLERANCE_S:
        return False
    wanted = hmac.new(SECRET, f"{id}.{moment}.".encode() + body, hashlib.sha256).digest()
    signature = "v1," + base64.b64encode(wanted).decode()
    # While the secret is being changed there is one signature with the old and one with the new.
    return any(hmac.compare_digest(signature, given) for given in headers.get("webhook-signature", "").split(" "))


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(self.answer(body))
        self.end_headers()

    def answer(self, body):
        if not is_genuine(self.headers, body):
            return 401
        if self.headers["webhook-id"] in done:
            return 204
        event = json.loads(body)
        print(f"{event['type']} of run {event['run']['id']}: {event['run']['sentence']}", flush=True)
        if event["type"] == "breach" and COMMAND and subprocess.run(COMMAND, check=False).returncode != 0:
            return 500  # and the callback comes again
        done.add(self.headers["webhook-id"])
        return 204

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8080), Receiver)
print(f"listening on {server.server_port}", flush=True)
server.serve_forever()
