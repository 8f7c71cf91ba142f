"""
The secure channel, from protocol/README.md and the texts that it names: Noise_XX_25519_ChaChaPoly_SHA256 (revision 34),
RFC 7748, RFC 8439. Written to be read beside them; slow, and not to be used where secrets are.
"""

import hashlib
import hmac

from decoders import Refused

PRIME = 2**255 - 19
BASE = (9).to_bytes(32, "little")
TAG = 16
DH = 32
# A counter that no message has any more.
COUNTER_USED_UP = 2**53 - 1


def x25519(secret, point):
    """RFC 7748, 5."""
    k = int.from_bytes(secret, "little") & ~7 & (2**255 - 1) | 2**254
    u = int.from_bytes(point, "little") & (2**255 - 1)
    x2, z2, x3, z3, swap = 1, 0, u, 1, 0
    for bit in reversed(range(255)):
        if swap ^ (k >> bit & 1):
            x2, z2, x3, z3 = x3, z3, x2, z2
        swap = k >> bit & 1
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a % PRIME, b * b % PRIME, d * a, c * b
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % PRIME, u * (da - cb) ** 2 % PRIME
        x2, z2 = aa * bb % PRIME, e * (aa + 121665 * e) % PRIME
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little")


def _block(key, counter, nonce):
    """RFC 8439, 2.3."""
    words = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574]
    for bytes_ in (key, counter.to_bytes(4, "little"), nonce):
        words += [int.from_bytes(bytes_[i : i + 4], "little") for i in range(0, len(bytes_), 4)]
    state = words[:]

    def quarter(a, b, c, d):
        for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            state[x] = state[x] + state[y] & 0xFFFFFFFF
            mixed = state[z] ^ state[x]
            state[z] = (mixed << turn | mixed >> 32 - turn) & 0xFFFFFFFF

    for _ in range(10):
        for column in range(4):
            quarter(column, column + 4, column + 8, column + 12)
        for a, b, c, d in ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter(a, b, c, d)
    return b"".join((x + y & 0xFFFFFFFF).to_bytes(4, "little") for x, y in zip(words, state))


