// Which names of members are unsafe, stand twice, or lead to one place (dossier/archive.py).

const SHOWN_NAME_SIGNS = 80;

function listNameFaults(names, file) {
  const faults = [], nameByPlace = new Map();
  for (const name of names) {
    const reasons = listUnsafe(name);
    if (reasons.length) faults.push(memberFault("DS-012", `the name ${reasons.join(" and ")}`, file, name));
    const place = foldName(cutSigns(name, FORMS.limits.name_bytes));
    if (nameByPlace.has(place)) faults.push(makeCollision(name, nameByPlace.get(place), file));
    else nameByPlace.set(place, name);
  }
  for (const [place, name] of nameByPlace) {
    for (let at = place.indexOf("/"); at >= 0; at = place.indexOf("/", at + 1)) {
      const other = nameByPlace.get(place.slice(0, at));
      if (other !== undefined) {
        faults.push(memberFault("DS-011", `a file and the folder of ${showName(name)}`, file, other));
      }
    }
  }
  return faults;
}

function listUnsafe(name) {
  const length = new TextEncoder().encode(name).length;
  if (length > FORMS.limits.name_bytes) return [`has ${withCommas(length)} bytes`];
  const parts = name.split("/");
  const ends = parts.filter((part) => part !== "." && part !== "..").map((part) => part.slice(-1));
  const rules = [
    ["is empty", !name],
    ["is absolute", name.startsWith("/")],
    ["is that of a folder", name.endsWith("/")],
    ["leads out of the folder", parts.includes("..")],
    ["has a part that is empty or a dot", parts.slice(1, -1).includes("") || parts.includes(".")],
    ["has a part that ends in a dot or a space", ends.includes(".") || ends.includes(" ")],
    ["has a colon, which names drives", name.includes(":")],
    ["has a backslash, which parts folders elsewhere", name.includes("\\")],
    ["has signs that control or cannot be seen", /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)],
    ["has bytes that are neither ASCII nor marked, valid UTF-8", name.includes("\ufffd")],
    ["is not in Unicode form NFC", name.normalize("NFC") !== name],
  ];
  return rules.filter((rule) => rule[1]).map((rule) => rule[0]);
}

// Gives what is equal for names that some file system takes for one (Unicode 3.13, D145).
function foldName(name) {
  return Array.from(name.normalize("NFD"), foldSign).join("").normalize("NFD");
}

// JavaScript has no case folding: this way around it also reaches ẞ and ς; ı alone folds to itself.
function foldSign(sign) {
  return sign === "ı" ? sign : sign.toLowerCase().toUpperCase().toLowerCase();
}

function makeCollision(name, other, file) {
  if (name === other) return memberFault("DS-010", "the name stands twice", file, name);
  const isSameText = name.normalize("NFC") === other.normalize("NFC");
  const how = isSameText ? "Unicode form (NFC)" : "case (case folding)";
  return memberFault("DS-011", `${showName(other)} differs in ${how} alone`, file, name);
}

function memberFault(code, found, file, name) {
  return makeFault(code, found, file, { id: showName(name) });
}

function showName(name) {
  const shown = name.replace(/(?! )[\p{C}\p{Z}]/gu, (sign) => `\\u${sign.codePointAt(0).toString(16).padStart(4, "0")}`);
  const signs = Array.from(shown);
  return signs.length <= SHOWN_NAME_SIGNS ? shown : `${signs.slice(0, SHOWN_NAME_SIGNS).join("")}…`;
}
