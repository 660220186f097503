/** Ways in which people, programs and attackers write a token, for tests that look for it where it must not be. */

const every = (text, length, before, behind) =>
  (text.match(new RegExp(`[^]{1,${length}}`, "g")) ?? [])
    .map((piece) => `${before}${piece}${behind}`)
    .join("");
const base64 = (text) => Buffer.from(text).toString("base64");
const each = (text, write) => Array.from(text, write).join("");
const hex = (character) => character.codePointAt(0).toString(16).padStart(2, "0");

/** @type {Record<string, (token: string) => string>} */
export const wrappings = {
  "as it is": (token) => token,
  "in a sentence": (token) => `the token is ${token}.`,
  "a header of HTTP": (token) => `Authorization: Bearer ${token}`,
  "an address": (token) => `https://example.com/?token=${token}&next=1`,
  "JSON in JSON": (token) => JSON.stringify({ body: JSON.stringify({ value: token }) }),
  "broken at 80": (token) => every(token, 80, "", "\n"),
  "broken with CRLF": (token) => every(token, 76, "", "\r\n"),
  "broken and indented": (token) => every(token, 64, "        ", "\n"),
  "broken by no-break spaces": (token) => every(token, 40, "", "\u00a0"),
  "broken by U+2028": (token) => every(token, 40, "", "\u2028"),
  "spelled out": (token) => every(token, 1, "", " "),
  "zero-width spaces": (token) => every(token, 7, "", "\u200b"),
  "soft hyphens": (token) => every(token, 7, "", "\u00ad"),
  "marks of direction": (token) => every(token, 7, "\u202e", "\u202c"),
  "quoted mail": (token) => every(token, 70, "> ", "\n"),
  "a diff": (token) => every(token, 70, "+", "\n"),
  "quoted-printable": (token) => every(token.replaceAll(".", "=2E"), 70, "", "=\r\n"),
  "percent signs": (token) => token.replaceAll(".", "%2E"),
  "percent signs, twice": (token) => token.replaceAll(".", "%252e"),
  "percent signs for all": (token) => each(token, (one) => `%${hex(one)}`),
  entities: (token) => token.replaceAll(".", "&#46;"),
  "named entities": (token) => token.replaceAll(".", "&period;"),
  "entities for all": (token) => each(token, (one) => `&#x${hex(one)};`),
  "escapes of JSON": (token) => token.replaceAll(".", String.raw`\u002e`),
  "escapes of JavaScript for all": (token) => each(token, (one) => `\\x${hex(one)}`),
  "pieces with plus signs": (token) => every(token, 50, '"', '" + '),
  "an array of pieces": (token) => `[${every(token, 50, '"', '", ')}]`,
  "blanks around the dots": (token) => token.replaceAll(".", " . "),
  "wide dots": (token) => token.replaceAll(".", "\uff0e"),
  "padded segments": (token) => token.replaceAll(".", "==."),
  "the other alphabet": (token) => token.replaceAll("-", "+").replaceAll("_", "/"),
  "behind 401 characters": (token) => `${"x".repeat(401)}${token}`,
  base64: base64,
  "base64, broken": (token) => every(base64(token), 76, "", "\n"),
  "base64 twice": (token) => base64(base64(token)),
  "base64 of JSON": (token) => base64(JSON.stringify({ value: token })),
  "base64 of UTF-16": (token) => Buffer.from(token, "utf16le").toString("base64"),
  hexadecimal: (token) => Buffer.from(token).toString("hex"),
  backward: (token) => Array.from(token).reverse().join(""),
  "a header that begins with a blank": (token) =>
    `${Buffer.from(' {"alg":"RS256"}').toString("base64url")}.${token.split(".").slice(1).join(".")}`,
  flattened: (token) => {
    const [header, payload, signature] = token.split(".");
    return JSON.stringify({ protected: header, payload, signature });
  },
  "the signature alone": (token) => token.split(".")[2],
  "half of the signature": (token) => token.split(".")[2].slice(0, 170),
};

/** Pieces of sixteen characters, none of which may be found. */
export const pieces = (text) =>
  Array.from({ length: Math.max(0, text.length - 15) }, (_, at) => text.slice(at, at + 16));