def _stream(key, nonce, data):
    out = bytearray()
    for at in range(0, len(data), 64):
        pad = _block(key, at // 64 + 1, nonce)
        out += bytes(a ^ b for a, b in zip(data[at : at + 64], pad))
    return bytes(out)


def _tag(key, nonce, associated, sealed):
    """RFC 8439, 2.5 and 2.8."""
    once = _block(key, 0, nonce)
    r = int.from_bytes(once[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    padded = b"".join(part + bytes(-len(part) % 16) for part in (associated, sealed))
    padded += len(associated).to_bytes(8, "little") + len(sealed).to_bytes(8, "little")
    sum_ = 0
    for at in range(0, len(padded), 16):
        sum_ = (sum_ + int.from_bytes(padded[at : at + 16] + b"\1", "little")) * r % (2**130 - 5)
    return (sum_ + int.from_bytes(once[16:32], "little") & 2**128 - 1).to_bytes(16, "little")


def _nonce(counter):
    return bytes(4) + counter.to_bytes(8, "little")


def seal(key, counter, associated, plain):
    sealed = _stream(key, _nonce(counter), plain)
    return sealed + _tag(key, _nonce(counter), associated, sealed)


def opened(key, counter, associated, sealed):
    body, tag = sealed[:-TAG], sealed[-TAG:]
    if len(sealed) < TAG or tag != _tag(key, _nonce(counter), associated, body):
        raise Refused("EMU-118")
    return _stream(key, _nonce(counter), body)


def sealed_message(key, number, plain):
    """A message of the channel."""
    if number >= COUNTER_USED_UP:
        raise Refused("EMU-121")
    return seal(key, number, b"", plain)


def rekeyed(key):
    """Noise, 4.2."""
    return seal(key, 2**64 - 1, b"", bytes(32))[:32]


def hkdf(chaining, material, count):
    """Noise, 4.3."""
    temporary = hmac.digest(chaining, material, "sha256")
    outputs, last = [], b""
    for number in range(1, count + 1):
        last = hmac.digest(temporary, last + bytes([number]), "sha256")
        outputs.append(last)
    return outputs


class Handshake:
    """One end of XX, with what it reads and writes given as (token, who sends it)."""

    def __init__(self, prologue, initiator, static, ephemeral):
        name = b"Noise_XX_25519_ChaChaPoly_SHA256"
        self.hash = self.chaining = name
        self.initiator, self.s, self.e = initiator, static, ephemeral
        self.rs = self.re = self.key = None
        self.counter = 0
        self._mix_hash(prologue)

    def write(self, tokens, payload):
        out = b""
        for token in tokens:
            if token == "e":
                public = x25519(self.e, BASE)
                out += public
                self._mix_hash(public)
            elif token == "s":
                out += self._sealed(x25519(self.s, BASE))
            else:
                self._mix_key(self._dh(token))
        return out + self._sealed(payload)

    def read(self, tokens, message):
        for token in tokens:
            if token in ("e", "s"):
                length = DH + (TAG if token == "s" and self.key else 0)
                part, message = message[:length], message[length:]
                if len(part) < length:
                    raise Refused("EMU-118")
                if token == "e":
                    self.re = part
                    self._mix_hash(part)
                else:
                    self.rs = self._opened(part)
            else:
                self._mix_key(self._dh(token))
        return self._opened(message)

    def _dh(self, token):
        """`es`: the initiator's ephemeral and the responder's static key."""
        mine, theirs = token if self.initiator else token[::-1]
        shared = x25519(self.e if mine == "e" else self.s, self.re if theirs == "e" else self.rs)
        if not any(shared):
            raise Refused("EMU-118")
        return shared

    def _mix_hash(self, data):
        self.hash = hashlib.sha256(self.hash + data).digest()

    def _mix_key(self, material):
        self.chaining, self.key = hkdf(self.chaining, material, 2)
        self.counter = 0

    def _sealed(self, plain):
        out = plain
        if self.key:
            out = seal(self.key, self.counter, self.hash, plain)
            self.counter += 1
        self._mix_hash(out)
        return out

    def _opened(self, sealed):
        plain = sealed
        if self.key:
            plain = opened(self.key, self.counter, self.hash, sealed)
            self.counter += 1
        self._mix_hash(sealed)
        return plain


MESSAGES = [("host", ["e"]), ("reader", ["e", "ee", "s", "es"]), ("host", ["s", "se"])]


def resume_proof(handshake):
    """Proves what it is given, 16 bytes, by a handshake that is through (README, Proof of a resume)."""
    secret = hkdf(handshake.chaining, b"", 3)[2]
    key = hmac.digest(secret, b"fcr link resume 1" + handshake.hash, "sha256")
    return lambda what: hmac.digest(key, what, "sha256")[:16]


class Channel:
    """The handshake of the vectors made again from its private keys, and what follows from it."""

    def __init__(self, keys, payloads):
        """@param keys the vector `keys`; payloads those of the three messages"""
        self.prologue = bytes.fromhex(keys["hex"])
        self.secrets = {name: bytes.fromhex(secret) for name, secret in keys["decoded"].items()}
        ends = {"host": self.end("host"), "reader": self.end("reader")}
        self.messages = []
        for (sender, tokens), payload in zip(MESSAGES, payloads):
            other = "reader" if sender == "host" else "host"
            message = ends[sender].write(tokens, payload)
            if ends[other].read(tokens, message) != payload:
                raise ValueError("the two ends differ")
            self.messages.append(message)
        self.hash = ends["host"].hash
        *self.keys, self.secret = hkdf(ends["host"].chaining, b"", 3)
        self.proof = resume_proof(ends["host"])

    def end(self, name, prologue=None):
        static, ephemeral = self.secrets[name], self.secrets[f"{name}Ephemeral"]
        return Handshake(prologue or self.prologue, name == "host", static, ephemeral)

    def second_read(self, message, prologue=None):
        """The payload of the reader's message, as the host reads it."""
        host = self.end("host", prologue)
        host.write(MESSAGES[0][1], b"")
        return host.read(MESSAGES[1][1], message)

    def transport(self, number, plain, rekey_after):
        """Message `number` of the host, sealed."""
        key = self.keys[0]
        for _ in range(number // rekey_after):
            key = rekeyed(key)
        return sealed_message(key, number, plain)
