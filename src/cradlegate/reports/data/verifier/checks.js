// The numbered checks of a dossier that can be made without the program (dossier/checks/).

const ELSEWHERE = "not judged on this page: use `cradlegate dossier verify --recompute`";

const unreached = (what) => undetermined(`not reached: the ${what} cannot be read`);
const missing = (contents, what) => contents.reasons[what] ?? unreached("archive");

// Checks a dossier; whatever the bytes are, every check gets an outcome.
//
// bytes: Uint8Array of the dossier. trustBytes: of a trust list of the reader's choice, or null.
// day: YYYY-MM-DD, for which it is asked. destination: country of import, two letters, or empty.
// Gives {refused, checks, outcome, headline, steps, made}, where `refused` says why the trust list
// cannot be read; then nothing was checked.
async function verifyDossier(bytes, trustBytes, day, destination = "", names = {}) {
  let trustList = null;
  try {
    trustList = trustBytes ? readTrustList(trustBytes, names.trust ?? "trust list") : null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: nameFaults(error.faults), checks: [] };
  }
  const contents = { ...(await openDossier(bytes, names.dossier ?? "dossier")), destination };
  const checks = [];
  for (const [at, { id, expected, clause }] of FORMS.checks.entries()) {
    checks.push({ number: at + 1, id, expected, clause, ...(await judge(id, contents, trustList, day)) });
  }
  return { refused: null, checks, ...summarise(checks), contents, trustList };
}

async function judge(id, contents, trustList, day) {
  if (!Object.hasOwn(JUDGES, id)) return { outcome: NOT_JUDGED, found: ELSEWHERE };
  try {
    return await JUDGES[id](contents, trustList, day);
  } catch (error) {
    return undetermined(`this page could not judge it: ${error.message}`);
  }
}

async function openDossier(bytes, file) {
  const reasons = {};
  const files = await tryTo("archive", () => unpack(bytes, file), reasons);
  if (files === null) return { files: new Map(), reasons };
  const manifest = await tryTo("manifest", () => readManifest(getMember(files, MANIFEST_NAME)), reasons);
  const { declaration: place, opinion } = FORMS.files;
  return {
    files,
    reasons,
    isSealed: isInSealedForm(bytes, files),
    manifest,
    isCanonical: manifest !== null && areEqualBytes(canonicalBytes(manifest.document), files.get(MANIFEST_NAME)),
    declaration: await tryTo("declaration", () => readDeclaration(getMember(files, place), place), reasons),
    opinion: files.has(opinion) ? await tryTo("opinion", () => readOpinion(files.get(opinion), opinion), reasons) : null,
  };
}

async function tryTo(what, read, reasons) {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refusal) {
      const isNewer = error.faults.every((fault) => fault.code === "DS-021");
      reasons[what] = (isNewer ? undetermined : notMet)(nameFaults(error.faults));
    } else {
      reasons[what] = undetermined(`this page could not read it: ${error.message}`);
    }
    return null;
  }
}

function getMember(files, path) {
  if (!files.has(path)) throw new Refusal([makeFault("DS-027", `${path} is missing`, path)]);
  return files.get(path);
}

