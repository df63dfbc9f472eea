// The opinion of a body in a dossier (verification/opinions/, dossier/checks/opinions.py).

const ROLE = "verifier";
const OPINION_FORM = "urn:cradlegate:opinion:1";
const OPINION_CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://vocabulary.uncefact.org/untp/0.7.0/context/"];
const OPINION_TYPE = ["DigitalConformityCredential", "VerifiableCredential"];
const STATUS = "credentialStatus";
const SCALE = 60; // digits behind the point, more than a figure of a document can have

// Reads an opinion in its canonical bytes, with the credential around it.
async function readOpinion(bytes, file) {
  const wrong = (found, id = "") => makeFault("VR-040", shorten(found), file, { id });
  const document = readAs(bytes, (found) => wrong(found));
  let content = document;
  for (const name of ["credentialSubject", "opinion", "content"]) content = isObject(content) ? content[name] ?? null : null;
  const schema = FORMS.schemas.opinion;
  refuse(listFormFaults(content, schema).slice(0, MOST_FORM_FAULTS).map(({ path, found }) => wrong(found, path.join("/"))));
  refuse(listValueFaults(content, schema).map((found) => wrong(found)));
  refuse(listOpinionContradictions(content).map(([where, found]) => makeFault("VR-041", found, file, { id: where })));
  if (toGrams(content.headline_kgco2e) === null) refuse([wrong("a headline beyond what a document can hold", "headline_kgco2e")]);
  const around = canonicalText(await makeOpinion(content));
  // Where its status stands says nothing of the opinion; whether it is revoked stays open below.
  const stated = copyOf(document, (name) => name !== "proof" && name !== STATUS);
  if (around !== canonicalText(stated)) {
    refuse([wrong("the credential around the opinion says something else than the opinion")]);
  }
  if (!areEqualBytes(canonicalBytes(document), bytes)) refuse([wrong("the same content in other bytes")]);
  return { document, opinion: content };
}

async function makeOpinion(opinion) {
  const form = OPINION_FORM, digest = await digestOf(opinion);
  const document = {
    "@context": OPINION_CONTEXT,
    type: OPINION_TYPE,
    id: `${form}:${digest.slice("sha256:".length).slice(0, 32)}`,
    issuer: { type: ["CredentialIssuer"], id: opinion.body.id, name: opinion.body.name },
    validFrom: `${opinion.issued}T00:00:00Z`,
    name: "Opinion on a carbon footprint declaration",
    credentialSubject: { ...attest(opinion, form), opinion: { form, content: opinion } },
  };
  if (opinion.valid_until !== null) document.validUntil = `${opinion.valid_until}T23:59:59Z`;
  return document;
}

function attest(opinion, form) {
  const named = (type, id, name) => ({ type: [type], id, name });
  const metric = named("PerformanceMetric", `${form}:metric:headline`, "CO2e of the headline");
  const conformance = opinion.type === "disclaimer" ? {} : { conformance: opinion.type === "unmodified" };
  return {
    type: ["ConformityAttestation"],
    id: opinion.declaration_id,
    name: `Opinion, ${opinion.type}, on ${opinion.declaration_id}`,
    assessorLevel: "3rdParty",
    assessmentLevel: "no-endorsement",
    attestationType: "verification",
    issuedToParty: named("Party", opinion.maker_id, opinion.maker_name),
    referenceScheme: named("ConformityScheme", "urn:iso:std:iso:14067:ed-1", "Carbon footprint of products"),
    conformityAssessment: opinion.stages.map((stages, at) => ({
      type: ["ConformityAssessment"],
      id: `${opinion.declaration_id}#assessment-${at + 1}`,
      name: `${stages.engagement} of ${stages.stages.join(", ")}, ${stages.assurance} assurance`,
      assessmentCriteria: opinion.criteria.map((text, place) => named("Criterion", `${form}:criterion:${place + 1}`, text)),
      assessmentDate: opinion.issued,
      assessedPerformance: [{ metric, measure: { value: toGrams(opinion.headline_kgco2e), unit: "GRM" } }],
      conformityTopic: [named("ConformityTopic", `${form}:topic:ghg`, "Greenhouse gases")],
      ...conformance,
    })),
  };
}

