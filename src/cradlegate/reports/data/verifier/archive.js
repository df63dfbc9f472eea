// The one file of a dossier: a zip archive that has one form for one content (dossier/archive.py).
// PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16, 4.4.4. Every record is looked at before any content is.

const MANIFEST_NAME = "manifest.json";
const MOST_NAMED = 3;
const SHOWN_FAULTS = 100;
const HEADER_BYTES = 30, RECORD_BYTES = 46, END_BYTES = 22;
const HEADER_SIGN = 0x04034b50, RECORD_SIGN = 0x02014b50, END_SIGN = 0x06054b50;
const ZIP64_SIGN = 0x07064b50, ZIP64_BYTES = 20;
const FULL_16 = 0xffff, FULL_32 = 0xffffffff;
const UTF8_FLAG = 1 << 11, ENCRYPTED_FLAGS = (1 << 0) | (1 << 6) | (1 << 13);
const PLAIN_FILE = 0o100644, PLAIN_MODES = 0o100777, DOS_FOLDER = 0x10;

class Refusal extends Error {
  constructor(faults) {
    super("refused");
    this.faults = faults;
  }
}

function makeFault(code, found, file = "", { column = "", id = "" } = {}) {
  const place = [file, column && `column ${column}`, id && `id ${id}`].filter(Boolean).join(", ");
  return { code, found, place };
}

function refuse(faults) {
  if (faults.length) throw new Refusal(faults.slice(0, SHOWN_FAULTS));
}

function nameFaults(faults) {
  return nameSome(faults.map(({ code, found, place }) => `${place && `${place}: `}${found} [${code}]`));
}

function nameSome(sentences) {
  const shown = sentences.slice(0, MOST_NAMED).join("; ");
  const rest = sentences.length - MOST_NAMED;
  return rest > 0 ? `${shown}; and ${rest} more` : shown;
}

function unpack(data, file) {
  const limits = FORMS.limits;
  if (data.length > limits.archive_bytes) {
    refuse([makeFault("DS-005", `the archive has ${withCommas(data.length)} bytes`, file)]);
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [directoryAt, members] = readDirectory(view, findEnd(view, data, file), file);
  refuse([
    ...listNameFaults(members.map((one) => one.name), file),
    ...listSizeFaults(members, file),
    ...members.flatMap((one) => listRecordFaults(one, file)),
    ...members.flatMap((one) => listHeaderFaults(view, one, directoryAt, file)),
  ]);
  refuse(listOverlapFaults(view, members, directoryAt, file));
  const files = new Map(members.map((one) => [one.name, data.subarray(...findContent(view, one))]));
  const found = "the content does not have the checksum that the archive gives for it";
  const spoiled = members.filter((one) => crc32(files.get(one.name)) !== one.checksum);
  refuse(spoiled.map((one) => memberFault("DS-002", found, file, one.name)));
  return files;
}

function isInSealedForm(data, files) {
  return areEqualBytes(pack(files), data);
}

// Packs members as `cradlegate dossier build` does: the manifest first, then by bytes of names.
function pack(files) {
  const encoder = new TextEncoder();
  const members = Array.from(files, ([name, content]) => ({ name, raw: encoder.encode(name), content }));
  members.sort((a, b) => (b.name === MANIFEST_NAME) - (a.name === MANIFEST_NAME) || compareBytes(a.raw, b.raw));
  const total = members.reduce((sum, one) => sum + HEADER_BYTES + RECORD_BYTES + 2 * one.raw.length + one.content.length, END_BYTES);
  const data = new Uint8Array(total), view = new DataView(data.buffer);
  let at = 0;
  for (const one of members) {
    one.at = at;
    view.setUint32(at, HEADER_SIGN, true);
    writeShared(view, at + 4, one);
    data.set(one.raw, at + HEADER_BYTES);
    data.set(one.content, at + HEADER_BYTES + one.raw.length);
    at += HEADER_BYTES + one.raw.length + one.content.length;
  }
  const directoryAt = at;
  for (const one of members) {
    view.setUint32(at, RECORD_SIGN, true);
    view.setUint16(at + 4, (3 << 8) | 20, true);
    writeShared(view, at + 6, one);
    view.setUint32(at + 38, PLAIN_FILE * 0x10000, true);
    view.setUint32(at + 42, one.at, true);
    data.set(one.raw, at + RECORD_BYTES);
    at += RECORD_BYTES + one.raw.length;
  }
  view.setUint32(at, END_SIGN, true);
  view.setUint16(at + 8, members.length, true);
  view.setUint16(at + 10, members.length, true);
  view.setUint32(at + 12, at - directoryAt, true);
  view.setUint32(at + 16, directoryAt, true);
  return data;
}

// Writes what header and record of a member share: version 2.0, flags, stored, 1980-01-01, sizes.
function writeShared(view, at, { raw, content }) {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, raw.some((byte) => byte > 0x7f) ? UTF8_FLAG : 0, true);
  view.setUint16(at + 8, (1 << 5) | 1, true);
  view.setUint32(at + 10, crc32(content), true);
  view.setUint32(at + 14, content.length, true);
  view.setUint32(at + 18, content.length, true);
  view.setUint16(at + 22, raw.length, true);
}

