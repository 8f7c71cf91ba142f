"""
Runs the second implementation: `python3 run.py vectors` over protocol/vectors/ and prints what it finds otherwise;
`python3 run.py judge` over inputs on standard input, one JSON object a line, and answers a line for each. A file named after the mode is read
in place of protocol/README.md.
"""

import json
import sys
import threading
from pathlib import Path

from decoders import Refused, allowed, frames_in, line_in, message_in, packet_in
from specification import Specification

LAYERS = ["frames", "packets", "messages", "json-lines", "states"]
VECTORS = Path(__file__).parents[3] / "protocol" / "vectors"


def judged(layer, entry, spec):
    """What an input means: {"decoded": …}, {"refused": code}, for frames both."""
    if layer == "frames":
        payloads, refused = frames_in(bytes.fromhex(entry["hex"]), spec)
        return {"decoded": [payload.hex() for payload in payloads], "refused": refused}
    try:
        return {"decoded": _decoded(layer, entry, spec)}
    except Refused as refusal:
        return {"refused": refusal.code}


def _decoded(layer, entry, spec):
    match layer:
        case "packets":
            return packet_in(bytes.fromhex(entry["hex"]), spec)
        case "messages":
            return message_in(bytes.fromhex(entry["hex"]), entry["from"], spec)
        case "states":
            message = message_in(bytes.fromhex(entry["hex"]), entry["from"], spec)
            allowed(message["type"], entry["state"], spec)
            return message
        case "json-lines":
            return line_in(entry["line"], entry["from"], spec)


def expected(layer, vector):
    refused = vector.get("refused")
    if layer == "frames":
        return {"decoded": vector["decoded"], "refused": [problem["code"] for problem in refused or []]}
    return {"decoded": vector["decoded"]} if refused is None else {"refused": refused["code"]}


def over_vectors(spec):
    count = wrong = 0
    for layer in LAYERS:
        path = VECTORS / f"{layer}.json"
        for vector in json.loads(path.read_text(encoding="utf-8"))["vectors"]:
            got = judged(layer, vector, spec)
            count += 1
            if got != expected(layer, vector):
                wrong += 1
                print(f"{path.name}: {vector['name']}: {json.dumps(got, ensure_ascii=False)}")
    print(f"{count} vectors, {wrong} differ")
    return 1 if wrong or not count else 0


def over_input(spec):
    for line in sys.stdin:
        entry = json.loads(line)
        print(json.dumps(judged(entry["layer"], entry, spec)))
    return 0


def main():
    mode, *text = sys.argv[1:]
    spec = Specification(Path(*text).read_text(encoding="utf-8") if text else None)
    status.append({"vectors": over_vectors, "judge": over_input}[mode](spec))


# JSON may be nested as deep as a line is long.
sys.setrecursionlimit(100_000)
sys.set_int_max_str_digits(0)
threading.stack_size(512 * 1024 * 1024)
status = []
thread = threading.Thread(target=main)
thread.start()
thread.join()
sys.exit(status[0] if status else 2)
