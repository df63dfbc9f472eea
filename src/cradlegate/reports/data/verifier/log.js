// A proof in one file that a leaf stands in a log: index, path, signed checkpoint (trust/log/).
// RFC 6962, 2.1; RFC 9162, 2.1.3.2; C2SP signed-note, tlog-checkpoint and tlog-proof v1.0.0.

const PROOF_HEADER = "c2sp.org/tlog-proof@v1";
const LARGEST_NOTE_BYTES = 100_000, MOST_SIGNATURES = 32, MOST_HASHES = 64, HASH_BYTES = 32;
const LARGEST_PROOF_BYTES = LARGEST_NOTE_BYTES + MOST_HASHES * 45 + 1_000;
const LEAF_NAMES = ["actor", "detail", "subject", "time", "type"], LARGEST_LEAF_BYTES = 4_000;
const KEY_NAME = new RegExp(`^[^+${PYTHON_BLANKS}]+$`, "u");

class NoteError extends Error {}
class LeafError extends Error {}

// Reads what a log keeps of an event from its canonical bytes (trust/log/leaf.py).
function readLeaf(bytes) {
  if (bytes.length > LARGEST_LEAF_BYTES) throw new LeafError(`${bytes.length} bytes; a leaf has at most ${LARGEST_LEAF_BYTES}`);
  let leaf;
  try {
    leaf = readJson(bytes);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new LeafError(error.message);
  }
  if (!isObject(leaf)) throw new LeafError("a leaf is an object");
  const areTexts = Object.values(leaf).every((each) => typeof each === "string");
  if (Object.keys(leaf).sort().join() !== LEAF_NAMES.join() || !areTexts) {
    throw new LeafError(`a leaf has the texts ${LEAF_NAMES.join(", ")} and nothing else`);
  }
  if (!/^[a-z][a-z-]{0,59}$/.test(leaf.type)) {
    throw new LeafError(`'${cutSigns(leaf.type, 40)}' is no word in small letters and hyphens`);
  }
  for (const name of ["subject", "actor", "detail"]) {
    if (!/^sha256:[0-9a-f]{64}$/.test(leaf[name])) throw new LeafError(`${name} is no digest of the form sha256:…`);
  }
  if (!areEqualBytes(canonicalBytes(leaf), bytes)) throw new LeafError("the leaf does not stand in its canonical bytes");
  const isMoment = /^[^.]{19}Z$/.test(leaf.time) && isDateTimeStamp(leaf.time) && !leaf.time.includes("T24");
  if (!isMoment) throw new LeafError(`'${leaf.time}' is no moment such as 2026-11-22T12:00:30Z`);
  return leaf;
}

// Reads a key of a log from its text `name+id+base64`.
async function readNoteKey(text) {
  const [name, id] = text.split("+", 2), encoded = text.slice(name.length + 1 + (id ?? "").length + 1);
  const data = decodeBase64(encoded, "the key");
  if (data[0] !== 1 || data.length !== 33 || !KEY_NAME.test(name)) throw new NoteError("no Ed25519 key of the form name+id+base64");
  const hash = await sha256(joinBytes(new TextEncoder().encode(`${name}\n`), data));
  if (toHex(hash.subarray(0, 4)) !== id) throw new NoteError(`the id ${id} is not the one of the key, ${toHex(hash.subarray(0, 4))}`);
  return { name, id, key: { kind: ED25519, raw: data.subarray(1), multikey: text } };
}

// Takes a signed note apart; no signature is checked yet.
function readNote(bytes) {
  if (bytes.length > LARGEST_NOTE_BYTES) throw new NoteError(`${bytes.length} bytes; a note has at most ${LARGEST_NOTE_BYTES}`);
  const whole = decodeUtf8(bytes);
  if (whole === null) throw new NoteError("no text in UTF-8");
  const gap = whole.lastIndexOf("\n\n");
  if (gap < 0 || gap + 2 >= whole.length || !whole.endsWith("\n")) throw new NoteError("no blank line with signatures after it");
  const text = whole.slice(0, gap + 1);
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) throw new NoteError("control signs in the text of a note");
  const lines = whole.slice(gap + 2, -1).split("\n");
  if (lines.length > MOST_SIGNATURES) throw new NoteError(`${lines.length} signatures; at most ${MOST_SIGNATURES} are read`);
  return { text, signatures: lines.map(readSignature) };
}

function readSignature(line) {
  const [, name, encoded] = /^— ([^ ]*) ?([^]*)$/.exec(line) ?? [];
  if (name === undefined || !KEY_NAME.test(name)) throw new NoteError("a line under the text that is no signature");
  const data = decodeBase64(encoded, "a signature");
  if (data.length <= 4) throw new NoteError("a signature without content");
  return { name, id: toHex(data.subarray(0, 4)), signature: data.subarray(4) };
}

