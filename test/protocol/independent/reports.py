"""HID reports after the text of protocol/README.md: the form of one, and both ends of a channel, with time handed in."""

from decoders import Refused

# Counts of reports are numbers of 32 bits.
COUNTS = 1 << 32
BROADCAST = 0xFFFFFFFF


def report_in(data, spec):
    """The parts of a report, in the form of the vectors."""
    if len(data) != spec.report_length:
        raise Refused("EMU-130")
    channel = int.from_bytes(data[:4], "big")
    if channel == 0:
        raise Refused("EMU-130")
    if data[4] & 0x80 == 0:
        return {"kind": "more", "channel": channel, "sequence": data[4], "payload": data[5:].hex()}
    length = int.from_bytes(data[5:7], "big")
    if length > spec.longest_report_message:
        raise Refused("EMU-130")
    payload = data[7:][: min(length, spec.first_piece)]
    return {
        "kind": "begin",
        "channel": channel,
        "command": data[4] & 0x7F,
        "length": length,
        "payload": payload.hex(),
    }


def _u32(number):
    return number.to_bytes(4, "big")


class _Breach(Exception):
    """A rule of the channel is broken: our code, and the name of the error that is sent."""


class _End:
    """What the two ends of a channel have in common. `written` is what it has sent, as pairs of time and hex."""

    def __init__(self, spec):
        self.spec = spec
        self.now = 0
        self.written = []
        self.streams = 0
        self.bytes = b""
        self.ended = False
        self.refused = None
        self._channel = None
        self._sent = self._credited = 0
        self._outside = self._outside_until = 0

    def received(self, data):
        try:
            report = report_in(data, self.spec)
        except Refused:
            return
        if report["channel"] == BROADCAST:
            self._broadcast(report)
        elif report["channel"] == self._channel:
            self._guarded(lambda: self._of_channel(report))
        else:
            self._foreign(report)

    def give(self, data):
        """Bytes of the stream, to be sent."""
        self._guarded(lambda: self._take(data))

    def due(self):
        """When time does something; None: not before a report comes."""
        if self._channel is None:
            return None
        due = [self._heard_at + self.spec.rest_ms] if self._missing > 0 else []
        if self._stalled_at is not None:
            wait = self.spec.credit_ms if self._asked else self.spec.keepalive_ms
            due.append(self._stalled_at + wait)
            if self._outside and self.now < self._outside_until:
                due.append(self._outside_until)
        return min(due, default=None)

    def advance(self):
        if self._channel is not None:
            self._guarded(self._pass)

    def _begin(self, channel):
        self._outside = self._under_way()
        self._outside_until = self.now + self.spec.outside_ms
        self._channel = channel
        self._read = self._sent = self._confirmed = self._credited = 0
        self._missing = self._heard_at = 0
        self._waiting = b""
        self._unsent = 0
        self._stalled_at, self._asked, self._pressed = None, False, False
        self.streams += 1
        self.ended = False

    def _under_way(self):
        outside = self._outside if self.now < self._outside_until else 0
        return outside + (self._sent - self._credited) % COUNTS

    def _put(self, head, message):
        self.written.append((self.now, (head + message).ljust(self.spec.report_length, b"\0").hex()))

    def _say(self, channel, command, message, length=None):
        kind = f"`{command}`" if f"`{command}`" in self.spec.most_under_way else "anything else"
        if self._under_way() >= self.spec.most_under_way[kind]:
            return False
        if channel == self._channel:
            self._sent = (self._sent + 1) % COUNTS
        else:
            self._outside = (self._outside if self.now < self._outside_until else 0) + 1
            self._outside_until = self.now + self.spec.outside_ms
        head = _u32(channel) + bytes([0x80 | self.spec.report_commands[command]])
        self._put(head + (len(message) if length is None else length).to_bytes(2, "big"), message)
        return True

    def _guarded(self, step):
        """Does something on the channel, and then what follows from it."""
        try:
            step()
            if self._channel is not None:
                self._fill()
        except _Breach as breach:
            code, error = breach.args
            self._say(self._channel, "error", bytes([self.spec.report_errors[error]]))
            self._end(code)

    def _end(self, code):
        self._channel = None
        self.ended = True
        self.refused = code

    # ── receiving ──

    def _command(self, report):
        """The name of a command of the table that may stand on a channel."""
        names = [name for name, byte in self.spec.report_commands.items() if byte == report["command"]]
        return next((name for name in names if name not in ("init", "channel")), None)

    def _of_channel(self, report):
        before = self._read
        self._read = (self._read + 1) % COUNTS
        if report["kind"] == "more":
            self._more(report, before)
        else:
            self._message(report, before)

    def _message(self, report, before):
        command = self._command(report)
        message = bytes.fromhex(report["payload"])
        if command is None:
            raise _Breach("EMU-132", "ERR_INVALID_CMD")
        parts = self.spec.report_parts.get(command, {})
        shortest = sum(length or 0 for length in parts.values())
        takes_rest = None in parts.values()
        if report["length"] < shortest or (report["length"] > shortest and not takes_rest):
            raise _Breach("EMU-132", "ERR_INVALID_LEN")
        if command == "data" and self._missing > 0:
            raise _Breach("EMU-132", "ERR_INVALID_SEQ")
        if "sent" in parts and int.from_bytes(message[:4], "big") != before:
            raise _Breach("EMU-134", "ERR_INVALID_SEQ")
        if command == "data":
            self.bytes += message[shortest:]
            self._missing = report["length"] - len(message)
            self._heard_at = self.now
        elif command == "credit":
            self._credit_came(int.from_bytes(message[4:8], "big"))
        elif command == "keepalive":
            self._heard_at = self.now
            self._pressed = True
        else:
            self._end("EMU-131" if command == "error" else None)

    def _credit_came(self, consumed):
        anew = (consumed - self._credited) % COUNTS
        if anew > (self._sent - self._credited) % COUNTS:
            raise _Breach("EMU-132", "ERR_INVALID_PAR")
        self._credited = consumed
        if consumed:
            self._outside = 0
        if anew:
            self._stalled_at, self._asked = None, False

    def _more(self, report, before):
        if self._missing == 0:
            raise _Breach("EMU-132", "ERR_INVALID_SEQ")
        if report["sequence"] != before % 128:
            raise _Breach("EMU-134", "ERR_INVALID_SEQ")
        piece = bytes.fromhex(report["payload"])[: self._missing]
        self.bytes += piece
        self._missing -= len(piece)
        self._heard_at = self.now

    # ── sending ──

    def _take(self, data):
        if len(self._waiting) + len(data) > self.spec.most_bytes_waiting:
            raise _Breach("EMU-135", "ERR_OTHER")
        self._waiting += data

    def _pass(self):
        if self._missing > 0 and self.now >= self._heard_at + self.spec.rest_ms:
            raise _Breach("EMU-133", "ERR_MSG_TIMEOUT")
        self._fill()
        if self._stalled_at is None:
            return
        if self.now >= self._stalled_at + self.spec.credit_ms:
            raise _Breach("EMU-133", "ERR_MSG_TIMEOUT")
        if not self._asked and self.now >= self._stalled_at + self.spec.keepalive_ms:
            self._asked = True
            self._say(self._channel, "keepalive", _u32(self._sent))

    def _fill(self):
        owed = (self._read - self._confirmed) % COUNTS
        if owed >= (1 if self._pressed else self.spec.credit_after):
            if self._say(self._channel, "credit", _u32(self._sent) + _u32(self._read)):
                self._confirmed, self._pressed = self._read, False
        while self._waiting and self._send_piece():
            pass
        if not self._waiting:
            self._stalled_at, self._asked = None, False
        elif self._stalled_at is None:
            self._stalled_at = self.now

    def _send_piece(self):
        if self._unsent == 0:
            count = _u32(self._sent)
            length = min(len(self._waiting) + len(count), self.spec.longest_report_message)
            piece = self._waiting[: min(length, self.spec.first_piece) - len(count)]
            if not self._say(self._channel, "data", count + piece, length):
                return False
            self._unsent = length - len(count) - len(piece)
        else:
            if self._under_way() >= self.spec.most_under_way["`data`"]:
                return False
            piece = self._waiting[: min(self._unsent, self.spec.next_piece)]
            self._put(_u32(self._channel) + bytes([self._sent % 128]), piece)
            self._sent = (self._sent + 1) % COUNTS
            self._unsent -= len(piece)
        self._waiting = self._waiting[len(piece) :]
        return True