function findEnd(view, data, file) {
  const last = data.length - END_BYTES;
  if (last >= 0 && view.getUint32(last, true) === END_SIGN && view.getUint16(data.length - 2, true) === 0) return last;
  for (let at = data.length - 4; at >= Math.max(0, last - 0xffff); at -= 1) {
    if (view.getUint32(at, true) !== END_SIGN) continue;
    if (at <= last) return at;
    break;
  }
  const code = data[0] === 0x50 && data[1] === 0x4b ? "DS-002" : "DS-001";
  throw new Refusal([makeFault(code, "the end record of a zip archive is missing", file)]);
}

function readDirectory(view, endAt, file) {
  const [disk, firstDisk, here, count] = [4, 6, 8, 10].map((at) => view.getUint16(endAt + at, true));
  const size = view.getUint32(endAt + 12, true), offset = view.getUint32(endAt + 16, true);
  const foreign = endAt - size - offset; // bytes in front of the archive
  const locatorAt = Math.max(0, endAt - ZIP64_BYTES);
  const hasLocator = foreign !== 0 && view.getUint32(locatorAt, true) === ZIP64_SIGN;
  if ([here, count].includes(FULL_16) || [size, offset].includes(FULL_32) || hasLocator) {
    refuse([makeFault("DS-003", "the archive is zip64", file)]);
  }
  if (disk || firstDisk || here !== count) {
    refuse([makeFault("DS-003", "the archive has parts on other disks", file)]);
  }
  if (count > FORMS.limits.members) {
    refuse([makeFault("DS-004", `there are ${withCommas(count)} members`, file)]);
  }
  const members = [];
  let at = endAt - size;
  while (members.length < count && foreign >= 0 && at + RECORD_BYTES <= endAt && view.getUint32(at, true) === RECORD_SIGN) {
    const member = readRecord(view, at, foreign);
    members.push(member);
    at = member.nextAt;
  }
  if (members.length < count || foreign < 0 || at !== endAt) {
    const found = `the directory does not hold ${withCommas(count)} records in ${withCommas(size)} bytes, as it should`;
    refuse([makeFault("DS-002", found, file)]);
  }
  return [endAt - size, members];
}

function readRecord(view, at, foreign) {
  const short = (place) => view.getUint16(at + place, true);
  const long = (place) => view.getUint32(at + place, true);
  const nameAt = at + RECORD_BYTES, extraAt = nameAt + short(28);
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const raw = bytes.subarray(nameAt, extraAt), flags = short(8);
  return {
    raw, flags, name: decodeName(raw, flags), method: short(10), checksum: long(16),
    packedSize: long(20), size: long(24), disk: short(34), attributes: long(38),
    headerAt: foreign + long(42), nextAt: extraAt + short(30) + short(32),
  };
}

function decodeName(raw, flags) {
  if (flags & UTF8_FLAG) return new TextDecoder("utf-8", { ignoreBOM: true }).decode(raw);
  return Array.from(raw, (byte) => (byte > 0x7f ? "\ufffd" : String.fromCharCode(byte))).join("");
}

