"""What protocol/README.md says in its tables: numbers, layouts, fields and forms, read from the text itself."""

import re
from dataclasses import dataclass, field
from pathlib import Path

README = Path(__file__).parents[3] / "protocol" / "README.md"


def _cells(line):
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]


def _rows(text):
    """The rows of the tables in a text, without heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = []
    for at, line in enumerate(lines):
        rule = re.fullmatch(r"\|( --- \|)+", line)
        head = at + 1 < len(lines) and re.fullmatch(r"\|( --- \|)+", lines[at + 1])
        if not rule and not head:
            rows.append(_cells(line))
    return rows


def _plain(cell):
    return cell.strip("`")


def _number(text):
    return int(re.search(r"\d+", text).group())


@dataclass
class Kind:
    """The type of a field: uint, text, bytes, bool, choice, list or map."""

    name: str
    most: int = 0
    form: str = ""
    values: list = field(default_factory=list)
    of: "Kind" = None
    fields: dict = field(default_factory=dict)


@dataclass
class Field:
    name: str
    kind: Kind
    may_be_absent: bool


@dataclass
class Message:
    id: int
    name: str
    sender: str
    allowed_while: list
    fields: dict = field(default_factory=dict)


@dataclass
class Part:
    name: str
    length: int  # None: the rest
    type: str


class Specification:
    def __init__(self, text=None):
        self._text = README.read_text(encoding="utf-8") if text is None else text
        limits = {what: value for what, value in _rows(self._table("limits"))}
        self.longest_payload = int(re.search(r"to (\d+) bytes", limits["payload of a frame"]).group(1))
        self.longest_code = _number(limits["error code in a packet"])
        self.proof_length = _number(limits["proof of a bound session"])
        self.most_ranges = _number(limits["ranges in one report"])
        self.deepest = _number(limits["arrays and maps inside one another"])
        self.link_version = _number(limits["link version"])
        self.protocol_version = _number(limits["protocol version"])
        self.longest_message = int(re.search(r"to (\d+) bytes", limits["message"])[1])
        self.longest_segment = int(re.search(r"to (\d+) bytes", limits["segment of the byte stream"])[1])
        self.most_waiting = _number(limits["messages that may wait behind what is under way"])
        self.longest_chain = _number(limits["certificates in a chain"])
        self.longest_certificate = _number(limits["bytes of a certificate"])
        self.rekey_after = _number(limits["messages after which a direction is rekeyed"])
        self.handshake_ms = _number(limits["time for the handshake"])
        self.open_ms = _number(limits["between two tries to open"])
        self.ping_ms = {end: _number(limits[f"silence after which the {end} asks"]) for end in ("host", "reader")}
        self.ping_again_ms = _number(limits["between two questions without an answer"])
        self.dead_ms = _number(limits["silence after which the peer counts as gone"])
        self.purposes = dict(re.findall(r"(reader|bridge) `([\d.]+)`", self._text))
        self.forms = {name: _plain(form) for name, form in _rows(self._table("text forms"))}
        self._read_hid()
        self.packets = self._packets()
        self.messages = self._messages()
        self._read_phone_reader()
        self.by_name = {message.name: message for message in self.messages.values()}

    def is_serial_number(self, text):
        return re.fullmatch(self.forms["a serial number"].strip("^$"), text, re.ASCII) is not None

    def _table(self, name):
        found = re.search(rf"<!-- generated: {name} -->\n(.*?)<!-- end -->", self._text, re.S)
        if found is None:
            raise SystemExit(f"protocol/README.md has no table '{name}'")
        return found.group(1)

    def _read_phone_reader(self):
        self.field_packets = {int(_plain(byte), 16): _plain(name) for name, byte, *_ in _rows(self._table("phone reader packets"))}
        self.driver_messages = {int(_plain(byte), 16): _plain(name) for name, byte, *_ in _rows(self._table("phone reader driver"))}
        self.field_messages = {}
        for name, byte, direction, number, rest, _ in _rows(self._table("phone reader messages")):
            least, most = (int(length) for length in re.search(r"(\d+) to (\d+) bytes", rest).groups()) if rest else (0, 0)
            self.field_messages[direction, int(_plain(byte), 16)] = (_plain(name), number == "u32", least, most)

    def _read_hid(self):
        figures = {what: _number(value) for what, value, _ in _rows(self._table("hid figures"))}
        self.carrier_version = figures["version of the carrier"]
        self.report_length = figures["report, both ways, without report id"]
        self.first_piece = figures["message in its first report"]
        self.longest_report_message = figures["longest message"]
        self.next_piece = figures["message in each further report"]
        self.most_under_way = {
            kind: figures[f"under way when {kind} may be sent"]
            for kind in ("`data`", "`keepalive`", "`credit`", "anything else")
        }
        self.rest_ms = figures["between two reports of one message, at most"]
        self.credit_ms = figures["bytes may wait for credit"]
        self.keepalive_ms = figures["and ask for it after"]
        self.outside_ms = figures["reports outside the channel count for"]
        self.init_ms = figures["`init` is sent again after"]
        self.most_bytes_waiting = figures["bytes that may wait to be sent"]
        self.credit_after = figures["reports read after which `credit` is sent"]
        self.report_commands = {
            _plain(name): int(_plain(byte), 16) for name, byte, *_ in _rows(self._table("hid commands"))
        }
        self.report_errors = {_plain(name): int(_plain(byte), 16) for byte, name, _ in _rows(self._table("hid errors"))}
        # Command -> part -> length; None: the rest.
        self.report_parts = {}
        for command, _, length, part, _ in _rows(self._table("hid contents")):
            parts = self.report_parts.setdefault(_plain(command), {})
            parts[_plain(part)] = None if length == "the rest" else int(length)

    def _packets(self):
        """Kind byte -> (kind, parts in order)."""
        packets = {}
        for kind, table in re.findall(r"\*\*(\w+)\*\*\n(.*?)(?=\n\*\*|\Z)", self._table("packet layouts"), re.S):
            (_, _, _, _, byte), *rows = _rows(table)
            parts = [
                Part(_plain(name), None if length == "the rest" else int(length), type)
                for _, length, name, type, _ in rows
            ]
            packets[int(_plain(byte), 16)] = (kind, parts)
        return packets

    def _messages(self):
        messages = {}
        for number, name, direction, allowed, _, _ in _rows(self._table("messages")):
            sender = direction.split(" → ")[0]
            messages[int(number)] = Message(int(number), _plain(name), sender, allowed.split(", "))
        sections = re.findall(r"#### (\d+) .*?\n(.*?)(?=\n#### |\Z)", self._table("message fields"), re.S)
        for number, table in sections:
            for key, path, kind, marks, _ in _rows(table):
                self._add(messages[int(number)].fields, _plain(path), int(key), kind, "may be absent" in marks)
        return messages

    def _add(self, fields, path, key, kind, may_be_absent):
        """Puts a field where its path says: `settings.groups.surgery`, `ended[].visit`."""
        *around, name = path.split(".")
        for step in around:
            inside = next(one for one in fields.values() if one.name == step.removesuffix("[]")).kind
            fields = (inside.of if step.endswith("[]") else inside).fields
        fields[key] = Field(name, self._kind(kind), may_be_absent)

    def _kind(self, text):
        if text in ("bool", "map"):
            return Kind(text)
        if text.startswith("one of "):
            return Kind("choice", values=re.findall(r"`([^`]+)`", text))
        if text.startswith("text, "):
            return Kind("text", form=self.forms[text.removeprefix("text, ")])
        found = re.fullmatch(r"(uint|text|bytes|list) ≤ (\d+)(?: of (.*))?", text)
        name, most, of = found.groups()
        return Kind(name, most=int(most), of=self._kind(of) if of else None)
