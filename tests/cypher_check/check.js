// Lints Cypher statements with Neo4j's own parser and semantic analysis, no server needed.
// stdin: [{"name": …, "text": …}, …]   stdout: [{"name", "version", "line", "message"}, …]
const { lintCypherQuery } = require("@neo4j-cypher/language-support");

const VERSIONS = ["CYPHER 5", "CYPHER 25"];

function problems({ name, text }) {
  return VERSIONS.flatMap((version) =>
    lintCypherQuery(`${version}\n${text}`, {}).diagnostics.map((found) => ({
      name,
      version,
      // the first line is the version
      line: found.range.start.line,
      message: found.message,
    })),
  );
}

let input = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk) => (input += chunk));
process.stdin.on("end", () => {
  process.stdout.write(JSON.stringify(JSON.parse(input).flatMap(problems)));
});
