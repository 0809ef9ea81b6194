/* Reads [{name, text}] and answers, for each: its first error as ECMAScript of `process.argv[2]`, the
   names it uses, and what `.at(…)` is called on (an array has one only in newer browsers). */
"use strict";
const { parse } = require("acorn");

function walk(node, text, found) {
  if (node.type === "Identifier") found.names.add(node.name);
  if (node.type === "CallExpression" && node.callee.type === "MemberExpression" && !node.callee.computed &&
      node.callee.property.name === "at") {
    found.at.add(text.slice(node.callee.object.start, node.callee.object.end));
  }
  for (const key of Object.keys(node)) {
    const below = Array.isArray(node[key]) ? node[key] : [node[key]];
    for (const child of below) if (child && typeof child.type === "string") walk(child, text, found);
  }
}

const scripts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const answers = scripts.map(({ name, text }) => {
  const found = { names: new Set(), at: new Set() };
  let error = null;
  try {
    walk(parse(text, { ecmaVersion: Number(process.argv[2]), sourceType: "script" }), text, found);
  } catch (problem) {
    if (!(problem instanceof SyntaxError)) throw problem;
    const at = text.slice(problem.pos - 40, problem.pos + 20);
    error = problem.message + ": " + at;
  }
  return { name, error, names: [...found.names].sort(), at: [...found.at].sort() };
});
process.stdout.write(JSON.stringify(answers));
