// Whom a reader trusts: a trust list of the reader's own choice (verification/trust_lists/).

const LAST_SECOND = "T23:59:59Z";

// Reads a trust list; its signature is not checked yet.
function readTrustList(bytes, file) {
  let document;
  try {
    document = readJson(bytes);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new Refusal([makeFault("VR-001", error.message, file)]);
  }
  refuse(listTrustFaults(document, file));
  return new TrustList(document);
}

class TrustList {
  constructor(document) {
    const subject = document.credentialSubject, proofs = listProofs(document);
    this.document = document;
    this.version = subject.version;
    this.issued = document.validFrom.slice(0, 10);
    this.validUntil = "validUntil" in document ? findLastWholeDay(document.validUntil) : null;
    this.publisher = document.issuer;
    this.publisherMethod = proofs.length === 1 ? readMethod(proofs[0]) : "";
    this.acceptedRegisters = subject.acceptedRegisters ?? {};
    this.organisations = subject.organisations.map((organisation) => ({
      ...organisation,
      keys: organisation.keys.map((key) => ({ ...key, key: parseKey(key.publicKeyMultibase) })),
    }));
  }

  findKey(method) {
    for (const organisation of this.organisations) {
      for (const key of organisation.keys) if (key.id === method) return { organisation, key };
    }
    return null;
  }
}

// Gives the last day that ends before or at a moment; a day is covered wholly or not at all.
function findLastWholeDay(moment) {
  const day = moment.slice(0, 10);
  return moment.endsWith(LAST_SECOND) ? day : addDays(day, -1);
}

// Finds the key that signs the checkpoints of the log of that name.
function findLog(list, origin) {
  return list.organisations.flatMap((one) => one.keys).find((key) => key.logOrigin === origin) ?? null;
}

async function judgeListSignature(list) {
  const proofs = listProofs(list.document);
  if (!proofs.length) return notMet("the trust list carries no proof");
  if (proofs.length > 1) return cannotCheck(`a trust list with ${proofs.length} proofs`);
  return judgeForm(proofs[0]) ?? (await judgePublisherKey(list, proofs[0]));
}

async function judgePublisherKey(list, proof) {
  const method = list.publisherMethod, publisher = list.publisher;
  let key;
  try {
    key = parseMethod(method);
  } catch (error) {
    if (!(error instanceof KeyFormatError)) throw error;
    if (method.startsWith(DID_KEY)) return notMet(`the proof states a key that is none: ${error.message}`);
    return undetermined(`this version cannot look up the key ${method}`);
  }
  if (publisher.id.startsWith(DID_KEY) && publisher.id !== DID_KEY + key.multikey) {
    return notMet(`the proof states the key ${key.multikey}, which is not the one of ${publisher.id}`);
  }
  const checked = await checkProof(list.document, proof, key);
  return checked.outcome === MET ? met(`signed by ${publisher.name} with key ${key.multikey}`) : checked;
}

function judgeListValidity(list, day) {
  if (day < list.issued) {
    return undetermined(`the trust list is not yet valid on ${day}; it begins on ${list.issued}`);
  }
  if (list.validUntil !== null && day > list.validUntil) {
    return undetermined(`the trust list is stale on ${day}; its last day was ${list.validUntil}`);
  }
  const days = countDays(list.issued, day), age = days === 1 ? "1 day" : `${days} days`;
  return met(`the trust list is valid on ${day}, ${age} after its issue`);
}

// Judges whether one of the keys of a document is that of the party which it names.
//
// placed: {origin, index} of the document in a log of the list, by a sound proof, or null.
async function judgeOwner(document, ownerId, list, day, placed = null) {
  const proofs = listProofs(document);
  if (!proofs.length) return NO_PROOF;
  if (list === null) {
    const keys = proofs.map((proof) => readMethod(proof).split("#").at(-1) || "without a name");
    return undetermined(`no trust list was given, so nobody knows whose key ${keys.join(", ")} is`);
  }
  const findings = [];
  for (const proof of proofs) findings.push(await judgeSigner(proof, ownerId, list, day, placed));
  return findFirst(findings, [MET, NOT_MET]) ?? findings[0];
}

