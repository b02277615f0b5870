// The search of a copy on disk over TEXTS: words, phrases, beginnings of words, -word, identifiers.
// It finds what a server finds that looks for nothing but what was typed, and says what it leaves out.
"use strict";

const DASHES = "\\-_‐‑‒–—−. ";
const SPELT = new RegExp(
  `(?<![\\w.\\-])([a-z]{1,8})([${DASHES}]?)([0-9]{1,9})((?:[${DASHES}]?[a-z]{1,2}[${DASHES}]?[0-9]{1,9}){0,3})(?![\\w\\-])`, "gi",
);
const QUOTES = /[“”„‟«»‹›「」『』〝〞〟❝❞＂]/g;
const PIECE = /([-!]?)(?:"([^"]*)"|([^\s"()]+))/g;

const keyOf = (text) =>
  `#${[...text.matchAll(/([a-z]+)[^a-z0-9]?([0-9]+)/gi)].map((pair) => `${pair[1].toLowerCase()} ${Number(pair[2])}`).join(" ")}`;

// The texts as the server's index has them: for each passage its words and stems.
const INDEX = (() => {
  const seen = remembering((text) => {
    const words = indexWords(text);
    return { words, stems: words.map(stemOf) };
  });
  const things = TEXTS.map((thing) => ({ ...thing, passages: thing.texts.map(seen) }));
  const lengths = things.map((thing) => {
    const counted = RULES.weights.map(() => 0);
    thing.passages.forEach((passage, at) => { counted[thing.fields[at]] += passage.stems.length; });
    return counted;
  });
  const means = RULES.weights.map((_, field) => {
    const filled = lengths.map((each) => each[field]).filter((length) => length);
    return filled.reduce((a, b) => a + b, 0) / Math.max(filled.length, 1) || 1;
  });
  things.forEach((thing, at) => {
    thing.counts = RULES.weights.map(
      (weight, field) => weight / (1 - RULES.length + (RULES.length * lengths[at][field]) / means[field]),
    );
    thing.stems = new Map();
    thing.passages.forEach((passage, number) => {
      const counts = thing.counts[thing.fields[number]];
      for (const stem of passage.stems) thing.stems.set(stem, (thing.stems.get(stem) ?? 0) + counts);
    });
  });
  return things;
})();
const BY_KEY = new Map(INDEX.map((thing) => [thing.key, thing]));

const startsAt = (passage, run) => {
  const found = [];
  for (let at = 0; at + run.length <= passage.stems.length; at += 1) {
    if (run.every((stem, step) => passage.stems[at + step] === stem)) found.push(at);
  }
  return found;
};
// A term is { run } of stems side by side or the { prefix } of a word; where it stands in a passage.
const places = (passage, term) =>
  term.prefix ? passage.words.flatMap((word, at) => (word.startsWith(term.prefix) ? [at] : [])) : startsAt(passage, term.run);
const has = (thing, term) =>
  (term.prefix || term.run.every((stem) => thing.stems.has(stem))) &&
  (term.run?.length === 1 || thing.passages.some((passage) => places(passage, term).length));

function known(written) {
  for (let parts = keyOf(written).slice(1).split(" "); parts.length > 1; parts = parts.slice(0, -2)) {
    const thing = BY_KEY.get(`#${parts.join(" ")}`);
    if (thing) return thing;
  }
  return null;
}

