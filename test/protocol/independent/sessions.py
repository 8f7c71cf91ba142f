"""
One end of a session after the text of protocol/README.md: opening, messages in byte streams, signs of life, the secure
channel, a host's greeting. Time is handed in. What the conversations of the vectors do not need is not here: sending
again, gaps, a host that resumes; where one of them would be needed the program stops.
"""

import zlib

from certificates import judge_payload
from channel import MESSAGES, Handshake, hkdf, opened, resume_proof, sealed_message
from decoders import Refused, frames_in, message_in, packet_in

# What stands before a packet that is proven.
OPEN, ACCEPT = b"\1", b"\2"


def frame(payload):
    """README, Frames."""
    body = payload + zlib.crc32(payload).to_bytes(4, "little")
    out = bytearray()
    for piece in body.split(b"\0"):
        while len(piece) >= 254:
            out += b"\xff" + piece[:254]
            piece = piece[254:]
        out += bytes([len(piece) + 1]) + piece
    return bytes(out) + b"\0"


def _cbor_head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    width = 1 if number < 1 << 8 else 2
    return bytes([major << 5 | 23 + width]) + number.to_bytes(width, "big")


class Unforeseen(Exception):
    """A conversation needs what is not written here."""


class Session:
    """`written` is what it has sent, as pairs of time and hex; `refused` the code with which it is over or has refused."""

    def __init__(self, spec, role, given):
        self.spec = spec
        self.role = role
        self.now = 0
        self.written = []
        self.refused = None
        self._half = given["half"]
        self._secure = given["secure"]
        self._channel = Channel(spec, role, given["channel"], self) if "channel" in given else None
        self._greeting = Greeting(spec, given["greets"], self) if "greets" in given else None
        self._phase = "detached"
        self._id = None
        self._attempt = 0
        self._waiting = 0
        self._rest = b""
        self._open_at = self._ping_at = self._heard_at = None

    # ── what is done with it ──

    def attach(self):
        self._rest = b""
        if self._channel:
            self._channel.until = None
        if self.role == "reader":
            self._phase = "silent"
            return
        if self._id is not None:
            raise Unforeseen("a host that resumes")
        self._phase = "opening"
        self._id = self._half + "00000000"
        self._send_open()

    def received(self, data):
        whole, zero, self._rest = (self._rest + data).rpartition(b"\0")
        payloads, damaged = frames_in(whole + zero, self.spec)
        if damaged:
            raise Unforeseen("a damaged frame")
        for payload in payloads:
            self._packet(packet_in(payload, self.spec))

    def give(self, message):
        if not 1 <= len(message) <= self.spec.longest_message:
            self.refused = "EMU-106"
        elif self._phase == "connected":
            raise Unforeseen("a message while the link stands")
        elif self._waiting == self.spec.most_waiting:
            self.refused = "EMU-105"
        else:
            self._waiting += 1

    def due(self):
        due = [self._open_at]
        if self._phase == "connected":
            due += [self._ping_at, self._heard_at + self.spec.dead_ms]
        if self._channel:
            due.append(self._channel.until)
        return min((at for at in due if at is not None), default=None)

    def advance(self):
        if self._open_at is not None and self.now >= self._open_at:
            self._send_open()
        if self._phase == "connected" and self.now >= self._heard_at + self.spec.dead_ms:
            if self.role == "host":
                raise Unforeseen("a host that resumes")
            self._phase = "silent"
            if self._channel:
                self._channel.until = None
        if self._phase == "connected" and self.now >= self._ping_at:
            quiet_until = self._heard_at + self.spec.ping_ms[self.role]
            if self.now >= quiet_until:
                self._put("ping", session=self._tag, expected=self._expected)
            self._ping_at = self.now + self.spec.ping_again_ms if self.now >= quiet_until else quiet_until
        if self._channel and self._channel.until is not None and self.now >= self._channel.until:
            self.close("EMU-119")

    # ── for the layers above ──

    def say(self, message):
        """A message into the byte stream."""
        piece = len(message).to_bytes(2, "big") + message
        while piece:
            segment, piece = piece[: self.spec.longest_segment], piece[self.spec.longest_segment :]
            self._put("data", session=self._tag, expected=self._expected, offset=self._next, bytes=segment)
            self._next = (self._next + len(segment)) % 2**32

    def tell(self, message):
        """A message to the other end's owner."""
        (self._channel.say if self._channel else self.say)(message)

    def close(self, code):
        self._put("close", session=self._tag, code=code)
        self._over(code)

    @property
    def prologue(self):
        low, high, version = self._agreed
        return b"fcr link channel 1" + bytes([low, high, version]) + bytes.fromhex(self._id)

    # ── packets ──

    def _write(self, data):
        self.written.append((self.now, data.hex()))

    def _put(self, kind, **values):
        self._write(frame(self._bytes_of(kind, **values)))

    def _bytes_of(self, kind, **values):
        """A packet by its table."""
        byte, parts = next((byte, parts) for byte, (name, parts) in self.spec.packets.items() if name == kind)
        payload = bytes([byte])
        for part in parts:
            value = values[part.name]
            match part.type:
                case "u8" | "u32" | "flag":
                    payload += int(value).to_bytes(part.length, "big")
                case "id" | "proof":
                    payload += bytes.fromhex(value)
                case "bytes":
                    payload += value
                case "code":
                    payload += value.encode("ascii")
        return payload

    def _packet(self, packet):
        if self.refused:
            return
        if packet["kind"] == "open":
            if self.role == "reader":
                self._opened(packet)
        elif packet["kind"] == "accept":
            if self._phase == "opening":
                self._accepted(packet)
        elif packet["kind"] == "refuse":
            if self._phase == "opening":
                self._over(packet["code"])
        elif packet["kind"] == "unknown":
            raise Unforeseen("a host that resumes")
        elif self._phase == "connected" and packet["session"] == self._tag:
            self._of_session(packet)

    def _of_session(self, packet):
        if packet["kind"] == "close":
            self._over(packet["code"])
            return
        self._heard_at = self.now
        if packet["kind"] == "ping":
            self._put("pong", session=self._tag, expected=self._expected)
        elif packet["kind"] == "missing":
            raise Unforeseen("something is missing")
        elif packet["kind"] == "data":
            if packet["offset"] != self._expected:
                raise Unforeseen("a gap, or a repetition")
            data = bytes.fromhex(packet["bytes"])
            self._expected = (self._expected + len(data)) % 2**32
            self._stream += data
            self._messages()

    def _messages(self):
        while len(self._stream) >= 2 and not self.refused:
            end = 2 + int.from_bytes(self._stream[:2], "big")
            if len(self._stream) < end:
                return
            message, self._stream = self._stream[2:end], self._stream[end:]
            if message and self._channel:
                self._channel.received(message)
            elif message:
                self.message(message, None)

    def message(self, message, shown):
        """A message for the owner. @param shown the name in the certificate of the other end"""
        if self._greeting:
            self._greeting.received(message, shown)

    # ── opening ──

    def _send_open(self):
        self._write(b"\0")
        self._attempt += 1
        ours = self.spec.link_version
        self._put(
            "open",
            min=ours,
            max=ours,
            resume=False,
            secure=self._secure,
            id=self._id,
            expected=0,
            attempt=self._attempt,
            proof="",
        )
        self._open_at = self.now + self.spec.open_ms

    def _opened(self, packet):
        """The table of "Opening", row by row."""
        ours = self.spec.link_version
        if not packet["min"] <= ours <= packet["max"]:
            return self._refuse("EMU-103")
        if packet["secure"] != self._secure:
            return self._refuse("EMU-104")
        resume = packet["resume"]
        held = self._id is not None and (self._id == packet["id"] if resume else self._id[:8] == packet["id"][:8])
        if resume and not held:
            return self._put("unknown", id=packet["id"])
        if held and packet["attempt"] <= self._attempt:
            return
        if resume and packet["proof"] != self._proof(OPEN, packet):
            return self._put("unknown", id=packet["id"])
        if resume and packet["expected"] != self._next:
            raise Unforeseen("something to send again")
        if not resume:
            if held:
                raise Unforeseen("an accept that was lost")
            self._id = packet["id"][:8] + self._half
            self._begin_streams()
        self._attempt = packet["attempt"]
        answer = {
            "version": ours,
            "secure": self._secure,
            "id": self._id,
            "expected": self._expected,
            "attempt": self._attempt,
        }
        self._put("accept", **answer, proof=self._proof(ACCEPT, {"kind": "accept", **answer}) if resume else "")
        if not resume:
            self._agreed = (packet["min"], packet["max"], ours)
        self._stand(resume)

    def _proof(self, direction, packet):
        """What proves a packet, in hex; nothing where the session is not bound."""
        if self._channel is None or self._channel.prove is None:
            return ""
        parts = {name: value for name, value in packet.items() if name != "kind"}
        return self._channel.prove(direction + self._bytes_of(packet["kind"], **{**parts, "proof": ""})).hex()

    def _refuse(self, code):
        self._put("refuse", code=code)
        self.refused = code

    def _accepted(self, packet):
        ours = self.spec.link_version
        if packet["id"][:8] != self._half or not 1 <= packet["attempt"] <= self._attempt or packet["proof"]:
            return
        if packet["version"] != ours:
            self._over("EMU-103")
        elif packet["secure"] != self._secure:
            self._over("EMU-104")
        else:
            self._id = packet["id"]
            self._begin_streams()
            self._agreed = (ours, ours, ours)
            self._stand(False)

    def _begin_streams(self):
        """Both begin at the session tag."""
        self._tag = int(self._id[:8], 16) ^ int(self._id[8:], 16)
        self._expected = self._next = self._tag
        self._stream = b""

    def _stand(self, resumed):
        self._phase = "connected"
        self._open_at = None
        self._heard_at = self.now
        self._ping_at = self.now + self.spec.ping_ms[self.role]
        if self._channel:
            self._channel.connected(resumed)

    def _over(self, code):
        self._phase = "over"
        self._open_at = None
        self.refused = code
        if self._channel:
            self._channel.until = None


