// Manifest and declaration, read out of a dossier (dossier/manifest.py, declaration/document.py).

const LONGEST_MESSAGE = 200;
const MOST_FORM_FAULTS = 20;

// Reads the manifest; signatures in it are left to the check of signatures.
async function readManifest(bytes) {
  const most = FORMS.limits.manifest_bytes;
  if (bytes.length > most) refuse([manifestFault("DS-020", `the manifest has ${withCommas(bytes.length)} bytes`)]);
  const document = readAs(bytes, (found) => manifestFault("DS-020", found));
  const spec = isObject(document) && isObject(document.credentialSubject) && document.credentialSubject.spec;
  if (typeof spec === "string" && spec !== FORMS.spec) {
    refuse([manifestFault("DS-021", `the edition is ${shorten(spec)}`, "credentialSubject.spec")]); // whose form is not ours to judge
  }
  refuse(listFormFaults(document, FORMS.schemas.manifest).map(({ path, found }) =>
    manifestFault("DS-022", shorten(found), path.join("."))));
  const subject = document.credentialSubject, day = document.validFrom.slice(0, 10);
  const faults = listNameFaults(subject.files.map((one) => one.path), MANIFEST_NAME);
  if (!isDay(day)) faults.push(manifestFault("DS-022", `${document.validFrom} is no day of the calendar`, "validFrom"));
  const made = await digestOf({ subject: subject.subject, files: subject.files });
  const id = `urn:cradlegate:dossier:${made.slice("sha256:".length)}`;
  if (document.id !== id) faults.push(manifestFault("DS-023", `its subject and files make it ${id}`, "id"));
  refuse(faults);
  return { document, subject: subject.subject, files: subject.files, product: subject.product, built: day, builder: document.issuer };
}

function manifestFault(code, found, column = "") {
  return makeFault(code, found, MANIFEST_NAME, { column });
}

function readAs(bytes, fault) {
  try {
    return readJson(bytes);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new Refusal([fault(error.message)]);
  }
}

// Says in which ways an archive is not what its manifest lists, one sentence a difference.
async function compareFiles(manifest, files) {
  const listed = new Map(manifest.files.map((one) => [one.path, one]));
  const both = [...listed.keys()].filter((path) => files.has(path));
  const found = [...listed.keys()].filter((path) => !files.has(path)).map((path) => `${path} is listed but not in the archive`);
  for (const path of files.keys()) {
    if (!listed.has(path) && path !== MANIFEST_NAME) found.push(`${path} is in the archive but not listed`);
  }
  for (const path of both) found.push(...(await compareContent(listed.get(path), files.get(path))));
  const wanted = [...(files.has(MANIFEST_NAME) ? [MANIFEST_NAME] : []), ...both], known = new Set(wanted);
  const place = [...files.keys()].filter((path) => known.has(path)).map((path, at) => [path, wanted[at]]);
  const moved = place.find(([here, there]) => here !== there);
  return moved ? [...found, `${moved[0]} stands in the archive where the list has ${moved[1]}`] : found;
}

async function compareContent(listed, content) {
  if (content.length !== listed.size) {
    return [`${listed.path} has ${withCommas(content.length)} bytes, the list says ${withCommas(listed.size)}`];
  }
  const actual = await digestBytes(content);
  return actual === listed.sha256 ? [] : [`${listed.path} has the digest ${actual}, the list says ${listed.sha256}`];
}

// Reads the declaration, signed or not, in its canonical bytes and with every block.
async function readDeclaration(bytes, file) {
  const document = readAs(bytes, (found) => makeFault("DC-003", found, file));
  const wrong = (found, id = "") => makeFault("DC-004", shorten(found), file, { id });
  const schema = FORMS.schemas.declaration;
  refuse(listFormFaults(document, schema).slice(0, MOST_FORM_FAULTS).map(({ path, found }) => wrong(found, path.join("/"))));
  if (!areEqualBytes(canonicalBytes(document), bytes)) {
    refuse([makeFault("DC-005", "the same content in other bytes", file)]);
  }
  refuse(listValueFaults(document, schema).map((found) => wrong(found)));
  const declared = document.credentialSubject.declaration;
  const envelope = [document.id, document.issuer.id, document.issuer.name, document.validFrom];
  const inside = [declared.id, declared.maker.id, declared.maker.name, `${declared.issued}T00:00:00Z`];
  if (canonicalText(envelope) !== canonicalText(inside)) {
    refuse([wrong("id, issuer or validFrom differ from the declaration inside")]);
  }
  refuse(listDeclarationContradictions(declared).map(([where, found]) => wrong(found, where)));
  return { document, declared, digest: await digestOf(withoutProofs(document)) };
}

