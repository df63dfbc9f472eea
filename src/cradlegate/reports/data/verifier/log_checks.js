// Whether the signed documents stand in a log that the reader knows (dossier/checks/times.py).

const LOG_FOLDERS = {
  [FORMS.files.declaration]: "log/declaration/",
  [FORMS.files.opinion]: "log/opinion/",
};

async function judgeLog(files, trustList, day) {
  const enclosed = Object.keys(LOG_FOLDERS).filter((document) =>
    ["leaf.json", "leaf.tlog-proof", "leaf.tsr"].some((name) => files.has(LOG_FOLDERS[document] + name)));
  if (!enclosed.length) {
    const found = "no log proof is enclosed, so nothing but its own date tells of its time";
    return { outcome: NOT_APPLICABLE, found };
  }
  const findings = [];
  for (const document of enclosed) findings.push(await judgeLeaf(document, files, trustList, day));
  const found = findings.map((finding, at) => `${enclosed[at]}: ${finding.found}`).join("; ");
  return { outcome: findFirst(findings, [NOT_MET, UNDETERMINED])?.outcome ?? MET, found };
}

async function judgeLeaf(document, files, trustList, day) {
  const [leafBytes, proofBytes] = ["leaf.json", "leaf.tlog-proof"].map((name) => files.get(LOG_FOLDERS[document] + name));
  if (!leafBytes || !proofBytes) return notMet("leaf or proof is missing");
  let leaf, proof;
  try {
    leaf = readLeaf(leafBytes);
    proof = readLogProof(proofBytes);
  } catch (error) {
    if (!(error instanceof LeafError || error instanceof NoteError)) throw error;
    return notMet(error.message);
  }
  const stands = await digestBytes(files.get(document) ?? new Uint8Array());
  if (leaf.subject !== stands) return notMet(`the leaf is about ${leaf.subject}, here stands ${stands}`);
  const inclusion = await judgeInclusion(proof, leafBytes);
  if (inclusion.outcome !== MET) return inclusion;
  if (!trustList) return undetermined(`${inclusion.found}; no trust list was given that knows the log`);
  return judgeLogKey(trustList, proof, leafBytes, day);
}

// Finds where a document stands in a log that the reader knows; null without a sound proof.
async function findPlace(document, files, trustList, day) {
  if ((await judgeLeaf(document, files, trustList, day)).outcome !== MET) return null;
  const { index, checkpoint } = readLogProof(files.get(`${LOG_FOLDERS[document]}leaf.tlog-proof`));
  return { origin: checkpoint.origin, index };
}

async function judgeLogKey(trustList, proof, leafBytes, day) {
  const signature = await judgeListSignature(trustList);
  if (signature.outcome !== MET) return undetermined(`the trust list itself is not sound: ${signature.found}`);
  const validity = judgeListValidity(trustList, day);
  if (validity.outcome !== MET) return validity;
  const { origin } = proof.checkpoint, key = findLog(trustList, origin);
  if (key === null) return undetermined(`the trust list knows no log ${origin}`);
  const finding = await judgeLogProof(proof, leafBytes, await makeNoteKey(origin, key.key));
  if (finding.outcome === MET && !covers(key, day)) {
    return undetermined(`the key of the log ${origin} is ${describeWindow(key)}`);
  }
  if (finding.outcome !== UNDETERMINED || !(await canCheckEd25519())) return finding;
  return notMet(`${finding.found}; the trust list knows another key of ${origin}`);
}

async function makeNoteKey(name, key) {
  const hash = await sha256(joinBytes(new TextEncoder().encode(`${name}\n`), Uint8Array.of(1), key.raw));
  return { name, id: toHex(hash.subarray(0, 4)), key };
}
