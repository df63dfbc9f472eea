"""Keys have one text form each, sign as RFC 8032 says, and never show their secret."""

import json
from pathlib import Path

import base58
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.trust.keys import KeyFormatError, PublicKey, SigningKey
from cradlegate.trust.multibase import MultibaseError, decode_multibase, encode_multibase

VECTORS = Path(__file__).parents[3] / "shared/foreign/vectors/w3c"

# RFC 8032, 7.1, tests 1 and 2: secret, public, message, signature; and the multikey text that
# other implementations publish for these keys.
PUBLISHED = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "z6MkiaMbhXHNA4eJVCCj8dbzKzTgYDKf6crKgHVHid1F1WCT",
    ),
]
SECRET = bytes.fromhex(PUBLISHED[0][0])
MULTIKEY = PUBLISHED[0][4]

keys = st.binary(min_size=32, max_size=32).map(SigningKey)


@pytest.mark.parametrize(("secret", "public", "message", "signature", "multikey"), PUBLISHED)
def test_the_published_keys_sign_as_published(secret, public, message, signature, multikey):
    key = SigningKey(bytes.fromhex(secret))
    assert key.public.raw.hex() == public
    assert key.sign(bytes.fromhex(message)).hex() == signature
    assert key.public.has_signed(bytes.fromhex(message), bytes.fromhex(signature))
    assert key.public.multikey == multikey
    assert PublicKey.parse(multikey).raw.hex() == public


def test_the_key_pair_of_the_w3c_fits_together():
    path = VECTORS / "keyPair.json"
    if not path.is_file():
        pytest.skip("the published vectors of the W3C are not kept in this repository")
    pair = json.loads(path.read_text(encoding="utf-8"))
    key = SigningKey.parse(pair["privateKeyMultibase"])
    assert key.public.multikey == pair["publicKeyMultibase"]
    assert key.secret_multikey == pair["privateKeyMultibase"]


def test_the_names_of_a_key_hold_the_key():
    key = PublicKey.parse(MULTIKEY)
    assert key.did == f"did:key:{MULTIKEY}"
    assert key.method == f"did:key:{MULTIKEY}#{MULTIKEY}"
    assert PublicKey.of_method(key.method) == key


@given(keys)
def test_every_key_is_read_back_from_its_texts(key):
    assert PublicKey.parse(key.public.multikey) == key.public
    assert PublicKey.of_method(key.public.method) == key.public
    assert SigningKey.parse(key.secret_multikey) == key


def in_base58(data: str) -> str:
    return "z" + base58.b58encode(bytes.fromhex(data)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "z",
        MULTIKEY[1:],
        f"{MULTIKEY} ",
        f"{MULTIKEY}\n",
        f" {MULTIKEY}",
        f"z1{MULTIKEY[1:]}",
        f"u{MULTIKEY[1:]}",
        MULTIKEY[:-1] + "0",
        MULTIKEY[:-1] + "é",
        MULTIKEY + "1",
        MULTIKEY[:-1],
        in_base58("ed01" + "00" * 31),
        in_base58("ec01" + "00" * 32),
        in_base58("8026" + "00" * 32),
        in_base58("00" * 34),
    ],
)
def test_what_is_no_multikey_is_refused(text):
    with pytest.raises(KeyFormatError) as error:
        PublicKey.parse(text)
    assert error.value.code == "TR-002"


def test_a_text_of_a_megabyte_is_refused_before_it_is_decoded():
    with pytest.raises(KeyFormatError):
        PublicKey.parse("z" + "2" * 1_000_000)


def double(x: int, y: int) -> tuple[int, int]:
    """Add a point of edwards25519 to itself: −x² + y² = 1 + d x² y² (RFC 8032, 5.1)."""
    product = D * x * x * y * y
    doubled_x = 2 * x * y * pow(1 + product, -1, PRIME)
    return doubled_x % PRIME, (y * y + x * x) * pow(1 - product, -1, PRIME) % PRIME


