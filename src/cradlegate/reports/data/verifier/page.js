// The page: takes files, shows the answer. Texts of others are set as text, never as markup.

const SIGNS = { [MET]: "✓", [NOT_MET]: "✗", [UNDETERMINED]: "?", [NOT_APPLICABLE]: "–", [NOT_JUDGED]: "○" };
const TONNE = 1000;
let lastRun = 0;

function startPage() {
  const byId = (id) => document.getElementById(id);
  const inputs = { dossier: byId("dossier"), trust: byId("trust"), day: byId("day"), destination: byId("destination") };
  const chosen = { dossier: null, trust: null };
  inputs.day.value = new Date().toISOString().slice(0, 10);
  const ask = () => ({ day: inputs.day.value, destination: inputs.destination.value.trim().toUpperCase() });
  const run = () => showVerdict(chosen, ask(), byId("answer"), byId("rest"));
  const take = (name, file) => {
    chosen[name] = file ?? null;
    byId(`${name}-name`).textContent = file ? showPlain(`${file.name}, ${withCommas(file.size)} bytes`) : "none";
    return run();
  };
  for (const name of ["dossier", "trust"]) {
    inputs[name].addEventListener("change", () => take(name, inputs[name].files[0]));
  }
  for (const name of ["day", "destination"]) inputs[name].addEventListener("change", run);
  byId("files").addEventListener("submit", (event) => event.preventDefault()); // Enter asks, and sends nothing
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    for (const file of event.dataTransfer.files) {
      const [first] = new Uint8Array(await file.slice(0, 1).arrayBuffer());
      await take(first === 0x7b ? "trust" : "dossier", file); // a trust list begins with a brace
    }
  });
  byId("print").addEventListener("click", () => print());
}

async function showVerdict(chosen, asked, answer, rest) {
  const run = (lastRun += 1);
  rest.replaceChildren();
  if (!chosen.dossier) return answer.replaceChildren();
  answer.replaceChildren(make("p", "Checking …"));
  let parts;
  try {
    parts = await drawVerdict(chosen, asked);
  } catch (error) {
    parts = [[...drawAnswer(UNDETERMINED, `nothing was checked: ${error.message}`)], []];
  }
  if (run !== lastRun) return undefined; // other files were chosen meanwhile
  answer.replaceChildren(...parts[0]);
  rest.replaceChildren(...parts[1]);
  return undefined;
}

async function drawVerdict(chosen, { day, destination }) {
  if (!globalThis.crypto?.subtle) {
    throw new Error("this browser computes no digests for this page; open the file from the disk in a current browser");
  }
  if (!isDay(day)) throw new Error("choose the day for which you ask");
  if (destination && !FORMS.countries.includes(destination)) throw new Error(`${showPlain(destination)} is no country by its two letters`);
  const bytes = await readFile(chosen.dossier), trustBytes = chosen.trust && (await readFile(chosen.trust));
  const names = { dossier: chosen.dossier.name, trust: chosen.trust?.name };
  const verdict = await verifyDossier(bytes, trustBytes, day, destination, names);
  if (verdict.refused) {
    return [drawAnswer(UNDETERMINED, `nothing was checked: the trust list cannot be read: ${verdict.refused}`), []];
  }
  const provenance = await listProvenance(verdict, bytes, trustBytes, destination ? `${day}, for ${destination}` : day);
  return [
    drawAnswer(verdict.outcome, verdict.headline),
    [drawSteps(verdict.steps), drawChecks(verdict.checks), ...drawDeclared(verdict), drawPairs("Made from", provenance)],
  ];
}

// Reads a file; of one that is larger than any dossier, a byte more than that.
async function readFile(file) {
  return new Uint8Array(await file.slice(0, FORMS.limits.archive_bytes + 1).arrayBuffer());
}

function drawAnswer(outcome, headline) {
  return [drawStatus("p", outcome, "verdict"), make("p", headline, "headline")];
}

function drawStatus(tag, outcome, more = "") {
  return make(tag, `${SIGNS[outcome]} ${outcome}`, `${outcome.replace(" ", "-")} ${more}`.trim());
}

function drawSteps(steps) {
  const list = make("ol", "");
  for (const [what, because] of steps) {
    const item = make("li", what);
    item.append(make("span", because, "because"));
    list.append(item);
  }
  return drawSection("What to do next", list);
}

