// JSON that somebody else wrote, read so that it has one meaning or none, and its one byte form.
// RFC 8259; RFC 7493 for unique names, exact integers and whole characters; RFC 8785.
// The rules are those of core/strict_json.py and core/canonical.py.

const LARGEST_JSON_BYTES = 50_000_000;
const DEEPEST = 64;
const SHOWN_SIGNS = 60;
const JSON_ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

class JsonError extends Error {}

function readJson(bytes) {
  if (bytes.length > LARGEST_JSON_BYTES) {
    throw new JsonError(`a document of ${(bytes.length / 1e6).toFixed(0)} MB is larger than 50 MB`);
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new JsonError("the document begins with a byte order mark, which JSON does not have");
  }
  const text = decodeUtf8(bytes);
  if (text === null) throw new JsonError("the document is not UTF-8");
  return new JsonReader(text).read();
}

function decodeUtf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

class JsonReader {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.depth = 0;
  }

  read() {
    const value = this.readValue();
    this.skipBlanks();
    if (this.at < this.text.length) this.refuse("Extra data");
    return value;
  }

  readValue() {
    this.skipBlanks();
    const sign = this.text[this.at];
    if (sign === "{") return this.nest(() => this.readObject());
    if (sign === "[") return this.nest(() => this.readArray());
    if (sign === '"') return this.readString();
    for (const [word, value] of [["true", true], ["false", false], ["null", null]]) {
      if (this.take(word)) return value;
    }
    for (const word of ["NaN", "Infinity", "-Infinity"]) {
      if (this.text.startsWith(word, this.at)) throw new JsonError(`${word} is no JSON value`);
    }
    return this.readNumber();
  }

  nest(read) {
    this.depth += 1;
    if (this.depth > DEEPEST) {
      const line = this.lineAndColumn()[0];
      throw new JsonError(`arrays and objects are nested deeper than ${DEEPEST} in line ${line}`);
    }
    this.at += 1;
    const value = read();
    this.depth -= 1;
    return value;
  }

  readObject() {
    // Without a prototype, so that a name such as __proto__ is a name like any other.
    const value = Object.create(null);
    this.skipBlanks();
    if (this.take("}")) return value;
    for (;;) {
      this.skipBlanks();
      if (this.text[this.at] !== '"') this.refuse("Expecting property name enclosed in double quotes");
      const name = this.readString();
      if (name in value) {
        const shown = cutSigns(name, SHOWN_SIGNS);
        throw new JsonError(`the name '${shown}' stands twice in one object`);
      }
      this.skipBlanks();
      if (!this.take(":")) this.refuse("Expecting ':' delimiter");
      value[name] = this.readValue();
      this.skipBlanks();
      if (this.take("}")) return value;
      if (!this.take(",")) this.refuse("Expecting ',' delimiter");
    }
  }

  readArray() {
    const value = [];
    this.skipBlanks();
    if (this.take("]")) return value;
    for (;;) {
      value.push(this.readValue());
      this.skipBlanks();
      if (this.take("]")) return value;
      if (!this.take(",")) this.refuse("Expecting ',' delimiter");
    }
  }

  readString() {
    const plain = /[^"\\\u0000-\u001f]*/y;
    const parts = [];
    this.at += 1;
    for (;;) {
      plain.lastIndex = this.at;
      const found = plain.exec(this.text)[0];
      parts.push(found);
      this.at += found.length;
      if (this.take('"')) break;
      if (!this.take("\\")) this.refuse("Unterminated string or control character in it");
      parts.push(this.readEscape());
    }
    const value = parts.join("");
    if (/\p{Cs}/u.test(value)) {
      throw new JsonError("a text holds half of a surrogate pair, which is no character");
    }
    return value;
  }

  readEscape() {
    const sign = this.text[this.at];
    this.at += 1;
    if (sign !== "u") {
      if (sign === undefined || !Object.hasOwn(JSON_ESCAPES, sign)) this.refuse("Invalid \\escape");
      return JSON_ESCAPES[sign];
    }
    const digits = this.text.slice(this.at, this.at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.refuse("Invalid \\uXXXX escape");
    this.at += 4;
    return String.fromCharCode(parseInt(digits, 16));
  }

  readNumber() {
    const form = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
    form.lastIndex = this.at;
    const found = form.exec(this.text);
    if (found === null) this.refuse("Expecting value");
    const shown = found[0].slice(0, SHOWN_SIGNS);
    if (found[1] || found[2]) {
      throw new JsonError(`the number ${shown} is no integer; figures are decimal strings`);
    }
    const value = Number(found[0]);
    if (!Number.isSafeInteger(value)) {
      throw new JsonError(`the integer ${shown} lies outside ±(2^53 − 1)`);
    }
    this.at += found[0].length;
    return value === 0 ? 0 : value; // no negative zero
  }

  skipBlanks() {
    while (" \t\n\r".includes(this.text[this.at] ?? "x")) this.at += 1;
  }

  take(word) {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  refuse(why) {
    const [line, column] = this.lineAndColumn();
    throw new JsonError(`the document is no JSON at line ${line}, column ${column}: ${why}`);
  }

  lineAndColumn() {
    const before = this.text.slice(0, this.at).split("\n");
    return [before.length, before.at(-1).length + 1];
  }
}

function canonicalText(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  // Without a function to compare by, names are sorted by their units of UTF-16, as RFC 8785 asks.
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalText(value[name])}`).join(",")}}`;
}

function canonicalBytes(value) {
  return new TextEncoder().encode(canonicalText(value));
}

async function digestOf(value) {
  return digestBytes(canonicalBytes(value));
}

// Of names and the digests of the bytes (core/canonical.py).
async function digestFiles(files) {
  const listed = await Promise.all(files.map(async ([name, bytes]) => [name, await digestBytes(bytes)]));
  return digestOf(Object.fromEntries(listed));
}

async function digestBytes(bytes) {
  return `sha256:${toHex(await sha256(bytes))}`;
}

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function areEqualBytes(first, second) {
  return first.length === second.length && first.every((byte, at) => byte === second[at]);
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function cutSigns(text, most) {
  return text.length <= most ? text : Array.from(text).slice(0, most).join("");
}

function withCommas(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
