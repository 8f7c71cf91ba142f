"""HID reports after the text of protocol/README.md: the form of one, and a reader's end of a channel."""

from decoders import Refused


# Counts of reports are numbers of 32 bits.
COUNTS = 1 << 32


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


class ReaderEnd:
    """A reader that gives channels and reads streams. Nothing of its own is to be sent, and no time passes."""

    BROADCAST = 0xFFFFFFFF

    def __init__(self, spec, draw):
        self._spec = spec
        self._draw = draw
        self._channel = None
        self._nonce = None
        self.streams = 0
        self.bytes = b""
        self.answers = []
        self.ended = False
        self.refused = None

    def received(self, data):
        try:
            report = report_in(data, self._spec)
        except Refused:
            return
        if report["channel"] == self.BROADCAST:
            self._broadcast(report)
        elif report["channel"] == self._channel:
            self._of_channel(report)
        else:
            self._foreign(report)

    def _command(self, report):
        """The name of a command of the table that may stand on a channel."""
        names = [name for name, byte in self._spec.report_commands.items() if byte == report["command"]]
        return next((name for name in names if name not in ("init", "channel")), None)

    def _say(self, channel, command, message):
        head = _u32(channel) + bytes([0x80 | self._spec.report_commands[command]])
        report = head + len(message).to_bytes(2, "big") + message
        self.answers.append(report.ljust(self._spec.report_length, b"\0").hex())

    def _broadcast(self, report):
        nonce = bytes.fromhex(report["payload"])
        if report["kind"] != "begin" or report["command"] != self._spec.report_commands["init"]:
            return
        if report["length"] != self._spec.report_parts["init"]["nonce"]:
            return
        if self._channel is None or nonce != self._nonce:
            self._channel = self._draw + 1 if self._channel == self._draw else self._draw
            self._nonce = nonce
            self._read = self._sent = self._confirmed = 0
            self._credited = 0
            self._missing = 0
            self.streams += 1
            self.ended = False
        version = bytes([self._spec.carrier_version])
        rest = sum(self._spec.report_parts["channel"][part] for part in ("device", "capabilities"))
        self._say(self.BROADCAST, "channel", nonce + _u32(self._channel) + version + bytes(rest))

    def _foreign(self, report):
        if report["kind"] == "begin" and self._command(report) not in ("error", "cancel"):
            self._say(report["channel"], "error", bytes([self._spec.report_errors["ERR_INVALID_CHANNEL"]]))

    def _of_channel(self, report):
        before = self._read
        self._read = (self._read + 1) % COUNTS
        try:
            if report["kind"] == "more":
                self._more(report, before)
            else:
                self._message(report, before)
        except _Breach as breach:
            code, error = breach.args
            self._say(self._channel, "error", bytes([self._spec.report_errors[error]]))
            self._end(code)
            return
        if self._channel is not None and (self._read - self._confirmed) % COUNTS >= self._spec.credit_after:
            self._credit()

    def _credit(self):
        self._say(self._channel, "credit", _u32(self._sent) + _u32(self._read))
        self._sent = (self._sent + 1) % COUNTS
        self._confirmed = self._read

    def _end(self, code):
        self._channel = None
        self.ended = True
        self.refused = code

    def _message(self, report, before):
        command = self._command(report)
        message = bytes.fromhex(report["payload"])
        if command is None:
            raise _Breach("EMU-132", "ERR_INVALID_CMD")
        parts = self._spec.report_parts.get(command, {})
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
        elif command == "credit":
            consumed = int.from_bytes(message[4:8], "big")
            if (consumed - self._credited) % COUNTS > (self._sent - self._credited) % COUNTS:
                raise _Breach("EMU-132", "ERR_INVALID_PAR")
            self._credited = consumed
        elif command == "keepalive":
            self._credit()
        else:
            self._end("EMU-131" if command == "error" else None)

    def _more(self, report, before):
        if self._missing == 0:
            raise _Breach("EMU-132", "ERR_INVALID_SEQ")
        if report["sequence"] != before % 128:
            raise _Breach("EMU-134", "ERR_INVALID_SEQ")
        piece = bytes.fromhex(report["payload"])[: self._missing]
        self.bytes += piece
        self._missing -= len(piece)