class ReaderEnd(_End):
    """A reader that gives channels."""

    def __init__(self, spec, draw):
        super().__init__(spec)
        self._draw = draw
        self._nonce = None

    def attach(self):
        """The device is there; the host begins."""

    def _broadcast(self, report):
        nonce = bytes.fromhex(report["payload"])
        if report["kind"] != "begin" or report["command"] != self.spec.report_commands["init"]:
            return
        if report["length"] != self.spec.report_parts["init"]["nonce"]:
            return
        if self._channel is None or nonce != self._nonce:
            self._begin(self._draw + 1 if self._channel == self._draw else self._draw)
            self._nonce = nonce
        version = bytes([self.spec.carrier_version])
        rest = sum(self.spec.report_parts["channel"][part] for part in ("device", "capabilities"))
        self._say(BROADCAST, "channel", nonce + _u32(self._channel) + version + bytes(rest))

    def _foreign(self, report):
        if report["kind"] == "begin" and self._command(report) not in ("error", "cancel"):
            self._say(report["channel"], "error", bytes([self.spec.report_errors["ERR_INVALID_CHANNEL"]]))


class HostEnd(_End):
    """A host that has opened the device once, with one nonce."""

    def __init__(self, spec, nonce):
        super().__init__(spec)
        self._nonce = nonce
        self._ask_at = None

    def attach(self):
        self._ask_at, self._wait = self.now, self.spec.init_ms
        self.advance()

    def due(self):
        return super().due() if self._ask_at is None else self._ask_at

    def advance(self):
        if self._ask_at is not None and self.now >= self._ask_at:
            self._say(BROADCAST, "init", self._nonce)
            self._ask_at, self._wait = self.now + self._wait, 2 * self._wait
        super().advance()

    def _broadcast(self, report):
        if self._ask_at is None or report["kind"] != "begin":
            return
        parts = self.spec.report_parts["channel"]
        message, length = bytes.fromhex(report["payload"]), sum(parts.values())
        if report["command"] != self.spec.report_commands["channel"] or report["length"] != length:
            return
        nonce, message = message[: parts["nonce"]], message[parts["nonce"] :]
        if nonce != self._nonce:
            return
        self._ask_at = None
        channel, version = message[: parts["channel"]], message[parts["channel"]]
        if version != self.spec.carrier_version:
            self._end("EMU-136")
        else:
            self._begin(int.from_bytes(channel, "big"))

    def _foreign(self, report):
        """Left over, or another program's."""