async function judgeSigner(proof, ownerId, list, day, placed) {
  const early = judgeForm(proof);
  if (early) return early;
  if (typeof proof.created !== "string") return undetermined("the proof does not say when it was made");
  const claimed = readDay(proof.created);
  if (claimed === null) return notMet(`'${proof.created}' lies outside the calendar in UTC`);
  const signature = await judgeListSignature(list);
  if (signature.outcome !== MET) return undetermined(`the trust list itself is not sound: ${signature.found}`);
  const method = readMethod(proof), entry = list.findKey(method);
  if (entry === null) return undetermined(`key ${method} is in no organisation of the trust list`);
  return refuseEntry(entry, ownerId, claimed, placed) ?? doubtEntry(entry, list, claimed, day, placed) ?? met(
    `key ${entry.key.key.multikey} is one of ${entry.organisation.name}, ${describeWindow(entry.key)}, ` +
    `by trust list version ${list.version}, ${signature.found}`);
}

function refuseEntry({ organisation, key }, ownerId, claimed, placed) {
  const named = `key ${key.key.multikey}`;
  if ("logOrigin" in key) return notMet(`${named} signs for the log ${key.logOrigin} and nothing else`);
  if (organisation.id !== ownerId) {
    return notMet(`${named} is one of ${organisation.id} (${organisation.name}), not of ${ownerId}`);
  }
  if (!covers(key, claimed)) {
    return notMet(`${named} is used on ${claimed}, outside its window: ${describeWindow(key)}`);
  }
  if (isOfLog(placed, key) && placed.index > key.compromised.lastValidIndex) {
    return notMet(`${describeCompromise(key)}, and this is ${describePlace(placed)}`);
  }
  return null;
}

function doubtEntry({ key }, list, claimed, day, placed) {
  if (claimed > day) return undetermined(`the document is dated ${claimed}, after ${day}, for which it is judged`);
  if (!covers(key, day)) {
    return undetermined(
      `the window of key ${key.key.multikey} ended on ${key.validUntil}, and the date ${claimed} ` +
      "inside the document proves nothing; trusted time comes from a log or a time stamp");
  }
  if ("compromised" in key && !isOfLog(placed, key)) {
    const stands = placed ? `this is ${describePlace(placed)}` : "nothing proves where this stands";
    return undetermined(`${describeCompromise(key)}, and ${stands}`);
  }
  const validity = judgeListValidity(list, day);
  return validity.outcome === MET ? null : validity;
}

function isOfLog(placed, key) {
  return placed !== null && "compromised" in key && placed.origin === key.compromised.logOrigin;
}

function describeCompromise({ key, compromised }) {
  const last = { origin: compromised.logOrigin, index: compromised.lastValidIndex };
  return `key ${key.multikey} is compromised: it counts up to ${describePlace(last)}`;
}

function describePlace({ origin, index }) {
  return `leaf ${index} of the log ${origin}`;
}

function covers(key, day) {
  return key.validFrom <= day && (!("validUntil" in key) || day <= key.validUntil);
}

function describeWindow(key) {
  return `valid from ${key.validFrom} ${"validUntil" in key ? `to ${key.validUntil}` : "on, without end"}`;
}

// Finds what is wrong with a trust list: its form, and whether its parts fit together.
function listTrustFaults(document, file) {
  const faults = listFormFaults(document, FORMS.schemas.trust_list).map(({ path, found }) =>
    makeFault("VR-002", found, file, { id: ["$", ...path].join(".") }));
  if (faults.length) return faults;
  const { version, organisations } = document.credentialSubject;
  faults.push(...listWindowFaults(document, file, ""));
  const ending = document.id.split(":").at(-1);
  if (ending !== String(version)) {
    faults.push(makeFault("VR-010", `the id ends in ${ending}, the version is ${version}`, file));
  }
  for (const id of listRepeated(organisations.map((one) => one.id)).slice(0, SHOWN_FAULTS)) {
    faults.push(makeFault("VR-009", `${id} stands twice`, file, { id }));
  }
  faults.push(...organisations.flatMap((one) => listAuthorityFaults(one, file)).slice(0, SHOWN_FAULTS));
  const origins = organisations.flatMap((one) => one.keys.map((key) => key.logOrigin)).filter(Boolean);
  for (const id of listRepeated(origins).slice(0, SHOWN_FAULTS)) {
    faults.push(makeFault("VR-061", `the origin ${id} stands at two keys`, file, { id }));
  }
  const keys = organisations.flatMap((one, owner) => one.keys.map((key) => ({ ...key, owner })));
  for (const id of listRepeated(keys.map((key) => key.id)).slice(0, SHOWN_FAULTS)) {
    faults.push(makeFault("VR-003", `the key id ${id} stands twice`, file, { id }));
  }
  const ownerByKey = new Map();
  for (const key of keys) {
    const text = key.publicKeyMultibase;
    if (!ownerByKey.has(text)) ownerByKey.set(text, key.owner);
    if (ownerByKey.get(text) !== key.owner) {
      faults.push(makeFault("VR-004", `the key ${text} stands under another organisation too`, file, { id: key.id }));
    }
    faults.push(...listWindowFaults(key, file, key.id), ...listKeyFaults(key, file));
    if (faults.length >= SHOWN_FAULTS) break;
  }
  return faults.concat(listCompromiseFaults(document, keys, file).slice(0, SHOWN_FAULTS));
}

