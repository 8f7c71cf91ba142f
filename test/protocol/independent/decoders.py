"""
A second implementation of the decoders, after the text of protocol/README.md: frames, packets, messages in CBOR and in
JSON form, states. A refusal is an exception with its code; the words of a reason are everybody's own.
"""

import base64
import json
import re
import zlib


class Refused(Exception):
    @property
    def code(self):
        return self.args[0]


# ── frames ─────────────────────────────────────────────────────────────────────────────────────────────


def frames_in(stream, spec):
    """The payloads in a stream, and the code for each frame that is damaged."""
    payloads, refused = [], []
    # What stands behind the last zero is not complete.
    for body in stream.split(b"\0")[:-1]:
        if not body:
            continue
        try:
            payloads.append(_payload(body, spec))
        except Refused as refusal:
            refused.append(refusal.code)
    return payloads, refused


def _payload(body, spec):
    decoded = bytearray()
    at = 0
    while at < len(body):
        count = body[at]
        if at + count > len(body):
            raise Refused("EMU-101")
        decoded += body[at + 1 : at + count]
        at += count
        if count < 255 and at < len(body):
            decoded.append(0)
    payload, checksum = bytes(decoded[:-4]), bytes(decoded[-4:])
    if not 1 <= len(payload) <= spec.longest_payload:
        raise Refused("EMU-101")
    if zlib.crc32(payload) != int.from_bytes(checksum, "little"):
        raise Refused("EMU-101")
    return payload


# ── packets ────────────────────────────────────────────────────────────────────────────────────────────


def packet_in(payload, spec):
    if not payload or payload[0] not in spec.packets:
        raise Refused("EMU-102")
    kind, parts = spec.packets[payload[0]]
    fixed = 1 + sum(part.length or 0 for part in parts)
    takes_rest = any(part.length is None for part in parts)
    if len(payload) < fixed or (len(payload) > fixed and not takes_rest):
        raise Refused("EMU-102")
    packet = {"kind": kind}
    at = 1
    for part in parts:
        end = len(payload) if part.length is None else at + part.length
        packet[part.name] = _part(payload[at:end], part, spec)
        at = end
    return packet


def _part(value, part, spec):
    """In the form of the vectors: ids, bytes and proofs in hex, ranges as pairs."""
    match part.type:
        case "u8" | "u32":
            return int.from_bytes(value, "big")
        case "flag":
            return value[0] & 1 == 1
        case "id":
            return value.hex()
        case "bytes":
            _insist_on_packet(len(value) > 0)
            return value.hex()
        case "code":
            _insist_on_packet(len(value) <= spec.longest_code and all(0x21 <= byte <= 0x7E for byte in value))
            return value.decode("ascii")
        case "proof":
            _insist_on_packet(len(value) in (0, spec.proof_length))
            return value.hex()
        case "ranges":
            numbers = [int.from_bytes(value[at : at + 2], "big") for at in range(0, len(value), 2)]
            _insist_on_packet(len(value) % 4 == 0 and len(numbers) <= 2 * spec.most_ranges and 0 not in numbers)
            return [list(pair) for pair in zip(numbers[::2], numbers[1::2])]
    raise SystemExit(f"protocol/README.md has a part of type {part.type}, of which nothing is known here")


def _insist_on_packet(holds):
    if not holds:
        raise Refused("EMU-102")


# ── CBOR ───────────────────────────────────────────────────────────────────────────────────────────────


class _Cbor:
    """The part of RFC 8949 that messages use. A map is a dict from numbers, in the order of its keys."""

    def __init__(self, data, deepest):
        self._data = data
        self._at = 0
        self._deepest = deepest

    def whole(self):
        value = self._item(0)
        if self._at != len(self._data):
            raise Refused("EMU-201")
        return value

    def _take(self, count):
        piece = self._data[self._at : self._at + count]
        if len(piece) < count:
            raise Refused("EMU-201")
        self._at += count
        return piece

    def _head(self):
        first = self._take(1)[0]
        major, minor = first >> 5, first & 0x1F
        if minor < 24 or major == 7:
            return major, minor
        if minor > 27:
            raise Refused("EMU-201")
        width = 1 << (minor - 24)
        number = int.from_bytes(self._take(width), "big")
        if number < (24 if width == 1 else 1 << (4 * width)) or number >= 1 << 53:
            raise Refused("EMU-201")
        return major, number

    def _item(self, depth):
        major, number = self._head()
        if major == 0:
            return number
        if major == 2:
            return self._take(number)
        if major == 3:
            try:
                return self._take(number).decode("utf-8")
            except UnicodeDecodeError:
                raise Refused("EMU-201") from None
        if major in (4, 5):
            if depth == self._deepest:
                raise Refused("EMU-201")
            return self._list(number, depth + 1) if major == 4 else self._map(number, depth + 1)
        if major == 7 and number in (20, 21):
            return number == 21
        raise Refused("EMU-201")

    def _list(self, count, depth):
        items = []
        while len(items) < count:
            items.append(self._item(depth))
        return items

    def _map(self, count, depth):
        entries = {}
        last = -1
        while len(entries) < count:
            major, key = self._head()
            if major != 0 or key <= last:
                raise Refused("EMU-201")
            entries[key] = self._item(depth)
            last = key
        return entries