// Gives kg as whole g, a half to the even neighbour; null beyond what a document can hold.
function toGrams(kg) {
  const unit = 10n ** BigInt(SCALE - 3), exact = toScaled(kg), size = exact < 0n ? -exact : exact;
  const whole = size / unit, twice = (size % unit) * 2n;
  const rounded = twice > unit || (twice === unit && whole % 2n) ? whole + 1n : whole;
  const grams = Number(exact < 0n ? -rounded : rounded);
  return Number.isSafeInteger(grams) ? grams : null;
}

function toScaled(text) {
  const [, sign, whole, part = ""] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(text);
  return BigInt(`${sign}${whole}${part.padEnd(SCALE, "0")}`);
}

// Names what an opinion contradicts itself in (verification/opinions/contradictions.py).
function listOpinionContradictions(opinion) {
  const found = [], stages = opinion.stages.flatMap((each) => each.stages);
  const twice = [...new Set(listRepeated(stages))].sort();
  if (twice.length) found.push(["stages", `${twice.join(", ")} more than once`]);
  for (const each of opinion.stages) {
    const isValidated = each.engagement === "validation";
    const wrong = each.stages.filter((stage) => FORMS.stages_ahead.includes(stage) !== isValidated);
    const what = isValidated ? "validated" : "verified";
    if (wrong.length) found.push(["stages", `${wrong.join(", ")} ${what}; use and end of life alone are validated`]);
  }
  found.push(...listFindingContradictions(opinion));
  const materiality = toScaled(opinion.materiality), isUnmodified = opinion.type === "unmodified";
  if (materiality <= 0n || materiality > 10n ** BigInt(SCALE - 1)) {
    found.push(["materiality", `${opinion.materiality} of the figure; it lies above 0, up to 0.1`]);
  }
  if ((opinion.reasons !== "") === isUnmodified) {
    found.push(["reasons", `${isUnmodified ? "reasons" : "none"} of an opinion ${opinion.type}`]);
  }
  if (!opinion.criteria.length) found.push(["criteria", "nothing that the declaration was judged by"]);
  if (opinion.has_prepared || opinion.body.id === opinion.maker_id) {
    found.push(["body", "a body does not verify what it prepared, or its own declaration"]);
  }
  if (opinion.valid_until !== null && opinion.valid_until < opinion.issued) {
    found.push(["valid_until", `${opinion.valid_until} lies before ${opinion.issued}`]);
  }
  for (const visit of opinion.site_visits) {
    const days = visit.match(/[0-9]{4}-[0-9]{2}-[0-9]{2}/g) ?? [];
    if (days.some((day) => day > opinion.issued)) found.push(["site_visits", `${visit}, after ${opinion.issued}, the day of the opinion`]);
  }
  return found;
}

function listFindingContradictions(opinion) {
  const found = [], size = (text) => toScaled(text.replace("-", ""));
  for (const id of [...new Set(listRepeated(opinion.findings.map((each) => each.id)))].sort()) {
    found.push(["findings", `the id ${id} stands twice`]);
  }
  let together = 0n;
  for (const each of opinion.findings) {
    if (each.state === "open") {
      found.push([`findings/${each.id}`, "open; an opinion is signed when every finding is settled"]);
    } else if (each.state === "corrected" && each.misstatement_kgco2e !== "0") {
      found.push([`findings/${each.id}`, "corrected, and still a misstatement"]);
    }
    if (each.state !== "corrected") together += size(each.misstatement_kgco2e);
  }
  const threshold = toScaled(opinion.materiality) * size(opinion.headline_kgco2e);
  if (opinion.type === "unmodified" && together * 10n ** BigInt(SCALE) > threshold) {
    found.push(["type", "unmodified, with misstatements that are material together"]);
  }
  return found;
}

