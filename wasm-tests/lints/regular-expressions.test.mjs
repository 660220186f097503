/**
 * Every regular expression of the page, the element, the package and the command is answered at once,
 * whatever text it meets.
 *
 * All of them are found in the sources, and each meets long runs of what it is made of itself, with
 * ends at which it fails. One that goes through a run again from each of its places takes many seconds
 * for what one that goes through it once does in a thousandth; in between nothing is asserted.
 */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import ts from "typescript";

const project = fileURLToPath(new URL("../../", import.meta.url));
const folders = ["pkg/src", "www/src", "www/worker"];

/** Characters of a run: of the first, and of one that took long to answer. */
const SHORT = 12_000;
const LONG = 400_000;

/** Milliseconds in which a short run is answered, and after which the answer to a long one never comes. */
const AT_ONCE = 15;
const STUCK = 4000;

/** Every expression of a source, and every one that is made while the program runs. */
function expressionsIn(path) {
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    const at = `${path.slice(project.length)}:${line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) found.push({ at, literal: node.text });
    const makes = ts.isNewExpression(node) || ts.isCallExpression(node);
    if (makes && node.expression.getText() === "RegExp") found.push({ at, made: node.getText() });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function sources() {
  const within = (folder) =>
    readdirSync(join(project, folder), { recursive: true }).map((name) => join(project, folder, name));
  return folders.flatMap(within).filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"));
}

function parsed(literal) {
  const end = literal.lastIndexOf("/");
  return new RegExp(literal.slice(1, end), literal.slice(end + 1));
}

/** What a run may be made of: characters of many kinds, of which an expression takes some. */
const kinds = [
  ..."aA0_-.:/\\\"'`~=%&#*+!?,;()[]{}<>|@$^ \t\n\r",
  "\f",
  "\0",
  "\u2028",
  "\u00a0",
  "\u202e",
  "一",
  "\u{1f600}",
];

/** Texts that an expression writes out, such as `-----BEGIN`. */
function wordsOf(source) {
  const plain = source.replace(/\\([\\/"'`.*+?()[\]{}|$^-])/g, "$1");
  return [...new Set(plain.match(/[\w"'`:./-]{2,}|[a-zA-Z"'`&#]+/g) ?? [])].slice(0, 12);
}

/** Every run, with what it begins and ends with. */
function attacksOn(expression) {
  const one = new RegExp(expression.source, expression.flags.replace(/[gy]/g, ""));
  const words = wordsOf(expression.source);
  const own = kinds.filter((kind) => one.test(kind) || takes(one, kind));
  const pairs = own.flatMap((first) => own.map((second) => first + second)).slice(0, 60);
  const runs = [...kinds, ...words, ...words.flatMap((word) => [`${word} `, ` ${word}`]), ...pairs, '\\"'];
  const begins = ["", '"', ...words.slice(0, 4)];
  const ends = ["", "\u2028x\n!", '/"x'];
  return [...new Set(runs)].flatMap((run) =>
    begins.flatMap((begin) => ends.map((end) => ({ begin, run, end }))),
  );
}

/** Whether a character makes a difference after a word of the expression. */
function takes(one, kind) {
  return wordsOf(one.source).some((word) => {
    const [short, long] = [one.exec(word)?.[0], one.exec(word + kind)?.[0]];
    return long !== undefined && long !== short;
  });
}

const textOf = ({ begin, run, end }, length) => begin + run.repeat(Math.ceil(length / run.length)) + end;

/** Runs as a program that can be stopped; whether it had to be. */
function isStuck(program, given, timeout) {
  try {
    runInNewContext(program, given, { timeout });
    return false;
  } catch (error) {
    if (error.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    return true;
  }
}

/** The first attack that an expression does not answer, if any. */
function stuckOn(expression) {
  return attacksOn(expression).find((attack) => {
    const short = textOf(attack, SHORT);
    const before = performance.now();
    short.replace(expression, "");
    if (performance.now() - before < AT_ONCE) return false;
    const text = textOf(attack, LONG);
    return isStuck("text.replace(expression, '')", { text, expression }, STUCK);
  });
}

test("an expression that goes through a run again and again is seen", () => {
  const slow = [
    /\s+$/,
    /[^/]*([?#].*)?$/,
    / +$/gu,
    /(?<=\n[ \t]*)\n/g,
    /"[^"\\]*(?:\\.[^"\\]*)*"/,
    /[.!]+$/,
    /\/*$/,
  ];
  for (const expression of slow) assert.ok(stuckOn(expression), String(expression));
  assert.equal(stuckOn(/\s+/g), undefined);
  assert.equal(stuckOn(/^[a-z]+$/), undefined);
});

const found = sources().flatMap(expressionsIn);

test("all expressions are written out", () => {
  assert.ok(found.length > 50, `${found.length} expressions`);
  const made = found.filter(({ made }) => made !== undefined).map(({ made }) => made);
  assert.deepEqual(made, []);
});

for (const { at, literal } of found.filter(({ literal }) => literal !== undefined)) {
  test(`${at} ${literal}`, () => assert.equal(stuckOn(parsed(literal)), undefined));
}
