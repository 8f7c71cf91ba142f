"""Goes through a conversation of the vectors, moves time, and compares what the end writes and refuses."""

from reports import HostEnd, ReaderEnd
from sessions import Session


def _end(vector, spec):
    given = vector["given"]
    if given.get("carrier") != "reports":
        return Session(spec, vector["role"], given)
    if vector["role"] == "host":
        return HostEnd(spec, bytes.fromhex(given["nonce"]))
    return ReaderEnd(spec, given["draws"])


def _pass(end, until):
    """Time goes on to then, and everything that is due is done."""
    while (due := end.due()) is not None and due <= until and not end.refused:
        end.now = max(end.now, due)
        end.advance()
    if not end.refused:
        end.now = until


def conversation(vector, spec):
    """What the end writes, as pairs of time and hex, and what it refuses, when."""
    end = _end(vector, spec)
    for step in vector["steps"]:
        if end.refused:
            break
        _pass(end, step["at"])
        match step:
            case {"does": "attach"}:
                end.attach()
            case {"does": "receive", "hex": data}:
                end.received(bytes.fromhex(data))
            case {"does": "give", "zeros": count}:
                end.give(bytes(count))
            case {"does": "give", "hex": message}:
                for _ in range(step.get("times", 1)):
                    end.give(bytes.fromhex(message))
    # Were it not refused by then, it would not be refused at all.
    _pass(end, vector["at"] + 60_000)
    return {"written": [list(one) for one in end.written], "refused": end.refused, "at": end.now}


def as_told(vector):
    written = [[step["at"], step["hex"]] for step in vector["steps"] if step["does"] == "write"]
    answers = [[vector["at"], answer] for answer in vector["answers"]]
    return {"written": written + answers, "refused": vector["refused"]["code"], "at": vector["at"]}