function readCheckpoint(bytes) {
  const note = readNote(bytes), lines = note.text.slice(0, -1).split("\n");
  if (lines.length < 3 || lines.includes("")) throw new NoteError("a checkpoint has lines for origin, size and root");
  if (!/^(0|[1-9][0-9]{0,18})$/.test(lines[1])) throw new NoteError(`'${lines[1].slice(0, 30)}' is no size of a log`);
  return { origin: lines[0], size: BigInt(lines[1]), root: decodeHash(lines[2]), note };
}

function readLogProof(bytes) {
  if (bytes.length > LARGEST_PROOF_BYTES) throw new NoteError(`${bytes.length} bytes; a proof has at most ${LARGEST_PROOF_BYTES}`);
  const gap = bytes.findIndex((byte, at) => byte === 10 && bytes[at + 1] === 10);
  const head = decodeUtf8(bytes.subarray(0, Math.max(0, gap)));
  const [header, ...lines] = (head ?? "").split("\n");
  if (gap < 0 || header !== PROOF_HEADER) throw new NoteError(`no proof of a log that begins with ${PROOF_HEADER}`);
  if (lines[0]?.startsWith("extra ")) throw new NoteError("a proof with extra data, which this version does not read");
  const index = /^index (0|[1-9][0-9]{0,18})$/.exec(lines[0] ?? "");
  if (!index) throw new NoteError("a proof names the index of its leaf after its header");
  if (lines.length - 1 > MOST_HASHES) throw new NoteError(`${lines.length - 1} hashes; the path of a leaf has at most ${MOST_HASHES}`);
  return { index: BigInt(index[1]), hashes: lines.slice(1).map(decodeHash), checkpoint: readCheckpoint(bytes.subarray(gap + 2)) };
}

// Judges whether a leaf stands in the log whose key a reader knows.
async function judgeLogProof(proof, leaf, key) {
  const signature = await judgeCheckpoint(proof.checkpoint, key);
  if (signature.outcome !== MET) return signature;
  const inclusion = await judgeInclusion(proof, leaf);
  return inclusion.outcome === MET ? met(`${inclusion.found}, ${signature.found}`) : inclusion;
}

// Judges whether the path leads from a leaf to the root; who signed the root is not asked.
async function judgeInclusion({ index, hashes, checkpoint }, leaf) {
  const where = `leaf ${index} of ${checkpoint.size} in the log ${checkpoint.origin}`;
  const leafHash = await sha256(joinBytes(Uint8Array.of(0), leaf));
  if (!(await isIncluded(leafHash, index, checkpoint.size, hashes, checkpoint.root))) {
    return notMet(`the path does not lead from it to ${where}`);
  }
  return met(where);
}

async function judgeCheckpoint({ origin, note }, key) {
  if (origin !== key.name) return notMet(`a checkpoint of the log ${origin}, not of ${key.name}`);
  const own = note.signatures.filter((line) => line.name === key.name && line.id === key.id);
  for (const line of own) {
    const isWhole = line.signature.length === SIGNATURE_BYTES;
    const isSigned = isWhole && (await hasSigned(key.key, new TextEncoder().encode(note.text), line.signature));
    if (isSigned === null) return undetermined(`this browser cannot check ${ED25519}`);
    if (!isSigned) return notMet(`the signature of ${key.name} does not fit`);
  }
  const names = [...new Set(note.signatures.map((line) => line.name))].join(", ");
  return own.length ? met(`signed by ${key.name}`) : undetermined(`signed by ${names}, whose keys are not known here`);
}

// RFC 9162, 2.1.3.2, whose steps these are.
async function isIncluded(leaf, index, size, path, root) {
  if (index >= size) return false;
  let place = index, last = size - 1n, reached = leaf;
  for (const sibling of path) {
    if (last === 0n) return false;
    if (place % 2n || place === last) {
      reached = await hashChildren(sibling, reached);
      while (place % 2n === 0n && place) [place, last] = [place / 2n, last / 2n];
    } else {
      reached = await hashChildren(reached, sibling);
    }
    [place, last] = [place / 2n, last / 2n];
  }
  return last === 0n && areEqualBytes(reached, root);
}

function hashChildren(left, right) {
  return sha256(joinBytes(Uint8Array.of(1), left, right));
}

function joinBytes(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function decodeHash(text) {
  let data = new Uint8Array();
  try {
    data = decodeBase64(text, "a hash");
  } catch {
    // said below, in the words for a hash
  }
  if (data.length !== HASH_BYTES) throw new NoteError("no hash of 32 bytes in base64");
  return data;
}

// Reads base64 in its one form, so that a byte of it cannot change unseen.
function decodeBase64(text, what) {
  try {
    const data = atob(text);
    if (data && btoa(data) === text) return Uint8Array.from(data, (sign) => sign.charCodeAt(0));
  } catch {
    // said below
  }
  throw new NoteError(`${what} is no base64`);
}