// Names what cannot be, with the path where it stands (declaration/contradictions.py).
function listDeclarationContradictions(declared) {
  const { results, blocks } = declared, found = [], views = results.views.map((item) => item.view);
  if (!views.includes(results.headline)) found.push(["results/headline", `the headline ${results.headline} is none of the results`]);
  if (new Set(views).size < views.length) found.push(["results/views", "a view that stands twice"]);
  for (const item of results.views) {
    for (const figures of [item.total, ...Object.values(item.by_stage)]) {
      if (!hasExactly(figures.by_category, FORMS.categories)) found.push([`results/${item.view}`, "figures of some categories only"]);
    }
  }
  found.push(...listSecondLifeContradictions(declared), ...listLaterDays(declared));
  for (const axis of blocks.coverage.axes) {
    const shares = Object.keys(axis.shares);
    if (shares.length && !hasExactly(axis.shares, FORMS.coverage_classes)) {
      found.push([`blocks/coverage/${axis.axis}`, "shares of some classes only"]);
    }
  }
  const { draws, seed } = blocks.uncertainty, [fewest, most] = FORMS.draws;
  if (draws < fewest || draws > most) found.push(["blocks/uncertainty/draws", `${draws} draws`]);
  const isSeed = /^(0|[1-9][0-9]{0,19})$/.test(seed) && BigInt(seed) <= BigInt(FORMS.largest_seed);
  if (!isSeed) found.push(["blocks/uncertainty/seed", `the seed '${cutSigns(seed, 40)}'`]);
  return found;
}

function listSecondLifeContradictions({ results, machine }) {
  const life = results.second_life ?? null, where = "results/second_life", found = [];
  if ((life !== null) !== FORMS.used_conditions.includes(machine.condition)) {
    found.push([where, `${life === null ? "no" : "a"} second life of a machine that is ${machine.condition}`]);
  }
  if (life === null) return found;
  if (life.chosen === FORMS.residual_share) found.push([`${where}/chosen`, "the residual share as the headline"]);
  if (!hasExactly(life.kgco2e, FORMS.second_life_methods)) {
    return [...found, [`${where}/kgco2e`, "results of some methods only"]];
  }
  const headline = results.views.find((item) => item.view === results.headline);
  if (headline && headline.total.kgco2e !== life.kgco2e[life.chosen]) {
    found.push([`${where}/kgco2e`, `${life.chosen} is another figure than the headline`]);
  }
  return found;
}

// Names days that had not come on the day of issue (declaration/later_days.py).
function listLaterDays({ issued, blocks }) {
  const days = [["blocks/system_boundary/data_period", blocks.system_boundary.data_period]];
  for (const signed of blocks.evidence.signed_off) days.push([`blocks/evidence/${signed.section}`, signed.date]);
  return days.map(([where, text]) => [where, describeLaterDay(text, issued)]).filter(([, found]) => found);
}

function describeLaterDay(text, issued) {
  const written = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:\/|$)/.exec(text);
  const first = written && written.slice(1).map((part) => part ?? "01").join("-");
  if (first === null || !isDay(first)) return "a date that is no day of the calendar";
  return first > issued ? `${first} comes after ${issued}, the day of issue` : "";
}

function hasExactly(object, names) {
  const there = Object.keys(object);
  return there.length === names.length && names.every((name) => there.includes(name));
}

function shorten(text) {
  return text.length <= LONGEST_MESSAGE ? text : `${cutSigns(text, LONGEST_MESSAGE)}…`;
}
