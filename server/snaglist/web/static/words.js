// What a word is, as in server/snaglist/index/words.py and analysis.py, whose tables are RULES.
"use strict";

const pattern = (source, flags = "u") => new RegExp(source, flags);
const IGNORABLE = pattern(RULES.ignorable, "gu");
const OPTIONAL = pattern(RULES.optional, "gu");
const UNSPACED = pattern(`^${RULES.unspaced}`);
const IDEOGRAPH = pattern(`^${RULES.ideograph}`);
const WORD = pattern(RULES.word, "gu");
const ASCII_WORD = /[a-z0-9]+(?:'[a-z0-9]+)*/g;
const HAS_SIGNS = /[&/+0-9.][^\s"]|#/;
const JOINING = /[\p{L}\p{N}\p{M}\u05f3\u05f4\x00-\x7f]/u;
const STOPS = new Set(RULES.stops);
const CONTRACTIONS = new Set(RULES.contractions);
const ENDINGS = new Set(RULES.endings);
const ELISIONS = new Set(RULES.elisions);

function remembering(make) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key);
  };
}

// Small letters of capital letters are what case folding makes of ß, ſ and ς.
const foldCase = (text) => text.toUpperCase().toLowerCase().replace(/ς/g, "σ");

function digitOf(letter) {
  let zero = letter.codePointAt(0);
  const code = zero;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

const foldLetter = remembering((letter) => {
  if (RULES.thin.includes(letter)) return "\u00a0";
  if (letter.replace(IGNORABLE, "") === "") return "";
  if (/\p{Nd}/u.test(letter)) return digitOf(letter);
  if (RULES.apostrophes.includes(letter) || RULES.apostrophes.includes(letter.normalize("NFD"))) return "'";
  let folded = foldCase(foldCase(letter.normalize("NFKD")).normalize("NFKD")).replace(IGNORABLE, "");
  folded = [...folded].map((each) => (JOINING.test(each) ? each : " ")).join("");
  return [...folded].length > 1 && folded.includes(" ") ? ` ${folded} ` : folded.normalize("NFC");
});

const isAscii = (text) => /^[\x00-\x7f]*$/.test(text);
const joinThousands = (text) => text.replace(/(?<=[0-9])\u00a0(?=[0-9]{3}(?![0-9]))/g, ",");

function fold(text) {
  if (isAscii(text)) return text.toLowerCase().replaceAll("`", "'");
  return joinThousands([...text].map(foldLetter).join(""));
}

const wordPattern = (folded) => (isAscii(folded) && !HAS_SIGNS.test(folded) ? ASCII_WORD : WORD);
const findWords = (text) => {
  const folded = fold(text);
  return folded.match(wordPattern(folded)) ?? [];
};

// Each word with the first and last (exclusive) UTF-16 unit of its place in the text.
function wordSpans(text) {
  const places = [];
  let at = 0;
  for (const letter of isAscii(text) ? text : [...text]) {
    for (let unit = 0; unit < (isAscii(letter) ? 1 : foldLetter(letter).length); unit += 1) {
      places.push([at, at + letter.length]);
    }
    at += letter.length;
  }
  const folded = fold(text);
  return [...folded.matchAll(wordPattern(folded))].map((match) => ({
    word: match[0], start: places[match.index][0], end: places[match.index + match[0].length - 1][1],
  }));
}

// A folded word without possessive, elision and signs of grouping; null for a contraction.
const baseForm = remembering((word) => {
  if (word.includes("'")) {
    if (word.endsWith("n't") || CONTRACTIONS.has(word.replaceAll("'", ""))) return null;
    const last = word.lastIndexOf("'");
    const first = word.indexOf("'");
    if (ENDINGS.has(word.slice(last + 1)) && !/^\p{Nd}+$/u.test(word.slice(0, last))) return baseForm(word.slice(0, last));
    if (ELISIONS.has(word.slice(0, first)) && !/\p{Nd}$/u.test(word)) return baseForm(word.slice(first + 1));
  } else if (CONTRACTIONS.has(word)) return null;
  const bare = /^\p{Nd}/u.test(word) ? word.replace(/[,']/g, "") : word.replace(/['"\u05f3\u05f4]|\.(?![0-9])/g, "");
  return bare.normalize("NFC");
});

const plainForm = remembering((word) => {
  const bare = word.normalize("NFD").replace(OPTIONAL, "");
  return [...bare].map((letter) => RULES.letters[letter] ?? letter).join("").normalize("NFC") || word;
});

// The word of the index in plain letters; null for a stop word.
const indexWord = remembering((word) => {
  const base = baseForm(word);
  return base === null || STOPS.has(base) ? null : plainForm(base);
});

const indexWords = (text) => findWords(text).map(indexWord).filter((word) => word !== null);
const foldedName = (text) =>
  findWords(text).map((word) => plainForm(baseForm(word) ?? word.replaceAll("'", ""))).join(" ");

// Porter's algorithm (1980), with the rules in the order of whoosh.lang.porter.
const CONSONANTS = "[^aeiouy]+";
const VOWELS = "[aeiou]+";
const SOME = new RegExp(`^(${CONSONANTS})?${VOWELS}${CONSONANTS}`);
const ONCE = new RegExp(`^(${CONSONANTS})?${VOWELS}${CONSONANTS}(${VOWELS})?$`);
const TWICE = new RegExp(`^(${CONSONANTS})?${VOWELS}${CONSONANTS}${VOWELS}${CONSONANTS}`);
const VOWEL_IN = new RegExp(`^(${CONSONANTS})?[aeiouy]`);
const SHORT = new RegExp(`^${CONSONANTS}[aeiouy][^aeiouwxy]$`);
const STEP2 = {
  ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", bli: "ble", alli: "al", entli: "ent", eli: "e",
  ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al", iveness: "ive", fulness: "ful", ousness: "ous",
  aliti: "al", iviti: "ive", biliti: "ble", logi: "log",
};
const STEP3 = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" };
const ENDS2 = new RegExp(`^(.+?)(${Object.keys(STEP2).join("|")})$`);
const ENDS3 = new RegExp(`^(.+?)(${Object.keys(STEP3).join("|")})$`);
const ENDS4 = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;

function withoutPast(word) {
  if (word.endsWith("eed")) return SOME.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const found = /^(.*)(ed|ing)$/.exec(word);
  if (!found || !VOWEL_IN.test(found[1])) return word;
  const stem = found[1];
  // Python's match() looks at the beginning only: of (at|bl|iz)$ that is a whole word of two letters.
  if (/^(at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/^([^aeiouylsz])\1$/.test(stem)) return stem.slice(0, -1);
  return SHORT.test(stem) ? `${stem}e` : stem;
}

function porter(word) {
  if (word.length < 3) return word;
  let stem = word.startsWith("y") ? `Y${word.slice(1)}` : word;
  if (stem.endsWith("sses") || stem.endsWith("ies")) stem = stem.slice(0, -2);
  else if (stem.endsWith("s") && stem.at(-2) !== "s") stem = stem.slice(0, -1);
  stem = withoutPast(stem);
  if (stem.endsWith("y") && VOWEL_IN.test(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`;
  for (const [ends, list] of [[ENDS2, STEP2], [ENDS3, STEP3]]) {
    const found = ends.exec(stem);
    if (found && SOME.test(found[1])) stem = found[1] + list[found[2]];
  }
  const four = ENDS4.exec(stem);
  const ion = four ? null : /^(.+?)(s|t)(ion)$/.exec(stem);
  if (four && TWICE.test(four[1])) stem = four[1];
  if (ion && TWICE.test(ion[1] + ion[2])) stem = ion[1] + ion[2];
  const e = /^(.+?)e$/.exec(stem);
  if (e && (TWICE.test(e[1]) || (ONCE.test(e[1]) && !SHORT.test(e[1])))) stem = e[1];
  if (stem.endsWith("ll") && TWICE.test(stem)) stem = stem.slice(0, -1);
  return word.startsWith("y") ? `y${stem.slice(1)}` : stem;
}

const BRITISH = /(?<=\w\w)iz(?=(?:e|ed|es|er|ers|ing|ation|ations)$)/;
const stemOf = remembering((word) => (isAscii(word) ? porter(word.replace(BRITISH, "is")) : word));
