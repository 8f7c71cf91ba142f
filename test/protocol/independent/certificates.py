"""The certificates of the secure channel, from protocol/README.md, RFC 5280 and FIPS 186-4: what is judged, in its order."""

import hashlib
from datetime import datetime, timezone

from decoders import Refused, value_in

# P-256
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
X25519, EC_PUBLIC_KEY, PRIME256V1 = "1.3.101.110", "1.2.840.10045.2.1", "1.2.840.10045.3.1.7"
ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2"
COMMON_NAME, SERIAL_NUMBER = "2.5.4.3", "2.5.4.5"
# Bits of key usage.
KEY_AGREEMENT, KEY_CERT_SIGN = 4, 5


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


def _extensions(others):
    """Name -> (critical, value in DER), of what follows the key of a certificate."""
    found = {}
    for tag, extensions in others:
        for _, extension in parts(parts(extensions)[0][1]) if tag == 0xA3 else []:
            (_, name), *critical, (_, value) = parts(extension)
            if _oid(name) in found:
                raise ValueError("an extension twice")
            found[_oid(name)] = (critical == [(0x01, b"\xff")], value)
    return found


class Certificate:
    def __init__(self, der, spec):
        try:
            if len(der) > spec.longest_certificate:
                raise ValueError("too long")
            self._read(der)
        except (ValueError, IndexError) as unreadable:
            raise Refused("EMU-114") from unreadable

    def _read(self, der):
        ((_, whole),) = parts(der)
        (_, body, self.signed), (_, signed_by, _), (_, signature, _) = _elements(whole)
        if signature[0] != 0:
            raise ValueError("unused bits")
        self.signature = signature[1:]
        version, _, (_, signed_as), (_, self.issuer), (_, validity), (_, self.subject), (_, key_info), *others = parts(body)
        if version != (0xA0, bytes([0x02, 0x01, 0x02])):
            raise ValueError("not of version 3")
        if any(_oid(parts(algorithm)[0][1]) != ECDSA_WITH_SHA256 for algorithm in (signed_by, signed_as)):
            raise ValueError("not signed with ecdsa-with-SHA256")
        self.begins, self.ends = (_instant(tag, contents) for tag, contents in parts(validity))
        (_, algorithm), (_, key) = parts(key_info)
        name, *parameters = parts(algorithm)
        self.key = key[1:]
        self.algorithm = _oid(name[1])
        self.is_p256 = self.algorithm == EC_PUBLIC_KEY and _oid(parameters[0][1]) == PRIME256V1
        self._read_extensions(_extensions(others))
        self.serial_number = self._attribute(SERIAL_NUMBER)
        self.common_name = self._attribute(COMMON_NAME)

    def _read_extensions(self, extensions):
        self.is_authority, self.path_length, self.usage, self.purposes = False, None, None, []
        for name, (critical, value) in extensions.items():
            ((_, contents),) = parts(value)
            match name:
                case "2.5.29.19":  # basic constraints
                    for tag, part in parts(contents):
                        if tag == 0x01:
                            self.is_authority = part != b"\0"
                        elif tag == 0x02:
                            self.path_length = int.from_bytes(part, "big")
                case "2.5.29.15":  # key usage: a bit string, the first bit the highest
                    self.usage = [contents[1 + bit // 8] << bit % 8 & 0x80 != 0 for bit in range(8 * (len(contents) - 1))]
                case "2.5.29.37":  # extended key usage
                    self.purposes = [_oid(purpose) for _, purpose in parts(contents)]
                case _ if critical:
                    raise ValueError("critical, and not known")

    def _attribute(self, wanted):
        for _, step in parts(self.subject):
            for _, attribute in parts(step):
                (_, name), (_, value) = parts(attribute)
                if _oid(name) == wanted:
                    return value.decode("utf-8")
        return ""

    def may(self, bit):
        """Key usage that is absent allows everything."""
        return self.usage is None or bit < len(self.usage) and self.usage[bit]

    def may_issue(self, authorities_below):
        far_enough = self.path_length is None or self.path_length >= authorities_below
        return self.is_authority and far_enough and self.may(KEY_CERT_SIGN)

    def issued(self, other):
        return self.subject == other.issuer and self.is_p256 and _signed(self.key, other.signed, other.signature)


def judge(chain, authority, at, role, spec):
    """
    Raises what is wrong with a chain; gives the end's own certificate.
    @param chain DER, the end's own first
    @param at milliseconds since 1970
    """
    if len(chain) > spec.longest_chain:
        raise Refused("EMU-116")
    certificates, trusted = [Certificate(der, spec) for der in chain], Certificate(authority, spec)
    if not certificates:
        raise Refused("EMU-114")
    own, *issuers = certificates
    if own.algorithm != X25519:
        raise Refused("EMU-115")
    if own.is_authority or not own.may(KEY_AGREEMENT):
        raise Refused("EMU-114")
    for below, (one, issuer) in enumerate(zip(certificates, issuers)):
        if not issuer.is_p256:
            raise Refused("EMU-115")
        if not issuer.may_issue(below):
            raise Refused("EMU-122")
        if not issuer.issued(one):
            raise Refused("EMU-114")
    if not trusted.issued(certificates[-1]):
        raise Refused("EMU-110")
    if not trusted.may_issue(len(issuers)):
        raise Refused("EMU-122")
    everyone = [*certificates, trusted]
    if any(at < one.begins for one in everyone):
        raise Refused("EMU-112")
    if any(at > one.ends for one in everyone):
        raise Refused("EMU-111")
    if spec.purposes[role] not in own.purposes:
        raise Refused("EMU-113")
    if role == "reader" and not spec.is_serial_number(own.serial_number):
        raise Refused("EMU-114")
    return own


def judge_payload(payload, authority, at, role, used, spec):
    """
    The same of the payload of a handshake message; gives the name that the sender has shown.
    @param used the static key that the sender has used
    """
    try:
        chain = value_in(payload, spec)
    except Refused:
        raise Refused("EMU-114") from None
    if not isinstance(chain, list) or not all(isinstance(one, bytes) for one in chain):
        raise Refused("EMU-114")
    own = judge(chain, authority, at, role, spec)
    if own.key != used:
        raise Refused("EMU-117")
    return own.serial_number if role == "reader" else own.common_name
