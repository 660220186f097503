/**
 * The keys of the examples. Anybody can make them again: each follows from its name, so that the
 * same sources give the same tokens. They are for practice, and no secret.
 */
import { checkPrimeSync, createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { invert } from "@noble/curves/abstract/modular.js";
import { p384 } from "@noble/curves/nist.js";

/** By the `alg` of a JWS: a function from a name to the public JWK and the signing of a text. */
export const practiceKeys = { RS256: rsa, ES384: elliptic };

function rsa(name) {
  const e = 65537n;
  const p = prime(`${name} p`, e);
  const q = prime(`${name} q`, e);
  const d = invert(e, (p - 1n) * (q - 1n));
  const parts = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: invert(q, p) };
  const members = Object.entries(parts).map(([part, value]) => [part, base64url(value)]);
  const key = createPrivateKey({ key: { kty: "RSA", ...Object.fromEntries(members) }, format: "jwk" });
  return {
    jwk: createPublicKey(key).export({ format: "jwk" }),
    sign: (text) => sign("sha256", Buffer.from(text), key),
  };
}

/** The first prime of 1024 bits among the numbers that follow from a name, and one that suits the exponent. */
function prime(name, exponent) {
  for (let attempt = 0; ; attempt += 1) {
    const bytes = following(`${name} ${attempt}`, 128);
    // The product of two of these has 2048 bits.
    bytes[0] |= 0xc0;
    bytes[127] |= 1;
    const candidate = BigInt(`0x${bytes.toString("hex")}`);
    if ((candidate - 1n) % exponent !== 0n && checkPrimeSync(candidate)) return candidate;
  }
}

/** Its signatures draw no randomness (RFC 6979), unlike those of Node. */
function elliptic(name) {
  const { secretKey } = p384.keygen(following(name, p384.lengths.seed));
  const point = Buffer.from(p384.getPublicKey(secretKey, false));
  const [x, y] = [point.subarray(1, 49), point.subarray(49)].map((half) => half.toString("base64url"));
  return {
    jwk: { kty: "EC", crv: "P-384", x, y },
    // r and s side by side, as a JWS has them (RFC 7518 section 3.4).
    sign: (text) => Buffer.from(p384.sign(Buffer.from(text), secretKey)),
  };
}

function following(name, length) {
  return createHash("shake256", { outputLength: length }).update(`Assumable practice key: ${name}`).digest();
}

function base64url(number) {
  const digits = number.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex").toString("base64url");
}