class Channel:
    """The secure channel of a session. `until` is when the handshake must be through; None where it is, or cannot be."""

    def __init__(self, spec, role, given, session):
        self._spec = spec
        self._role = role
        self._session = session
        self._static, self._ephemeral, self._authority = (
            bytes.fromhex(given[part]) for part in ("static", "ephemeral", "authority")
        )
        chain = [bytes.fromhex(der) for der in given["chain"]]
        self._payload = _cbor_head(4, len(chain)) + b"".join(_cbor_head(2, len(der)) + der for der in chain)
        self._at = given["at"]
        self._handshake = None
        self.until = None
        self.prove = None
        self._keys = None

    def connected(self, resumed):
        if self._keys is None:
            self.until = self._session.now + self._spec.handshake_ms
        if resumed:
            return
        self._handshake = Handshake(self._session.prologue, self._role == "host", self._static, self._ephemeral)
        self._step = 0
        if self._role == "host":
            self._write(b"")

    def received(self, message):
        try:
            if self._keys is None:
                self._shake(message)
            else:
                self._session.message(self._opened(message), self._shown)
        except Refused as refusal:
            self._session.close(refusal.code)

    def say(self, message):
        self._session.say(sealed_message(self._keys[0], self._sent, message))
        self._sent += 1

    def _write(self, payload):
        self._session.say(self._handshake.write(MESSAGES[self._step][1], payload))
        self._step += 1

    def _shake(self, message):
        payload = self._handshake.read(MESSAGES[self._step][1], message)
        self._step += 1
        if self._step == 1:
            if payload:
                raise Refused("EMU-118")
            self._write(self._payload)
            return
        role = "reader" if self._role == "host" else "bridge"
        used = self._handshake.rs
        self._shown = judge_payload(payload, self._authority, self._at, role, used, self._spec)
        if self._role == "host":
            self._write(self._payload)
        first, second = hkdf(self._handshake.chaining, b"", 2)
        self._keys = (first, second) if self._role == "host" else (second, first)
        self.prove = resume_proof(self._handshake)
        self._sent = self._read = 0
        self.until = None

    def _opened(self, message):
        try:
            plain = opened(self._keys[1], self._read, b"", message)
        except Refused:
            raise Refused("EMU-120") from None
        self._read += 1
        return plain


class Greeting:
    """What a host makes of `hello`. @param given `connected`: readers that other sessions speak for"""

    def __init__(self, spec, given, session):
        self._spec = spec
        self._connected = given["connected"]
        self._session = session

    def received(self, message, shown):
        hello = message_in(message, "reader", self._spec)
        if shown is not None and hello["serial"] != shown:
            self._turn_away("EMU-208")
        elif not hello["versionMin"] <= self._spec.protocol_version <= hello["versionMax"]:
            self._turn_away("EMU-206")
        elif hello["serial"] in self._connected:
            self._turn_away("EMU-207")
        else:
            raise Unforeseen("a reader that is taken")

    def _turn_away(self, code):
        message = self._spec.by_name["turnedAway"]
        (key,) = [key for key, field in message.fields.items() if field.name == "code"]
        fields = _cbor_head(5, 1) + _cbor_head(0, key) + _cbor_head(3, len(code)) + code.encode("ascii")
        self._session.tell(_cbor_head(4, 2) + _cbor_head(0, message.id) + fields)
        self._session.close(code)