function resolved(text) {
  const address = (found) => {
    let steps = found.replace(/^[<]|[<>.,;]+$/g, "");
    try { steps = decodeURIComponent(steps); } catch { /* It stays as it was typed. */ }
    for (const step of steps.split(/[/#?&=]/).reverse()) {
      const whole = new RegExp(`^(?:${SPELT.source})$`, "i").exec(step.replace(/\.[a-z]{2,6}[0-9]?$/i, ""));
      const thing = whole && known(whole[0]);
      if (thing) return thing.id;
    }
    return found;
  };
  const spelt = (found, letters, gap) => {
    const loose = gap === " " && letters !== letters.toUpperCase() && found !== text.trim();
    return (!loose && known(found)?.id) || found;
  };
  return text.replace(/<?(?:https?:\/\/|(?<!\S)\/)[^\s<>"]+>?/gi, address).replace(SPELT, spelt);
}

// What words typed without a space between look for: any of the terms that are returned.
function compound(chunk) {
  const thing = known(chunk);
  const run = indexWords(chunk).map(stemOf);
  if (thing && thing.id === chunk) return [{ run, thing }];
  if (run.length < 2) return run.length ? [{ run }] : [];
  if (run.some((stem) => UNSPACED.test(stem))) {
    const longest = run.some((stem) => IDEOGRAPH.test(stem)) ? RULES.ideographs : RULES.syllables;
    if (run.length <= longest) return [{ run }];
    const size = longest / 2;
    return run.slice(size - 1).map((_, at) => ({ run: run.slice(at, at + size) }));
  }
  return [{ run, parts: run.every((stem) => [...stem].length >= RULES.part && /^\p{L}+$/u.test(stem)) }];
}

// Terms to find, terms to leave out, and what is not understood here.
function readQuery(typed) {
  const query = { wanted: [], forbidden: [], dropped: [], signs: new Set() };
  const text = typed.replace(QUOTES, '"').replace(/(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])/g, "\u05f4");
  if (/[()]/.test(text)) query.signs.add("( )");
  let words = 0;
  for (const match of text.matchAll(PIECE)) {
    const [, lead, phrase, chunk = ""] = match;
    const whole = lead + chunk;
    if (/^(AND|OR|NOT|&&|\|\|?)$/.test(whole)) { query.signs.add(whole); continue; }
    if (/^\+[\p{L}"]/u.test(whole)) query.signs.add("+");
    const field = /^([A-Za-z][\w-]*):(?!\/\/)/.exec(chunk);
    if (field && RULES.fields.includes(field[1].toLowerCase())) query.signs.add(`${field[1]}:`);
    let terms;
    const star = chunk.includes("://") ? -1 : chunk.search(/\*|(?<=[\p{L}\p{N}_])\?(?=[\p{L}\p{N}_])/u);
    const head = star > 0 ? findWords(chunk.slice(0, star)) : [];
    if (phrase !== undefined) {
      const run = indexWords(phrase).map(stemOf);
      terms = run.length ? [{ run }] : [];
    } else if (head.length && !UNSPACED.test(head.at(-1))) {
      const prefix = foldedName(chunk.slice(0, star)).split(" ").at(-1);
      if (findWords(chunk.slice(star + 1)).length) query.signs.add(chunk);
      terms = [...head.slice(0, -1).flatMap(compound), { prefix }];
    } else terms = field ? chunk.split(":").flatMap(compound) : compound(chunk);
    const many = terms.reduce((sum, term) => sum + (term.run?.length ?? 1), 0);
    const long = findWords(phrase ?? chunk).some((word) => [...word].length > RULES.longest);
    if (!terms.length || long || words + many > RULES.most) {
      if (findWords(phrase ?? chunk).length) query.dropped.push(phrase ?? chunk);
      continue;
    }
    words += many;
    query[lead && /^["\p{L}]/u.test(match[0].slice(1)) ? "forbidden" : "wanted"].push(...terms);
  }
  return query;
}

// Words typed as one that nowhere stand side by side are looked for one by one.
const relaxed = (terms) => terms.flatMap((term) =>
  term.parts && !INDEX.some((thing) => has(thing, term)) ? term.run.map((stem) => ({ run: [stem] })) : [term]);

// BM25F as in server/snaglist/index/ranking.py.
function weighed({ stem, prefix }) {
  const often = INDEX.map((thing) => (stem === undefined
    ? thing.passages.reduce((sum, passage) => sum + places(passage, { prefix }).length, 0)
    : thing.stems.get(stem) ?? 0));
  const spread = often.filter((each) => each).length;
  const rare = Math.log1p((INDEX.length - spread + 0.5) / (spread + 0.5));
  return often.map((each) => (rare * each) / (each + RULES.saturation));
}

function search(typed) {
  const text = resolved(typed);
  const query = readQuery(text);
  const wanted = relaxed(query.wanted);
  const name = foldedName(text);
  const folded = name.split(" ").slice(0, RULES.most);
  const weights = remembering((key) => weighed(key.startsWith("*") ? { prefix: key.slice(1) } : { stem: key }));
  const inside = new Set(folded.flatMap((_, start) =>
    Array.from({ length: RULES.name }, (_none, more) => folded.slice(start, start + more + 1).join(" "))));
  // A number alone names the issue with this number, too.
  const number = /^[0-9]{1,4}$/.test(text.trim()) ? Number(text) : null;
  const numbered = (thing) =>
    number !== null && thing.type === "issue" && Number(thing.id.replace(/^[^0-9]+/, "")) === number;
  const matches = (thing, at) =>
    thing.names.includes(name) || numbered(thing) ||
    ((wanted.length ? wanted.some((term) => term.thing === thing || has(thing, term)) : query.forbidden.length) &&
      !query.forbidden.some((term) => term.thing === thing || has(thing, term)));
  const score = (thing, at) => {
    let sum = 0;
    for (const term of wanted) {
      if (term.prefix) sum += weights(`*${term.prefix}`)[at];
      else if (term.run.length === 1 || has(thing, term)) for (const stem of term.run) sum += weights(stem)[at];
    }
    sum *= RULES.priors[thing.type];
    const called = RULES.called[thing.type] ?? 1;
    if (numbered(thing)) sum += called * RULES.whole;
    for (const each of thing.names) {
      if (inside.has(each)) sum += called * RULES.inside * each.split(" ").length;
      if (each === name) sum += called * RULES.whole;
    }
    return sum;
  };
  const hits = INDEX.map((thing, at) => ({ thing, at })).filter(({ thing, at }) => matches(thing, at))
    .map(({ thing, at }) => ({ thing, at, score: score(thing, at) }))
    .sort((a, b) => b.score - a.score || a.at - b.at);
  return { hits, wanted, dropped: [...new Set(query.dropped)], signs: [...query.signs] };
}

// The passage with most of the words, and the places in it that are they; hidden labels are never shown.
function bestPassage(thing, wanted) {
  const found = thing.passages.map((passage) => wanted.map((term) => [term, places(passage, term)]));
  const many = found.map((terms, at) => (thing.fields[at] === RULES.hidden ? -1 : terms.filter(([, there]) => there.length).length));
  const best = many.indexOf(Math.max(...many));
  const marked = new Set(found[best].flatMap(([term, at]) =>
    at.flatMap((start) => Array.from({ length: term.run?.length ?? 1 }, (_, step) => start + step))));
  const spans = wordSpans(thing.texts[best]).filter((span) => indexWord(span.word) !== null);
  return { text: thing.texts[best], spans: spans.filter((_, at) => marked.has(at)) };
}
