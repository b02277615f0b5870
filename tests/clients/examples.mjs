// Reads the example queries that an endpoint publishes, parses each with sparqljs as it stands, and
// asks the endpoint with Comunica. Prints JSON: the solutions that each query had, by its name.
import { QueryEngine } from "@comunica/query-sparql";
import sparqljs from "sparqljs";

const [endpoint, description] = process.argv.slice(2);
const engine = new QueryEngine();
const parser = new sparqljs.Parser();

const published = `PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?name ?text { ?query a sh:SPARQLExecutable ; rdfs:label ?name ; sh:select ?text }`;

async function solutions(query, context) {
  const found = await engine.queryBindings(query, context);
  return found.toArray();
}

const examples = await solutions(published, { sources: [description] });
const counts = {};
for (const example of examples) {
  const text = example.get("text").value;
  parser.parse(text);
  const rows = await solutions(text, { sources: [{ type: "sparql", value: endpoint }] });
  counts[example.get("name").value] = rows.length;
}
console.log(JSON.stringify(counts));