// Looks at what is said of compromised keys: by a log that is known, of a key as a whole, by another.
function listCompromiseFaults(document, keys, file) {
  const faults = [], methods = listProofs(document).map(readMethod).filter(Boolean);
  const origins = keys.map((key) => key.logOrigin), placeByKey = new Map();
  for (const { id, publicKeyMultibase: text, logOrigin, compromised } of keys) {
    const add = (code, found) => faults.push(makeFault(code, found, file, { id }));
    const place = compromised ? describePlace({ origin: compromised.logOrigin, index: compromised.lastValidIndex }) : "";
    if (place && !origins.includes(compromised.logOrigin)) {
      add("VR-063", `the list has no key of the log ${compromised.logOrigin}`);
    }
    if (place && logOrigin) add("VR-064", `the key of the log ${logOrigin} is called compromised`);
    if (!placeByKey.has(text)) placeByKey.set(text, place);
    if (placeByKey.get(text) !== place) add("VR-065", `the key ${text} is compromised otherwise under another id`);
    if (place && (methods.includes(id) || methods.includes(`${DID_KEY}${text}#${text}`))) {
      add("VR-066", `the key ${text} signs the list that calls it compromised`);
    }
  }
  return faults;
}

// Looks at what stands under roles: keys of logs, certificates of authorities, which stay unread.
function listAuthorityFaults({ id, roles, keys, certificates }, file) {
  const faults = [];
  if (keys.some((key) => "logOrigin" in key) && !roles.includes("log")) {
    faults.push(makeFault("VR-060", "a key with an origin, and no role log", file, { id }));
  }
  if (certificates && !roles.includes("tsa")) {
    faults.push(makeFault("VR-062", "a certificate, and no role tsa", file, { id }));
  }
  return faults;
}

function listKeyFaults({ id, publicKeyMultibase, logOrigin }, file) {
  try {
    const { multikey, kind } = parseKey(publicKeyMultibase);
    if (logOrigin !== undefined && (kind !== ED25519 || !KEY_NAME.test(logOrigin))) {
      return [makeFault("VR-060", `a key of ${kind} for the log ${logOrigin}`, file, { id })];
    }
    const isOther = id.startsWith(DID_KEY) && id !== `${DID_KEY}${multikey}#${multikey}`;
    return isOther ? [makeFault("VR-007", `the id does not hold the key ${multikey}`, file, { id })] : [];
  } catch (error) {
    if (!(error instanceof KeyFormatError)) throw error;
    return [makeFault("VR-006", error.message, file, { id })];
  }
}

function listWindowFaults({ validFrom, validUntil }, file, id) {
  const ends = [validFrom, validUntil].filter((end) => end !== undefined);
  const faults = ends.map((end) => end.slice(0, 10)).filter((day) => !isDay(day)).map((day) =>
    makeFault("VR-008", `${day} is no day of the calendar`, file, { id }));
  if (ends.length > 1 && validUntil < validFrom) {
    faults.push(makeFault("VR-005", `the window ${validFrom} to ${validUntil} is reversed`, file, { id }));
  }
  return faults;
}

function listRepeated(names) {
  const seen = new Set();
  return names.filter((name) => seen.has(name) || !seen.add(name));
}