def find_x(y: int) -> int:
    """Solve the curve equation for x, whose square has a root for every y of a point."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, PRIME) % PRIME
    root = pow(square, (PRIME + 3) // 8, PRIME)
    if root * root % PRIME != square:
        root = root * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    assert root * root % PRIME == square
    return root


PRIME = 2**255 - 19
D = -121665 * pow(121666, -1, PRIME) % PRIME
LOW_ORDER = (
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
)


@pytest.mark.parametrize("encoded", LOW_ORDER)
def test_a_point_of_low_order_is_nobodys_key(encoded):
    raw = bytes.fromhex(encoded)
    y = int.from_bytes(raw, "little") % PRIME
    point = find_x(y), y
    for _ in range(3):
        point = double(*point)
    assert point == (0, 1), "eight times the point is nothing"
    for sign in (0, 0x80):
        with pytest.raises(KeyFormatError, match="low order"):
            PublicKey(raw[:-1] + bytes([raw[-1] | sign]))


OTHER = PUBLISHED[1][4]


@pytest.mark.parametrize(
    "method",
    [
        "",
        MULTIKEY,
        f"did:key:{MULTIKEY}",
        f"did:key:{MULTIKEY}#",
        f"did:key:{MULTIKEY}#{OTHER}",
        f"did:key:{MULTIKEY}#{MULTIKEY}#",
        f"did:web:{MULTIKEY}#{MULTIKEY}",
        f"{MULTIKEY}#{MULTIKEY}",
        "did:web:maker.example#key-1",
    ],
)
def test_a_method_that_does_not_hold_one_key_twice_is_refused(method):
    with pytest.raises(KeyFormatError):
        PublicKey.of_method(method)


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_keys_of_another_length_are_refused(size):
    with pytest.raises(KeyFormatError):
        PublicKey(b"\0" * size)
    with pytest.raises(KeyFormatError):
        SigningKey(b"\0" * size)


def test_a_secret_is_never_shown():
    key = SigningKey(SECRET)
    shown = f"{key} {key!r}"
    assert SECRET.hex() not in shown
    assert repr(SECRET) not in shown
    assert key.secret_multikey not in shown
    wrong = key.secret_multikey[:-2]
    with pytest.raises(KeyFormatError) as error:
        SigningKey.parse(wrong)
    assert wrong not in str(error.value)


@given(keys, st.binary(max_size=99), st.integers(0, 511))
def test_a_signature_fits_its_own_bytes_and_key_alone(key, data, bit):
    signature = key.sign(data)
    assert key.public.has_signed(data, signature)
    changed = bytearray(signature)
    changed[bit // 8] ^= 1 << bit % 8
    assert not key.public.has_signed(data, bytes(changed))
    assert not key.public.has_signed(data + b"\0", signature)
    assert not SigningKey(bytes(32)).public.has_signed(data, signature) or key.secret == bytes(32)


@pytest.mark.parametrize("signature", [b"", b"\0" * 63, b"\0" * 65])
def test_a_signature_of_another_length_does_not_fit(signature):
    assert not PublicKey.parse(MULTIKEY).has_signed(b"", signature)


def test_a_key_that_is_no_point_of_the_curve_has_signed_nothing():
    """The y coordinate 2 belongs to no point of edwards25519."""
    assert not PublicKey(b"\2" + b"\0" * 31).has_signed(b"", b"\0" * 64)


@given(st.binary(min_size=1, max_size=70))
def test_bytes_are_read_back_from_their_multibase_text(data):
    assert decode_multibase(encode_multibase(data), len(data)) == data


@pytest.mark.parametrize(
    ("data", "text"),
    [
        # Published examples of the draft "The Base58 Encoding Scheme", section 5.
        (b"Hello World!", "z2NEpo7TZRRrLZSi2U"),
        (bytes.fromhex("0000287fb4cd"), "z11233QC4"),
    ],
)
def test_published_base58_texts(data, text):
    assert encode_multibase(data) == text
    assert decode_multibase(text, len(data)) == data


def test_a_text_of_other_bytes_is_refused():
    with pytest.raises(MultibaseError) as error:
        decode_multibase("z2NEpo7TZRRrLZSi2U", 13)
    assert error.value.code == "TR-001"
