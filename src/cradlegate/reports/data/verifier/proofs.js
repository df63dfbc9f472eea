// Proofs inside a document: eddsa-jcs-2022, and ecdsa-jcs-2019 over P-256 (trust/data_integrity.py).
// W3C Verifiable Credential Data Integrity 1.0, 4.3 and 4.4; EdDSA Cryptosuites 1.0, 3.3.

const PROOF_TYPE = "DataIntegrityProof", PURPOSE = "assertionMethod";
const KIND_BY_SUITE = { "eddsa-jcs-2022": ED25519, "ecdsa-jcs-2019": P256 };
const MET = "met", NOT_MET = "not met", UNDETERMINED = "undetermined";
const NOT_APPLICABLE = "not applicable", NOT_JUDGED = "not judged";

const met = (found) => ({ outcome: MET, found });
const notMet = (found) => ({ outcome: NOT_MET, found });
const undetermined = (found) => ({ outcome: UNDETERMINED, found });
const cannotCheck = (what) => undetermined(`this version cannot check ${what}`);

const NO_OBJECT = notMet("the proof is no object");
const NO_PROOF = notMet("it carries no signature");

function listProofs(document) {
  if (!("proof" in document)) return [];
  return asList(document.proof);
}

function withoutProofs(document) {
  return copyOf(document, (name) => name !== "proof");
}

function copyOf(object, isKept) {
  const copy = Object.create(null);
  for (const name of Object.keys(object)) if (isKept(name)) copy[name] = object[name];
  return copy;
}

function readMethod(proof) {
  const method = isObject(proof) ? proof.verificationMethod : null;
  return typeof method === "string" ? method : "";
}

// Judges a proof before its key is looked up: null where only the signature is left to check.
function judgeForm(proof) {
  if (!isObject(proof)) return NO_OBJECT;
  const suites = Object.keys(KIND_BY_SUITE);
  for (const [name, known] of [["type", [PROOF_TYPE]], ["cryptosuite", suites]]) {
    if (!isText(proof[name])) return notMet(`${name} of the proof is missing or no text`);
    if (!known.includes(proof[name])) return cannotCheck(`proofs whose ${name} is not ${known.join(" or ")}`);
  }
  for (const name of ["verificationMethod", "proofPurpose", "proofValue"]) {
    if (!isText(proof[name])) return notMet(`${name} of the proof is missing or no text`);
  }
  for (const name of ["created", "expires"]) {
    if (name in proof && !isDateTimeStamp(proof[name])) return notMet(`${name} of the proof is no dateTimeStamp`);
  }
  if (proof.proofPurpose !== PURPOSE) return notMet(`proofPurpose of the proof is not ${PURPOSE}`);
  if ("previousProof" in proof && !listPrevious(proof).length) {
    return notMet("previousProof of the proof names no proof");
  }
  return null;
}

// Checks one proof against a key; whose key it is, a trust list tells.
async function checkProof(document, proof, key) {
  const early = judgeForm(proof);
  if (early) return early;
  const wrong = await checkSignature(document, proof, key);
  if (wrong) return wrong;
  if ("expires" in proof) return cannotCheck("a proof that ends; the signature fits, but its day is not judged");
  return met(`the signature fits the key ${key.multikey}`);
}

async function checkSignature(document, proof, key) {
  if (key.kind !== KIND_BY_SUITE[proof.cryptosuite]) {
    return notMet(`a proof by ${proof.cryptosuite} cannot be of a key of ${key.kind}`);
  }
  const covered = coverDocument(document, proof);
  if (covered === null) return notMet("the proof follows proofs that do not stand in the document once each");
  let signature;
  try {
    signature = decodeMultibase(proof.proofValue, SIGNATURE_BYTES);
  } catch (error) {
    return notMet(`proofValue of the proof is no signature: ${error.message}`);
  }
  const options = copyOf(proof, (name) => name !== "proofValue");
  if ("@context" in options) {
    if (!startsWith(covered, options["@context"])) {
      return notMet("the document's @context does not start with that of the proof");
    }
    covered["@context"] = options["@context"];
  }
  const hashes = [await sha256(canonicalBytes(options)), await sha256(canonicalBytes(covered))];
  const isSigned = await hasSigned(key, Uint8Array.from(hashes.flatMap((hash) => [...hash])), signature);
  if (isSigned === null) return undetermined(`this browser cannot check ${key.kind}`);
  return isSigned ? null : notMet(`document or proof are not what the key ${key.multikey} signed`);
}

