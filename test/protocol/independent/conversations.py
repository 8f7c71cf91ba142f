"""Goes through a conversation of the vectors, moves time, and compares what the end writes and refuses."""

from decoders import Refused
from reports import HostEnd, ReaderEnd
from sessions import Session, Unforeseen


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


def _inputs(vector):
    """What the end is given, one by one: time, what is done, the bytes."""
    for step in vector["steps"]:
        if step["does"] != "write":
            data = bytes(step["zeros"]) if "zeros" in step else bytes.fromhex(step.get("hex", ""))
            for _ in range(step.get("times", 1)):
                yield step["at"], step["does"], data


def conversation(vector, spec):
    """What the end writes, as pairs of time and hex, what it refuses, when, and how much it was given before."""
    end = _end(vector, spec)
    taken = 0
    try:
        for at, does, data in _inputs(vector):
            _pass(end, at)
            if end.refused:
                break
            taken += 1
            match does:
                case "attach":
                    end.attach()
                case "receive":
                    end.received(data)
                case "give":
                    end.give(data)
        # Were it not refused by then, it would not be refused at all.
        _pass(end, vector["at"] + (60_000 if "refused" in vector else 0))
    except (Unforeseen, Refused) as stopped:
        return {"stopped": str(stopped)}
    return {"written": [list(one) for one in end.written], "refused": end.refused, "at": end.now, "given": taken}


def as_told(vector):
    written = [[step["at"], step["hex"]] for step in vector["steps"] if step["does"] == "write"]
    answers = [[vector["at"], answer] for answer in vector.get("answers", [])]
    return {
        "written": written + answers,
        "refused": vector["refused"]["code"] if "refused" in vector else None,
        "at": vector["at"],
        "given": sum(1 for _ in _inputs(vector)),
    }