function drawChecks(checks) {
  const table = make("table", ""), head = make("tr", ""), body = make("tbody", "");
  for (const title of ["no.", "outcome", "check", "what was found", "rests on"]) {
    const cell = make("th", title);
    cell.scope = "col";
    head.append(cell);
  }
  for (const { number, id, outcome, found, expected, clause } of checks) {
    const row = make("tr", ""), name = make("th", id), what = make("td", found, "found");
    row.dataset.check = id;
    row.dataset.outcome = outcome;
    name.scope = "row";
    name.append(make("span", expected, "because"));
    row.append(make("td", String(number), "number"), drawStatus("td", outcome, "status"), name, what, make("td", clause, "clause"));
    body.append(row);
  }
  const top = make("thead", "");
  top.append(head);
  table.append(top, body);
  return drawSection("Checks", table);
}

function drawDeclared({ contents, outcome }) {
  if (!contents.declaration) return [];
  const { declared } = contents.declaration, { machine } = declared;
  const pairs = [
    ["figure", describeFigure(declared)],
    ["maker", `${declared.maker.name}, ${declared.maker.id}`],
    ["machine", `${machine.kind}, ${machine.model}`],
    ["declared for", machine.declared_for],
    ["serial numbers", machine.serials.join(", ") || "none named"],
    ["built", machine.built],
    ["HS", `${machine.hs_code}, edition ${machine.hs_edition}`],
    ["net mass", `${machine.net_mass_kg} kg`],
    ["issued", declared.issued],
  ];
  const section = drawPairs("What the declaration says", pairs);
  const advice = outcome === NOT_MET
    ? "Do not rely on these figures: a check above is not met."
    : "Compare these with the customs entry and the nameplate: this page cannot.";
  section.append(make("p", advice, outcome === NOT_MET ? "warning" : "because"));
  return [section];
}

function describeFigure(declared) {
  const { results, blocks } = declared;
  const view = results.views.find((item) => item.view === results.headline);
  const { transport_end: end, destination } = blocks.system_boundary;
  const boundaries = {
    cradle_to_gate: "partial footprint A1–A3, cradle to gate",
    circular_12: `partial footprint A1–A4, cradle to ${FORMS.end_points[end] ?? end} ${destination}`,
    whole_life: "footprint of the whole life A1–C4",
  };
  const isPartial = results.second_life?.chosen === FORMS.refurbishment_only;
  const left = isPartial ? ", refurbishment and transport alone, first life left out" : "";
  return `${writeFigure(view)} per machine, ${boundaries[view.view]}${left}`;
}

function writeFigure({ total, low, high }) {
  const value = Number(total.kgco2e), isTonnes = Math.abs(value) >= TONNE, unit = isTonnes ? "t" : "kg";
  const [figure, from, to] = [value, Number(low), Number(high)].map((each) => writeNumber(isTonnes ? each / TONNE : each));
  return `${figure} ${unit} CO2e (${from}${Number(low) < 0 ? " to " : "–"}${to})`;
}

function writeNumber(value) {
  const rounded = Number(value.toPrecision(3));
  const digits = rounded ? Math.max(0, 2 - Math.floor(Math.log10(Math.abs(rounded)))) : 0;
  const [whole, part] = rounded.toFixed(digits).split(".");
  return withCommas(whole).replaceAll(",", "\u202f").replace("-", "−") + (part ? `.${part}` : "");
}

async function listProvenance({ contents, trustList }, bytes, trustBytes, asked) {
  const pairs = [["dossier", await digestBytes(bytes)]];
  if (contents.declaration) pairs.push(["declaration", contents.declaration.digest]);
  if (contents.manifest) {
    const { builder, built, product } = contents.manifest;
    pairs.push(["built by", `${builder.name}, ${built}, with version ${product}`]);
  }
  if (trustList) {
    const { version, publisher, issued, publisherMethod } = trustList;
    const key = publisherMethod.split("#").at(-1) || "without a key";
    pairs.push(["trust list", `version ${version} of ${publisher.name}, issued ${issued}, ${await digestBytes(trustBytes)}`]);
    pairs.push(["its key", `${key}; compare it with its publisher by another way than this file`]);
  }
  return [...pairs, ["as of", asked], ["page", `version ${FORMS.product}`]];
}

function drawPairs(title, pairs) {
  const list = make("dl", "");
  for (const [name, value] of pairs) list.append(make("dt", name), make("dd", value));
  return drawSection(title, list);
}

function drawSection(title, ...parts) {
  const section = make("section", "");
  section.append(make("h2", title), ...parts);
  return section;
}

function make(tag, text, className = "") {
  const element = document.createElement(tag);
  element.textContent = showPlain(text);
  if (className) element.className = className;
  return element;
}

// Takes out what would break a line or turn the direction of writing.
function showPlain(text) {
  return text.replace(/[\p{Zl}\p{Zp}\n]/gu, " ").replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "");
}

startPage();