// Gives the document as a proof covers it: without proofs, but for those that it follows.
function coverDocument(document, proof) {
  const covered = withoutProofs(document), names = listPrevious(proof);
  const followed = listProofs(document).filter((each) => isObject(each) && names.includes(each.id));
  if (followed.length !== names.length) return null;
  if (followed.length) covered.proof = followed;
  return covered;
}

function listPrevious(proof) {
  const names = asList("previousProof" in proof ? proof.previousProof : []);
  return names.every(isText) && new Set(names).size === names.length ? names : [];
}

function startsWith(document, first) {
  const head = asList(first);
  if (!("@context" in document)) return false;
  return canonicalText(asList(document["@context"]).slice(0, head.length)) === canonicalText(head);
}

function asList(value) {
  return Array.isArray(value) ? value : [value];
}

function isText(value) {
  return typeof value === "string" && value !== "";
}

// Judges whether every proof fits the document and the key it names (dossier/checks/signatures.py).
async function judgeProofs(document, trustList) {
  const findings = [];
  for (const proof of listProofs(document)) findings.push(await judgeProof(document, proof, trustList));
  return findFirst(findings, [NOT_MET, UNDETERMINED]) ?? findings[0] ?? NO_PROOF;
}

function findFirst(findings, outcomes) {
  for (const outcome of outcomes) {
    const found = findings.find((finding) => finding.outcome === outcome);
    if (found) return found;
  }
  return null;
}

async function judgeProof(document, proof, trustList) {
  const early = judgeForm(proof);
  if (early) return early;
  const method = readMethod(proof);
  const entry = trustList && trustList.findKey(method);
  let key;
  try {
    key = entry ? entry.key.key : parseMethod(method);
  } catch (error) {
    if (!(error instanceof KeyFormatError)) throw error;
    if (method.startsWith(DID_KEY)) return notMet(`the proof states a key that is none: ${error.message}`);
    return undetermined(`no trust list gives the key ${method}`);
  }
  return checkProof(document, proof, key);
}

const DATE_TIME_STAMP =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:(?:([01][0-9]|2[0-3]):([0-5][0-9]):[0-5][0-9](?:\.[0-9]+)?)|(24):00:00(?:\.0+)?)(?:Z|([+-])(?:(0[0-9]|1[0-3]):([0-5][0-9])|(14):00))$/;

function isDateTimeStamp(text) {
  const found = typeof text === "string" ? DATE_TIME_STAMP.exec(text) : null;
  return found !== null && isDay(found[1]);
}

// Gives the day in UTC on which a dateTimeStamp lies; null outside the years 1 to 9999.
function readDay(stamp) {
  const [, day, hour, minute, midnight, sign, hours, minutes, fourteen] = DATE_TIME_STAMP.exec(stamp);
  const offset = sign ? (Number(hours ?? fourteen) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -1 : 1) : 0;
  const shifted = Math.floor(((midnight ? 0 : Number(hour) * 60 + Number(minute)) - offset) / 1440);
  const within = addDays(day, shifted);
  return within && midnight ? addDays(within, 1) : within;
}

function isDay(text) {
  const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (found === null || found[1] === "0000") return false;
  return addDays(text, 0) === text;
}

function addDays(day, days) {
  const moment = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return null;
  moment.setUTCDate(moment.getUTCDate() + days);
  const text = moment.toISOString();
  return /^[0-9]{4}-/.test(text) && !text.startsWith("0000") ? text.slice(0, 10) : null;
}

function countDays(first, last) {
  return (Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000;
}
