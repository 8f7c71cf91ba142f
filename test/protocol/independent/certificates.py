"""The certificates of the secure channel, from protocol/README.md, RFC 5280 and FIPS 186-4: what is judged, in its order."""

import hashlib
from datetime import datetime, timezone

from decoders import Refused

# P-256
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
X25519, EC_PUBLIC_KEY, EXTENDED_KEY_USAGE = "1.3.101.110", "1.2.840.10045.2.1", "2.5.29.37"


def _added(a, b):
    if a is None or b is None:
        return a or b
    (x1, y1), (x2, y2) = a, b
    if x1 == x2 and (y1 + y2) % P == 0:
        return None
    slope = (3 * x1 * x1 - 3) * pow(2 * y1, -1, P) if a == b else (y2 - y1) * pow(x2 - x1, -1, P)
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P


def _times(k, point):
    result = None
    while k:
        if k & 1:
            result = _added(result, point)
        point, k = _added(point, point), k >> 1
    return result


def _signed(key, message, signature):
    """ecdsa-with-SHA256. @param key the uncompressed point"""
    if len(key) != 65 or key[0] != 4:
        return False
    ((_, r), (_, s)) = parts(parts(signature)[0][1])
    r, s = int.from_bytes(r, "big"), int.from_bytes(s, "big")
    if not (0 < r < N and 0 < s < N):
        return False
    e, w = int.from_bytes(hashlib.sha256(message).digest(), "big"), pow(s, -1, N)
    point = int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big")
    sum_ = _added(_times(e * w % N, G), _times(r * w % N, point))
    return sum_ is not None and sum_[0] % N == r


def parts(der):
    """The elements that stand one after the other, as pairs of tag and contents."""
    return [(tag, contents) for tag, contents, _ in _elements(der)]


def _elements(der):
    found, at = [], 0
    while at < len(der):
        tag, length, start = der[at], der[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length, start = int.from_bytes(der[start : start + count], "big"), start + count
        if start + length > len(der):
            raise ValueError("cut short")
        found.append((tag, der[start : start + length], der[at : start + length]))
        at = start + length
    return found


def _oid(contents):
    numbers, value = [], 0
    for byte in contents:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(value)
            value = 0
    top = min(numbers[0] // 40, 2)
    return ".".join(map(str, [top, numbers[0] - 40 * top, *numbers[1:]]))


def _instant(tag, contents):
    """Milliseconds since 1970; UTCTime or GeneralizedTime."""
    text = contents.decode("ascii")
    if tag == 0x17:
        text = ("19" if text[:2] >= "50" else "20") + text
    moment = datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=timezone.utc)
    return int(moment.timestamp() * 1000)


class Certificate:
    def __init__(self, der):
        try:
            self._read(der)
        except (ValueError, IndexError) as unreadable:
            raise Refused("EMU-114") from unreadable

    def _read(self, der):
        ((_, whole),) = parts(der)
        (_, body, self.signed), _, (_, signature, _) = _elements(whole)
        self.signature = signature[1:]
        _, _, _, _, (_, validity), _, (_, key_info), *others = parts(body)
        self.begins, self.ends = (_instant(tag, contents) for tag, contents in parts(validity))
        (_, algorithm), (_, key) = parts(key_info)
        self.algorithm, self.key = _oid(parts(algorithm)[0][1]), key[1:]
        self.purposes = []
        for tag, extensions in others:
            for _, extension in parts(parts(extensions)[0][1]) if tag == 0xA3 else []:
                (_, name), *_, (_, value) = parts(extension)
                if _oid(name) == EXTENDED_KEY_USAGE:
                    self.purposes = [_oid(purpose) for _, purpose in parts(parts(value)[0][1])]

    def issued(self, other):
        return self.algorithm == EC_PUBLIC_KEY and _signed(self.key, other.signed, other.signature)


def judge(chain, authority, at, role, spec):
    """Raises what is wrong with a chain. @param at milliseconds since 1970"""
    if len(chain) > spec.longest_chain:
        raise Refused("EMU-116")
    certificates, trusted = [Certificate(der) for der in chain], Certificate(authority)
    if certificates[0].algorithm != X25519:
        raise Refused("EMU-115")
    for one, issuer in zip(certificates, certificates[1:]):
        if not issuer.issued(one):
            raise Refused("EMU-114")
    if not trusted.issued(certificates[-1]):
        raise Refused("EMU-110")
    for one in [*certificates, trusted]:
        if at < one.begins:
            raise Refused("EMU-112")
        if at > one.ends:
            raise Refused("EMU-111")
    if spec.purposes[role] not in certificates[0].purposes:
        raise Refused("EMU-113")