function listRecordFaults(one, file) {
  const hasZip64 = one.headerAt >= FULL_32 || one.packedSize === FULL_32 || one.size === FULL_32;
  const isSpecial = (one.attributes >>> 16) & ~PLAIN_MODES || one.attributes & DOS_FOLDER;
  const hex = (number, digits) => `0x${number.toString(16).padStart(digits, "0")}`;
  const rules = [
    ["DS-003", hasZip64 || one.disk, "the member is zip64 or on another disk"],
    ["DS-013", isSpecial, `the attributes are ${hex(one.attributes, 8)}`],
    ["DS-014", one.method !== 0, `the compression method is ${one.method}`],
    ["DS-015", one.flags & ENCRYPTED_FLAGS, `the flags are ${hex(one.flags, 4)}`],
    ["DS-017", one.method === 0 && one.packedSize !== one.size, "stored as it is, the member has two sizes"],
  ];
  return rules.filter((rule) => rule[1]).map(([code, , found]) => memberFault(code, found, file, one.name));
}

function listHeaderFaults(view, one, directoryAt, file) {
  const at = one.headerAt;
  if (at + HEADER_BYTES > directoryAt || view.getUint32(at, true) !== HEADER_SIGN) {
    return [memberFault("DS-002", "no header stands where the directory says", file, one.name)];
  }
  const [checksum, packedSize, size] = [14, 18, 22].map((place) => view.getUint32(at + place, true));
  const nameAt = at + HEADER_BYTES, length = view.getUint16(at + 26, true);
  const raw = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).subarray(nameAt, nameAt + length);
  const isAlike = {
    name: areEqualBytes(raw, one.raw),
    flags: view.getUint16(at + 6, true) === one.flags,
    method: view.getUint16(at + 8, true) === one.method,
    "checksum or size": checksum === one.checksum && packedSize === one.packedSize && size === one.size,
  };
  const differing = Object.keys(isAlike).filter((word) => !isAlike[word]);
  if (packedSize === FULL_32 || size === FULL_32) {
    return [memberFault("DS-003", "the header is zip64", file, one.name)];
  }
  if (!differing.length) return [];
  return [memberFault("DS-017", `header and directory differ in ${differing.join(", ")}`, file, one.name)];
}

function listOverlapFaults(view, members, end, file) {
  const ranges = members.map((one) => [one.headerAt, findContent(view, one)[1], one.name]);
  ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  ranges.push([end, end, ""]);
  return ranges.slice(1).flatMap(([start, , other], before) => {
    const [, stop, name] = ranges[before];
    const found = `bytes run into ${showName(other) || "the directory"}`;
    return start < stop ? [memberFault("DS-016", found, file, name)] : [];
  });
}

function findContent(view, one) {
  const lengths = view.getUint16(one.headerAt + 26, true) + view.getUint16(one.headerAt + 28, true);
  const begin = one.headerAt + HEADER_BYTES + lengths;
  return [begin, begin + one.packedSize];
}

function listSizeFaults(members, file) {
  const { member_bytes: most, total_bytes: mostTogether } = FORMS.limits;
  const faults = members.filter((one) => one.size > most).map((one) =>
    memberFault("DS-005", `the member has ${withCommas(one.size)} bytes`, file, one.name));
  const total = members.reduce((sum, one) => sum + one.size, 0);
  if (total > mostTogether) {
    faults.push(makeFault("DS-005", `all members together have ${withCommas(total)} bytes`, file));
  }
  return faults;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

function crc32(bytes) {
  let rest = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1) rest = (rest >>> 8) ^ CRC_TABLE[(rest ^ bytes[at]) & 0xff];
  return (rest ^ 0xffffffff) >>> 0;
}

function compareBytes(first, second) {
  const shared = Math.min(first.length, second.length);
  for (let at = 0; at < shared; at += 1) {
    if (first[at] !== second[at]) return first[at] - second[at];
  }
  return first.length - second.length;
}