def value_in(data, spec):
    """What stands in CBOR of the form that messages have."""
    return _Cbor(data, spec.deepest).whole()


# ── messages ───────────────────────────────────────────────────────────────────────────────────────────


def message_in(data, sender, spec):
    """The message in its JSON form."""
    parts = value_in(data, spec)
    if not isinstance(parts, list) or len(parts) != 2:
        raise Refused("EMU-201")
    number, fields = parts
    if not _is_number(number) or not isinstance(fields, dict):
        raise Refused("EMU-201")
    if number not in spec.messages:
        raise Refused("EMU-202")
    message = spec.messages[number]
    if message.sender != sender:
        raise Refused("EMU-204")
    return {"type": message.name, **_InCbor().record(message.fields, fields)}


def line_in(line, sender, spec):
    """The same of a line in JSON form."""
    try:
        value = json.loads(line, parse_int=_integer, parse_constant=_no_constant)
    except ValueError:
        raise Refused("EMU-211") from None
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise Refused("EMU-211")
    if value["type"] not in spec.by_name:
        raise Refused("EMU-212")
    message = spec.by_name[value["type"]]
    if message.sender != sender:
        raise Refused("EMU-204")
    return {"type": message.name, **_InJson().record(message.fields, value)}


def _integer(text):
    return -0.0 if text == "-0" else int(text)


def _no_constant(name):
    raise ValueError(name)


def allowed(name, state, spec):
    if state not in spec.by_name[name].allowed_while:
        raise Refused("EMU-205")


def _is_number(value):
    return isinstance(value, int) and not isinstance(value, bool)


class _Form:
    """Checks the fields of a message, whichever form it stands in, and gives them in JSON form."""

    def record(self, fields, values):
        record = {}
        for key, field in fields.items():
            value = self.value_of(values, key, field.name)
            if value is not None:
                record[field.name] = self._read(field.kind, value)
            elif not field.may_be_absent:
                raise Refused("EMU-203")
        return record

    def _read(self, kind, value):
        match kind.name:
            case "uint":
                number = self.number(value)
                self._insist(number is not None and 0 <= number <= kind.most)
                return number
            case "text":
                self._insist(isinstance(value, str) and not re.search("[\ud800-\udfff]", value))
                if kind.form:
                    self._insist(re.fullmatch(kind.form.strip("^$"), value, re.ASCII) is not None)
                else:
                    self._insist(len(value) <= kind.most)
                return value
            case "bytes":
                data = self.data(value)
                self._insist(data is not None and len(data) <= kind.most)
                return base64.urlsafe_b64encode(data).decode().rstrip("=")
            case "bool":
                self._insist(isinstance(value, bool))
                return value
            case "choice":
                choice = self.choice(kind.values, value)
                self._insist(choice is not None)
                return choice
            case "list":
                self._insist(isinstance(value, list) and len(value) <= kind.most)
                return [self._read(kind.of, item) for item in value]
            case "map":
                self._insist(isinstance(value, dict))
                return self.record(kind.fields, value)

    @staticmethod
    def _insist(holds):
        if not holds:
            raise Refused("EMU-203")


class _InCbor(_Form):
    def value_of(self, values, key, _name):
        return values.get(key)

    def number(self, value):
        return value if _is_number(value) else None

    def data(self, value):
        return value if isinstance(value, bytes) else None

    def choice(self, values, value):
        return values[value] if _is_number(value) and value < len(values) else None


class _InJson(_Form):
    def value_of(self, values, _key, name):
        return values.get(name)

    def number(self, value):
        if isinstance(value, float) and value.is_integer() and str(value) != "-0.0":
            return int(value)
        return value if _is_number(value) else None

    def data(self, value):
        if not isinstance(value, str) or not re.fullmatch("[A-Za-z0-9_-]*", value) or len(value) % 4 == 1:
            return None
        data = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
        return data if base64.urlsafe_b64encode(data).decode().rstrip("=") == value else None

    def choice(self, values, value):
        return value if isinstance(value, str) and value in values else None
