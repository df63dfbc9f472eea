// Whether a document has its published form: the rules of JSON Schema that the published schemas use.
// JSON Schema draft 2020-12. A rule that is not known here stops the check, so that none is passed over.

const DAY_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\\n)";
const DECIMAL_PATTERN = "^(0|-?(0|[1-9][0-9]*)\\.[0-9]*[1-9]|-?[1-9][0-9]*)$(?!\\n)";
const MOST_DIGITS = 28;
const ANNOTATIONS = ["$schema", "$id", "$defs", "$comment", "title", "description"];
// To Python a blank is something else than to JavaScript; the published forms mean Python's.
const PYTHON_BLANKS = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const TYPES = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  integer: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

const FORM_RULES = {
  type: (value, kinds) => asList(kinds).some((kind) => TYPES[kind](value)) || `is not of type ${asList(kinds).join(", ")}`,
  const: (value, wanted) => canonicalText(value) === canonicalText(wanted) || "is another value than the form has",
  enum: (value, wanted) => wanted.some((one) => canonicalText(one) === canonicalText(value)) || `is not one of [${wanted.map(describe).join(", ")}]`,
  pattern: (value, pattern) => typeof value !== "string" || compilePattern(pattern).test(value) || `does not match ${pattern}`,
  minLength: (value, least) => typeof value !== "string" || countSigns(value) >= least || "is too short",
  maxLength: (value, most) => typeof value !== "string" || countSigns(value) <= most || "is too long",
  minimum: (value, least) => typeof value !== "number" || value >= least || `is less than ${least}`,
  maximum: (value, most) => typeof value !== "number" || value <= most || `is more than ${most}`,
  minItems: (value, least) => !Array.isArray(value) || value.length >= least || "has too few items",
  maxItems: (value, most) => !Array.isArray(value) || value.length <= most || "has too many items",
};

// Names everything in which a value is of another form, each with its path.
function listFormFaults(value, schema, root = schema, path = []) {
  const faults = [];
  for (const [rule, wanted] of Object.entries(schema)) {
    if (ANNOTATIONS.includes(rule)) continue;
    const known = FORM_RULES[rule];
    if (known) {
      const said = known(value, wanted);
      if (said !== true) faults.push({ path, found: `${describe(value)} ${said}` });
    } else if (Object.hasOwn(NESTED_RULES, rule)) {
      for (const fault of NESTED_RULES[rule](value, wanted, root, path, schema)) faults.push(fault);
    } else {
      throw new Error(`the form has the rule ${rule}, which this page does not know`);
    }
  }
  return faults;
}

const NESTED_RULES = {
  $ref: (value, name, root, path) => listFormFaults(value, root.$defs[name.slice("#/$defs/".length)], root, path),
  anyOf(value, schemas, root, path) {
    const hasOne = schemas.some((schema) => !listFormFaults(value, schema, root, path).length);
    return hasOne ? [] : [{ path, found: `${describe(value)} is not valid under any of the given forms` }];
  },
  not(value, schema, root, path) {
    const isValid = !listFormFaults(value, schema, root, path).length;
    return isValid ? [{ path, found: `${describe(value)} should not stand here` }] : [];
  },
  required(value, names, root, path) {
    const missing = isObject(value) ? names.filter((name) => !(name in value)) : [];
    return missing.map((name) => ({ path, found: `'${name}' is a required property` }));
  },
  properties(value, schemas, root, path) {
    const there = isObject(value) ? Object.keys(schemas).filter((name) => name in value) : [];
    return there.flatMap((name) => listFormFaults(value[name], schemas[name], root, [...path, name]));
  },
  additionalProperties(value, rule, root, path, schema) {
    const named = schema.properties ?? {};
    const others = isObject(value) ? Object.keys(value).filter((name) => !Object.hasOwn(named, name)) : [];
    if (rule !== false) return others.flatMap((name) => listFormFaults(value[name], rule, root, [...path, name]));
    if (!others.length) return [];
    const shown = others.map((name) => `'${cutSigns(name, SHOWN_SIGNS)}'`).join(", ");
    const verb = others.length > 1 ? "were" : "was";
    return [{ path, found: `Additional properties are not allowed (${shown} ${verb} unexpected)` }];
  },
  propertyNames(value, schema, root, path) {
    return isObject(value) ? Object.keys(value).flatMap((name) => listFormFaults(name, schema, root, path)) : [];
  },
  items(value, schema, root, path) {
    return Array.isArray(value) ? value.flatMap((item, at) => listFormFaults(item, schema, root, [...path, at])) : [];
  },
};

// Names what has the form of a day or a figure and is none: no such day, or too long to be exact.
function listValueFaults(value, schema) {
  if (!schema) return [];
  if (schema.anyOf) {
    const fitting = schema.anyOf.filter((one) => !listFormFaults(value, one).length);
    return fitting.flatMap((one) => listValueFaults(value, one));
  }
  if (Array.isArray(value)) return value.flatMap((item) => listValueFaults(item, schema.items));
  if (isObject(value)) {
    const named = schema.properties ?? {};
    return Object.keys(value).flatMap((name) => {
      const inner = Object.hasOwn(named, name) ? named[name] : schema.additionalProperties;
      return listValueFaults(value[name], inner);
    });
  }
  if (schema.pattern === DAY_PATTERN && !isDay(value)) return [`${value} is no day of the calendar`];
  const digits = schema.pattern === DECIMAL_PATTERN ? value.replace(/[-.]/g, "").replace(/^0+|0+$/g, "") : "";
  return digits.length > MOST_DIGITS ? [`a figure of ${digits.length} digits`] : [];
}

const compiledPatterns = new Map();

function compilePattern(pattern) {
  if (!compiledPatterns.has(pattern)) {
    const translated = pattern.replaceAll("\\S", `[^${PYTHON_BLANKS}]`);
    compiledPatterns.set(pattern, new RegExp(translated, "u"));
  }
  return compiledPatterns.get(pattern);
}

function countSigns(text) {
  return text.length - (text.match(/[\ud800-\udbff]/g)?.length ?? 0);
}

function describe(value) {
  if (isObject(value)) return "the object";
  if (Array.isArray(value)) return "the list";
  const shown = typeof value === "string" ? `'${value}'` : String(value);
  return cutSigns(shown, SHOWN_SIGNS);
}