const JUDGES = {
  archive(contents) {
    if (contents.reasons.archive) return contents.reasons.archive;
    if (!contents.isSealed) return notMet("its bytes are not those of its members in sealed form");
    return met(`${contents.files.size} members, nothing beside them`);
  },
  manifest(contents) {
    const { manifest } = contents;
    if (!manifest) return missing(contents, "manifest");
    if (!contents.isCanonical) return notMet("the manifest does not stand in its canonical bytes");
    return met(`${manifest.files.length} files, built ${manifest.built} by ${manifest.builder.name}`);
  },
  async members({ manifest, files }) {
    if (!manifest) return unreached("manifest");
    const differences = await compareFiles(manifest, files);
    return differences.length ? notMet(nameSome(differences)) : met(`${manifest.files.length} digests agree`);
  },
  seal({ manifest }, trustList) {
    return manifest ? judgeProofs(manifest.document, trustList) : unreached("manifest");
  },
  builder({ manifest }, trustList, day) {
    return manifest ? judgeOwner(manifest.document, manifest.builder.id, trustList, day) : unreached("manifest");
  },
  declaration(contents, _, day) {
    if (!contents.declaration) return missing(contents, "declaration");
    const { machine, maker, issued } = contents.declaration.declared;
    if (issued > day) return undetermined(`issued ${issued}, after ${day}, for which it is judged`);
    return met(`${machine.model} of ${maker.name}, issued ${issued}`);
  },
  subject({ manifest, declaration }) {
    if (!manifest || !declaration) return unreached(manifest ? "declaration" : "manifest");
    const isSame = manifest.subject === declaration.digest;
    return isSame ? met(declaration.digest) : notMet(`the manifest is about ${manifest.subject}`);
  },
  signature({ declaration }, trustList) {
    return declaration ? judgeProofs(declaration.document, trustList) : unreached("declaration");
  },
  async signer({ declaration, files }, trustList, day) {
    if (!declaration) return unreached("declaration");
    const placed = await findPlace(FORMS.files.declaration, files, trustList, day);
    const finding = await judgeOwner(declaration.document, declaration.declared.maker.id, trustList, day, placed);
    const isStamped = files.has(`${LOG_FOLDERS[FORMS.files.declaration]}leaf.tsr`);
    if (finding.outcome !== MET || !isStamped) return finding;
    return undetermined(`${finding.found}; a time stamp is enclosed, which this page does not read and which may say another day`);
  },
  async "trust-list"({ files }, trustList, day) {
    if (!trustList) {
      const hint = files.has(FORMS.files.trust_list) ? "; the one inside the dossier is not believed" : "";
      return undetermined(`no trust list was given${hint}`);
    }
    const signature = await judgeListSignature(trustList);
    if (signature.outcome !== MET) return signature;
    const validity = judgeListValidity(trustList, day);
    return { outcome: validity.outcome, found: `${signature.found}; ${validity.found}` };
  },
  // Other files may hold the same case, which the program alone can tell.
  async case({ declaration, files }) {
    if (!declaration) return unreached("declaration");
    const own = [...files].filter(([path]) => path.startsWith(FORMS.case_folder));
    const digest = await digestFiles(own.map(([path, bytes]) => [path.slice(FORMS.case_folder.length), bytes]));
    const isDeclared = digest === declaration.declared.made_from.files;
    return isDeclared ? met(`${own.length} files byte for byte, ${digest}`) : { outcome: NOT_JUDGED, found: ELSEWHERE };
  },
  async opinion({ manifest, declaration, opinion, reasons, files, destination }, trustList, day) {
    if (!manifest) return unreached("manifest");
    if (reasons.opinion) return reasons.opinion;
    if (!opinion) {
      const found = "none stands in this dossier: no independent body has verified the figures";
      return { outcome: NOT_APPLICABLE, found };
    }
    if (!declaration) return unreached("declaration");
    const placed = await findPlace(FORMS.files.opinion, files, trustList, day);
    return judgeOpinion(opinion, declaration, trustList, { day, destination }, placed);
  },
  log({ manifest, files }, trustList, day) {
    return manifest ? judgeLog(files, trustList, day) : unreached("manifest");
  },
  time({ manifest, files }) {
    if (!manifest) return unreached("manifest");
    const isStamped = Object.values(LOG_FOLDERS).some((folder) => files.has(`${folder}leaf.tsr`));
    const found = "no time stamp is enclosed; a place in a log alone has no day";
    return isStamped ? { outcome: NOT_JUDGED, found: ELSEWHERE } : { outcome: NOT_APPLICABLE, found };
  },
  status({ manifest, declaration, opinion, reasons }) {
    if (!manifest) return unreached("manifest");
    const held = { declaration: declaration && declaration.document, opinion: opinion && opinion.document };
    if (Object.values(held).some((document) => document && STATUS in document)) return { outcome: NOT_JUDGED, found: ELSEWHERE };
    const silent = "it names no status list, so no list can tell of a revocation";
    const findings = Object.entries(held).map(([what, document]) => {
      if (document) return { what, outcome: NOT_APPLICABLE, found: silent };
      const isMissing = what === "opinion" && !reasons.opinion;
      return { what, ...(isMissing ? { outcome: NOT_APPLICABLE, found: "none stands in this dossier" } : unreached(what)) };
    });
    const outcome = findings.some((each) => each.outcome === UNDETERMINED) ? UNDETERMINED : NOT_APPLICABLE;
    const said = findings.filter((each) => each.outcome === outcome).map(({ what, found }) => `${what}: ${found}`);
    return { outcome, found: said.join("; ") };
  },
};

// Sums up what was found; never a yes, since the program judges more than this page.
function summarise(checks) {
  const pick = (outcome) => checks.filter((check) => check.outcome === outcome);
  const name = (some) => some.map((check) => `${check.number} ${check.id}`).join(", ");
  const refused = pick(NOT_MET), open = pick(UNDETERMINED), elsewhere = pick(NOT_JUDGED);
  const steps = listSteps(checks, refused, open, elsewhere);
  if (refused.length) {
    return { outcome: NOT_MET, headline: `do not rely on this dossier: ${name(refused)} not met`, steps };
  }
  const rest = elsewhere.length ? `; ${elsewhere.length} not judged here` : "";
  const said = open.length
    ? `nothing is wrong so far; ${name(open)} undetermined`
    : `all ${pick(MET).length} checks that it makes are met`;
  return { outcome: UNDETERMINED, headline: `as far as this page can tell, ${said}${rest}`, steps };
}

const ADVICE_WHERE_OPEN = {
  "trust-list": "give a trust list of your own choice, valid on the day; never one out of the dossier or its mail",
  signer: "ask the maker for the key, and the publisher of the list to enter it",
  builder: "ask the builder for the key, and the publisher of the list to enter it",
  opinion: "have the accreditation looked up: `cradlegate dossier verify --register`, with a list that knows the body as a verifier",
};

function listSteps(checks, refused, open, elsewhere) {
  if (refused.length) return [[adviseOn(refused[0].id), `${refused[0].id}: ${refused[0].found}`]];
  const steps = [];
  const first = Object.keys(ADVICE_WHERE_OPEN).map((id) => open.find((check) => check.id === id)).find(Boolean);
  if (first) steps.push([ADVICE_WHERE_OPEN[first.id], first.found]);
  else if (open.length) steps.push(["look below for what is open", open[0].found]);
  if (elsewhere.length) {
    const ids = elsewhere.map((check) => `${check.number} ${check.id}`).join(", ");
    steps.push(["have somebody with the program run `cradlegate dossier verify FILE --trust LIST --recompute`", `not judged here: ${ids}`]);
  }
  return steps;
}

function adviseOn(id) {
  if (id === "trust-list") return "take the trust list from its publisher again";
  if (id === "builder" || id === "signer") return "ask the maker and the publisher of the list whose key this is, and since when";
  if (id === "opinion") return "ask the maker for an opinion that stands, and the body what it says itself";
  return "ask who gave you this file for the dossier as its builder sealed it";
}