// Judges an opinion as far as a page can: whether its body is accredited stays open.
async function judgeOpinion({ document, opinion }, declaration, list, { day, destination }, placed) {
  const body = opinion.body, said = `the body says ${opinion.type}`;
  const reasons = `${said}: ${opinion.reasons}`;
  const byType = {
    unmodified: met(said),
    modified: undetermined(`${reasons}; nobody has said whether such an opinion is enough`),
  };
  const findings = [
    ...listMismatches(opinion, declaration).map(([where, found]) => notMet(`it is about something else: ${where} ${found}`)),
    await judgeProofs(document, list),
    await judgeOwner(document, body.id, list, day, placed),
    ...judgeRole(body, list),
    ...listLimits(opinion, day, destination),
    ...judgeAcceptance(body, list, destination),
    ...(STATUS in document ? [undetermined("it names a list of revocations, which this page does not read")] : []),
    undetermined(`whether ${body.name} is accredited stands in the register ${body.register_id}, which this page does not read`),
    byType[opinion.type] ?? notMet(reasons),
  ];
  const outcome = findFirst(findings, [NOT_MET]) ? NOT_MET : UNDETERMINED;
  const found = findings.filter((each) => each.outcome === outcome).map((each) => each.found).join("; ");
  return { outcome, found };
}

// Says why an opinion may not hold on a day or in a country, or does not (verification/opinions/validity.py).
function listLimits({ issued, valid_until: until, destinations: meant }, day, destination) {
  const isForOthers = meant.length > 0 && destination !== "" && !meant.includes(destination);
  return [
    ...(issued > day ? [undetermined(`it was issued ${issued}, and is relied on ${day}`)] : []),
    ...(until !== null && until < day ? [notMet(`it held until ${until}, and is relied on ${day}`)] : []),
    ...(isForOthers ? [notMet(`it is meant for ${meant.join(", ")}, not for ${destination}`)] : []),
  ];
}

// Asks whether bodies of the register count at the destination, where the list says which do.
function judgeAcceptance({ register_id: register }, list, destination) {
  const accepted = list ? list.acceptedRegisters : {};
  if (!destination || !Object.keys(accepted).length) return [];
  if (!Object.hasOwn(accepted, destination)) {
    return [undetermined(`the trust list says of no register that its bodies count in ${destination}`)];
  }
  const taken = accepted[destination];
  if (taken.includes(register)) return [];
  return [notMet(`bodies of ${register} do not count in ${destination}; the trust list takes ${taken.join(", ") || "none"}`)];
}

function judgeRole(body, list) {
  const known = list ? list.organisations.filter((one) => one.id === body.id && !one.roles.includes(ROLE)) : [];
  return known.map((one) => notMet(`the trust list knows ${one.name} as ${one.roles.join(", ")}, not as ${ROLE}`));
}

// Names in what an opinion is not about a declaration, with the field where it stands.
function listMismatches(opinion, { declared, digest }) {
  const headline = declared.results.views.find((item) => item.view === declared.results.headline);
  const pairs = {
    subject: digest,
    declaration_id: declared.id,
    maker_id: declared.maker.id,
    maker_name: declared.maker.name,
    headline_kgco2e: headline.total.kgco2e,
  };
  const found = Object.keys(pairs).filter((name) => opinion[name] !== pairs[name]).map((name) =>
    [name, `${opinion[name]}, where the declaration has ${pairs[name]}`]);
  if (opinion.issued < declared.issued) {
    found.push(["issued", `${opinion.issued}, before the declaration of ${declared.issued}`]);
  }
  const covered = opinion.stages.flatMap((each) => each.stages);
  const missing = FORMS.stages_by_view[headline.view].filter((stage) => !covered.includes(stage));
  if (missing.length) found.push(["stages", `nothing about ${missing.join(", ")}, which the headline counts`]);
  return found;
}
