"""
The phone reader, after the text of protocol/README.md: what is said of its field, the packets that carry it, what host
and driver say to each other, and a session of the channel from its private keys.
"""

from channel import Handshake, hkdf, seal
from decoders import Refused

# Who is asked, in the words of the tables' directions.
SAYS = {"order": "reader → driver", "report": "driver → reader"}
REST = {"transmit": "apdu", "answered": "apdu", "one": "answerToSelect"}


def phone_reader_in(of, data, spec):
    match of:
        case "packet":
            return _packet(data, spec)
        case "driver":
            return _driver_message(data, spec)
        case _:
            return _said(SAYS[of], data, spec)


def _refuse_unless(holds):
    if not holds:
        raise Refused("EMU-367")


def _said(direction, data, spec):
    _refuse_unless(data and (direction, data[0]) in spec.field_messages)
    kind, numbered, least, most = spec.field_messages[direction, data[0]]
    start = 5 if numbered else 1
    rest = data[start:]
    _refuse_unless(len(data) >= start and least <= len(rest) <= most)
    said = {"kind": kind}
    if numbered:
        said["number"] = int.from_bytes(data[1:5], "big")
    if most:
        said[REST[kind]] = rest.hex()
    return said


def _packet(data, spec):
    _refuse_unless(data and data[0] in spec.field_packets and len(data) >= 5)
    kind = spec.field_packets[data[0]]
    _refuse_unless(kind != "over" or len(data) == 5)
    return {"kind": kind, "session": int.from_bytes(data[1:5], "big"), "body": data[5:].hex()}


def _driver_message(data, spec):
    _refuse_unless(data and data[0] in spec.driver_messages)
    kind = spec.driver_messages[data[0]]
    if kind == "packet":
        return {"kind": kind, "packet": data[1:].hex()}
    _refuse_unless(len(data) == 1)
    return {"kind": kind}


def session_of(given, spec):
    """The prologue, and every packet of the session."""
    number = given["session"].to_bytes(4, "big")
    prologue = b"fcr phone reader 1" + number
    secret = {name: bytes.fromhex(value) for name, value in given.items() if isinstance(value, str)}
    reader = Handshake(prologue, True, secret["reader"], secret["readerEphemeral"])
    driver = Handshake(prologue, False, secret["driver"], secret["driverEphemeral"])
    bytes_of = {kind: byte for byte, kind in spec.field_packets.items()}
    packets = []

    def packet(kind, body):
        packets.append((bytes([bytes_of[kind]]) + number + body).hex())

    handshake = [
        ("first", ["e"], reader, driver, b""),
        ("second", ["e", "ee", "s", "es"], driver, reader, secret["driverChain"]),
        ("third", ["s", "se"], reader, driver, secret["readerChain"]),
    ]
    for kind, tokens, writes, reads, payload in handshake:
        message = writes.write(tokens, payload)
        if reads.read(tokens, message) != payload:
            raise ValueError("the two ends differ")
        packet(kind, message)
    keys = dict(zip(("reader", "driver"), hkdf(reader.chaining, b"", 2)))
    counters = {"reader": 0, "driver": 0}
    for said in given["says"]:
        end = said["from"]
        packet("sealed", seal(keys[end], counters[end], b"", bytes.fromhex(said["hex"])))
        counters[end] += 1
    packet("over", b"")
    return prologue, packets
