// Keys and their text forms: Ed25519 and ECDSA over P-256 (trust/keys.py, trust/multibase.py).
// RFC 8032; FIPS 186-5; W3C Controlled Identifiers 1.0, Multikey and Multibase; did:key.

const DID_KEY = "did:key:";
const ED25519 = "Ed25519", P256 = "P-256";
const SIGNATURE_BYTES = 64;
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const P256_PRIME = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const P256_B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

const LOW_ORDER = new Set([
  "00".repeat(32),
  "01" + "00".repeat(31),
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  ...["ec", "ed", "ee"].map((first) => `${first}${"ff".repeat(30)}7f`),
]);

class KeyFormatError extends Error {}
class MultibaseError extends Error {}

// Reads exactly `size` bytes; every byte string has one text, and no other text is taken.
function decodeMultibase(text, size) {
  // The length is looked at first, since decoding takes time with its square.
  if (text.length > 1 + Math.floor((8 * size) / 5) + 1 || !/^z[1-9A-HJ-NP-Za-km-z]+$/.test(text)) {
    throw new MultibaseError(`no base58btc text of ${size} bytes with the sign z before it`);
  }
  let number = 0n;
  for (const sign of text.slice(1)) number = number * 58n + BigInt(BASE58.indexOf(sign));
  const zeros = /^1*/.exec(text.slice(1))[0].length;
  const digits = number ? number.toString(16) : "";
  const data = fromHex("00".repeat(zeros) + (digits.length % 2 ? "0" : "") + digits);
  if (data.length !== size) throw new MultibaseError(`${data.length} bytes in base58btc where ${size} belong`);
  return data;
}

function fromHex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

// Reads a public key from its multikey text, `z6Mk…` of Ed25519 or `zDn…` of P-256.
function parseKey(multikey) {
  try {
    const raw = decodeKey(multikey, "8024", 33);
    return { kind: P256, raw: findP256Point(raw), multikey };
  } catch (error) {
    if (!(error instanceof KeyFormatError)) throw error;
    return { kind: ED25519, raw: refuseLowOrder(decodeKey(multikey, "ed01", 32)), multikey };
  }
}

// Refuses the points whose order divides 8, under which a signature fits that nobody made.
function refuseLowOrder(raw) {
  const plain = toHex(raw.subarray(0, 31)) + toHex(Uint8Array.of(raw[31] & 0x7f));
  if (LOW_ORDER.has(plain)) throw new KeyFormatError("a point of low order, which is nobody's key");
  return raw;
}

// Reads a public key from a method `did:key:z…#z…`, which holds it twice.
function parseMethod(method) {
  const bare = method.startsWith(DID_KEY) ? method.slice(DID_KEY.length) : method;
  const key = parseKey(bare.split("#")[0]);
  if (method !== `${DID_KEY}${key.multikey}#${key.multikey}`) {
    throw new KeyFormatError("no method of the form did:key:z…#z… that holds one key twice");
  }
  return key;
}

function decodeKey(multikey, prefix, size) {
  let data;
  try {
    data = decodeMultibase(multikey, 2 + size);
  } catch (error) {
    throw new KeyFormatError(`no multikey of a kind that is known here: ${error.message}`);
  }
  if (toHex(data.subarray(0, 2)) !== prefix) {
    throw new KeyFormatError(`no multikey: the prefix 0x${prefix} is missing`);
  }
  return data.subarray(2);
}

// Gives the whole point for its compressed form, since browsers take no other.
function findP256Point(raw) {
  const x = BigInt(`0x${toHex(raw.subarray(1))}`);
  const square = (x ** 3n - 3n * x + P256_B) % P256_PRIME;
  const positive = (square + P256_PRIME) % P256_PRIME;
  const root = raisePower(positive, (P256_PRIME + 1n) / 4n, P256_PRIME);
  const isPoint = (raw[0] === 2 || raw[0] === 3) && x < P256_PRIME && (root * root) % P256_PRIME === positive;
  if (!isPoint) throw new KeyFormatError("33 bytes that are no point of P-256");
  const y = (root & 1n) === BigInt(raw[0] & 1) ? root : P256_PRIME - root;
  return fromHex(`04${toHex(raw.subarray(1))}${y.toString(16).padStart(64, "0")}`);
}

function raisePower(base, exponent, modulus) {
  let result = 1n, power = base % modulus;
  for (let rest = exponent; rest; rest >>= 1n) {
    if (rest & 1n) result = (result * power) % modulus;
    power = (power * power) % modulus;
  }
  return result;
}

// Tells whether the secret half of a key signed the data; null where this browser cannot tell.
async function hasSigned(key, data, signature) {
  const [imported, used] = key.kind === ED25519
    ? [{ name: ED25519 }, { name: ED25519 }]
    : [{ name: "ECDSA", namedCurve: P256 }, { name: "ECDSA", hash: "SHA-256" }];
  if (key.kind === ED25519 && !(await canCheckEd25519())) return null;
  try {
    const ready = await crypto.subtle.importKey("raw", key.raw, imported, false, ["verify"]);
    return await crypto.subtle.verify(used, ready, signature, data);
  } catch (error) {
    if (error.name === "NotSupportedError") return null;
    return false; // 32 bytes that are no point of the curve have signed nothing
  }
}

// Tries the browser with the first test of RFC 8032, 7.1, and with the same signature spoiled.
async function canCheckEd25519() {
  const key = fromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  const signature = fromHex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155" +
    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
  const nothing = new Uint8Array();
  try {
    const ready = await crypto.subtle.importKey("raw", key, { name: ED25519 }, false, ["verify"]);
    const isRight = await crypto.subtle.verify({ name: ED25519 }, ready, signature, nothing);
    signature[0] ^= 1;
    return isRight && !(await crypto.subtle.verify({ name: ED25519 }, ready, signature, nothing));
  } catch {
    return false;
  }
}
