"""
Runs the second implementation: `python3 run.py vectors` over protocol/vectors/ and prints what it finds otherwise;
`python3 run.py judge` over inputs on standard input, one JSON object a line, and answers a line for each. A file named after the mode is read
in place of protocol/README.md.
"""

import json
import sys
import threading
from pathlib import Path

from certificates import judge_payload
from channel import Channel, sealed_message
from conversations import as_told, conversation
from decoders import Refused, allowed, frames_in, line_in, message_in, packet_in
from phone_reader import phone_reader_in, session_of
from reports import ReaderEnd, report_in
from specification import Specification

LAYERS = [
    "frames",
    "packets",
    "reports",
    "report-channels",
    "messages",
    "json-lines",
    "states",
    "chains",
    "conversations",
    "phone-reader",
]
# The channel that the reader of report-channels.json draws.
DRAWN = 0x11223344
VECTORS = Path(__file__).parents[3] / "protocol" / "vectors"


def judged(layer, entry, spec):
    """What an input means: {"decoded": …}, {"refused": code}, for frames both."""
    if layer == "frames":
        payloads, refused = frames_in(bytes.fromhex(entry["hex"]), spec)
        return {"decoded": [payload.hex() for payload in payloads], "refused": refused}
    if layer == "report-channels":
        return _read_by_reader(bytes.fromhex(entry["hex"]), spec)
    if layer == "conversations":
        return conversation(entry, spec)
    try:
        return {"decoded": _decoded(layer, entry, spec)}
    except Refused as refusal:
        return {"refused": refusal.code}


def _decoded(layer, entry, spec):
    match layer:
        case "reports":
            return report_in(bytes.fromhex(entry["hex"]), spec)
        case "packets":
            return packet_in(bytes.fromhex(entry["hex"]), spec)
        case "messages":
            return message_in(bytes.fromhex(entry["hex"]), entry["from"], spec)
        case "states":
            message = message_in(bytes.fromhex(entry["hex"]), entry["from"], spec)
            allowed(message["type"], entry["state"], spec)
            return message
        case "chains":
            given = entry["given"]
            authority, used = (bytes.fromhex(given[part]) for part in ("authority", "static"))
            return {"name": judge_payload(bytes.fromhex(entry["hex"]), authority, given["at"], given["role"], used, spec)}
        case "phone-reader" if entry["of"] == "session":
            prologue, packets = session_of(entry["given"], spec)
            return {"packets": packets if prologue.hex() == entry["hex"] else []}
        case "phone-reader":
            return phone_reader_in(entry["of"], bytes.fromhex(entry["hex"]), spec)
        case "json-lines":
            return line_in(entry["line"], entry["from"], spec)


def _read_by_reader(reports, spec):
    reader = ReaderEnd(spec, DRAWN)
    for at in range(0, len(reports), spec.report_length):
        reader.received(reports[at : at + spec.report_length])
    return {
        "answers": [report for _, report in reader.written],
        "decoded": {"streams": reader.streams, "bytes": reader.bytes.hex()},
        "ended": reader.ended,
        "refused": reader.refused,
    }


def expected(layer, vector):
    if layer == "conversations":
        return as_told(vector)
    refused = vector.get("refused")
    if layer == "report-channels":
        return {
            "answers": vector["answers"],
            "decoded": vector["decoded"],
            "ended": vector.get("ended", False),
            "refused": refused and refused["code"],
        }
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
    of_channel, wrong_of_channel = over_channel(spec)
    count, wrong = count + of_channel, wrong + wrong_of_channel
    print(f"{count} vectors, {wrong} differ")
    return 1 if wrong or not count else 0


def over_channel(spec):
    """How many vectors channel.json has, and how many of them differ."""
    path = VECTORS / "channel.json"
    vectors = json.loads(path.read_text(encoding="utf-8"))["vectors"]
    keys, *messages = [vector for vector in vectors if vector["name"] == "keys" or "payload" in vector.get("decoded", {})]
    channel = Channel(keys, [bytes.fromhex(message["decoded"]["payload"]) for message in messages])
    wrong = [vector["name"] for vector in vectors if not _holds(vector, channel, spec)]
    for name in wrong:
        print(f"{path.name}: {name}")
    return len(vectors), len(wrong)


def _holds(vector, channel, spec):
    data = bytes.fromhex(vector["hex"])
    try:
        match vector:
            case {"given": {"key": key, "number": number, "plain": plain}}:
                return sealed_message(bytes.fromhex(key), number, bytes.fromhex(plain)) == data
            case {"refused": _}:
                prologue = vector.get("prologue")
                channel.second_read(data, prologue and bytes.fromhex(prologue))
            case {"name": "keys"}:
                return data == channel.prologue
            case {"decoded": {"payload": _}}:
                return data in channel.messages
            case {"decoded": {"secret": secret}}:
                return (channel.hash, channel.secret) == (data, bytes.fromhex(secret))
            case {"decoded": {"proof": proof}}:
                return channel.proof(data).hex() == proof
            case {"decoded": {"number": number, "plain": plain}}:
                return channel.transport(number, bytes.fromhex(plain), spec.rekey_after) == data
    except Refused as refusal:
        return refusal.code == vector.get("refused", {}).get("code")
    return False


def over_input(spec):
    for line in sys.stdin:
        entry = json.loads(line)
        print(json.dumps(judged(entry["layer"], entry, spec)))
    return 0


def main():
    modes = {"vectors": over_vectors, "judge": over_input}
    mode, *text = sys.argv[1:] or [None]
    if mode not in modes:
        print(__doc__.strip(), file=sys.stderr)
        status.append(2)
        return
    spec = Specification(Path(*text).read_text(encoding="utf-8") if text else None)
    status.append(modes[mode](spec))


# JSON may be nested as deep as a line is long.
sys.setrecursionlimit(100_000)
sys.set_int_max_str_digits(0)
threading.stack_size(512 * 1024 * 1024)
status = []
thread = threading.Thread(target=main)
thread.start()
thread.join()
sys.exit(status[0] if status else 2)
