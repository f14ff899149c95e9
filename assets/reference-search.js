// The search on the static pages of the reference. It finds and ranks as `content::search` does in the app, from the
// same index; tests/search.rs holds the two against each other. Nothing is fetched before somebody uses the field.
"use strict";

// Weights and limits: the names of content/search/{index,rank,words}.rs.
const TITLE = 1, KEYWORD = 2, ELSEWHERE = 4, SUMMARY = 8, TEXT = 16;
const FIELDS = [[TITLE, 3], [KEYWORD, 3], [ELSEWHERE, 2], [SUMMARY, 1], [TEXT, 0.5]];
const LONGEST = 10000, LONGEST_WORD = 40, TYPED = 8, SLIP = 5, NEAR = 0.8;
const UNKNOWN_WORD = 4, UNKNOWN_PAIR = 2, REPLY_WILD = 6, REPLY = 2, NO_NUMBER = 0.5, ANOTHER = 0.5, WORTH = 0.15;
const KINDS = new Map(Object.entries({ commands: 1.3, flows: 1.3, faq: 1.3, topics: 1.3, recipes: 1.3, transmission: 0.8, replies: 0.6 }));
const ASKING = new Set(
  ("a an and are as be can do does for how i in is it may me my of on or should the this use vs what when where which why with " +
    "不能 不了 什么 么办 么意 为什 了吗 可以 哪个 哪里 多少 如何 怎么 怎样 意思 是什 的区 能不 请问").split(" "),
);
const LITTLE_ASKING = 0.2, LITTLE_HALF = 0.3;

const isDigit = (letter) => letter >= "0" && letter <= "9";
const isNumber = (word) => word !== "" && /^(?:x|(?:x\.)?[0-9.]*)$/.test(word);
const isAddress = (word) => isNumber(word) && word.split(".").length > 3;
const isEnhanced = (term) => /^[245]/.test(term) && isNumber(term) && term.split(".").length === 3;
const isAscii = (text) => /^[\0-\x7f]*$/.test(text);

function sortOf(letter) {
  const code = letter.codePointAt(0);
  const within = (from, to) => code >= from && code <= to;
  if (/^[a-z0-9]$/.test(letter)) return "letter";
  if (within(0x3400, 0x4dbf) || within(0x4e00, 0x9fff) || within(0xf900, 0xfaff) || within(0x20000, 0x3ffff)) return "chinese";
  if (code <= 0xbf || within(0x2000, 0x206f) || within(0x3000, 0x303f) || within(0xfe00, 0xffff)) return "gap";
  return "letter";
}

function plain(letter) {
  const code = letter.codePointAt(0);
  if (letter === "。") return ".";
  const half = code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : letter;
  return half >= "A" && half <= "Z" ? half.toLowerCase() : half;
}

function telling(term) {
  if (ASKING.has(term)) return LITTLE_ASKING;
  return [...term].length === 1 && sortOf(term) === "chinese" ? LITTLE_HALF : 1;
}

// Cuts a text into the terms by which it is found.
function cut(text) {
  const found = { terms: [], words: 0, open: false };
  let word = "", sort = "gap";
  const add = () => {
    if (sort === "letter" && new TextEncoder().encode(word).length <= LONGEST_WORD && !isAddress(word)) {
      found.words += 1;
      found.terms.push(word);
    } else if (sort === "chinese") {
      const letters = [...word];
      found.words += Math.ceil(letters.length / 2);
      found.terms.push(...letters, ...letters.slice(1).map((letter, at) => letters[at] + letter));
    }
  };
  const letters = [...text].map(plain);
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at];
    // In what a program prints, \n stands for a line end.
    if (letter === "\\" && /^[nrt]$/.test(letters[at + 1] ?? "")) at += 1;
    const goesOn = letter === "." && isNumber(word) && isDigit(letters[at + 1] ?? "");
    const next = goesOn ? "letter" : sortOf(letter);
    if (next !== sort) {
      add();
      word = "";
      sort = next;
    }
    if (next !== "gap") word += letter;
  }
  const before = found.terms.length;
  add();
  found.open = found.terms.length > before && sort === "letter";
  return found;
}

// Cuts a stored reply into terms, without its slots and links.
function cutReply(text) {
  let rest = text.split(/\s+/u).filter((word) => word && !word.includes("://")).join(" ");
  let kept = "";
  for (let at = rest.search(/[<{]/); at >= 0; at = rest.search(/[<{]/)) {
    kept += `${rest.slice(0, at)} `;
    rest = rest.slice(at + 1);
    const end = rest.search(/[>}]/);
    if (end >= 0) {
      if (/^[A-Z]*$/.test(rest.slice(0, end))) kept += rest.slice(0, end);
      kept += " ";
      rest = rest.slice(end + 1);
    }
  }
  return cut(kept + rest).terms;
}

// Makes the index ready to be searched.
function prepare(file) {
  const index = { kinds: file.kinds, entries: file.entries, terms: new Map(), replies: [], titles: file.entries.map(() => 0) };
  const places = (term) => {
    if (!index.terms.has(term)) index.terms.set(term, { entries: new Map(), replies: [], weight: 0 });
    return index.terms.get(term);
  };
  const note = (term, number, field) => {
    const { entries } = places(term);
    entries.set(number, (entries.get(number) ?? 0) | field);
  };
  index.entries.forEach((entry, number) => {
    const keywords = [...(entry.k ?? []), entry.p.split("/").pop()];
    entry.names = [...(entry.k ?? []), entry.t].map((name) => cut(name).terms.join(" "));
    const texts = [[TITLE, entry.t], [SUMMARY, entry.d], [TEXT, entry.w ?? ""], ...(entry.o ?? []).map((title) => [ELSEWHERE, title]),
      ...keywords.map((word) => [KEYWORD, word])];
    for (const [field, text] of texts) for (const term of cut(text).terms) note(term, number, field);
    for (const text of entry.r ?? []) {
      const terms = cutReply(text);
      for (const term of terms) {
        const { replies } = places(term);
        if (replies[replies.length - 1] !== index.replies.length) replies.push(index.replies.length);
        note(term, number, 0);
      }
      index.replies.push({ entry: number, weight: 0, enhanced: terms.find(isEnhanced) });
    }
  });
  for (const [term, place] of index.terms) {
    place.weight = telling(term) * Math.log(1 + index.entries.length / place.entries.size);
    for (const reply of place.replies) index.replies[reply].weight += place.weight;
    for (const [entry, fields] of place.entries) if (fields & TITLE) index.titles[entry] += place.weight;
  }
  return index;
}

// Whether the words differ by one letter that is missing, too many, another, or two that are exchanged.
function oneSlip(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let same = 0;
  while (same < Math.min(one.length, other.length) && one[same] === other[same]) same += 1;
  const [a, b] = [one.slice(same), other.slice(same)];
  return (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2)) ||
    (a !== "" && b !== "" && a.slice(1) === b.slice(1)) || (a !== "" && a.slice(1) === b) || (b !== "" && a === b.slice(1));
}

function sought(index, term, typed, open) {
  const exact = index.terms.get(term);
  const places = exact ? [[exact, 1]] : [];
  const longer = () => [...index.terms].filter(([other]) => other !== term && other.startsWith(term)).map(([, place]) => [place, NEAR]);
  if (open) places.push(...longer());
  if (typed) {
    for (const other of [term.endsWith("s") ? term.slice(0, -1) : "", `${term}s`]) {
      const place = index.terms.get(other);
      if (place) places.push([place, NEAR]);
    }
  }
  if (places.length === 0 && typed && term.length >= SLIP && isAscii(term)) {
    places.push(...longer());
    for (const [other, place] of index.terms) if (oneSlip(term, other)) places.push([place, NEAR]);
  }
  const unknown = typed ? telling(term) * (isAscii(term) ? UNKNOWN_WORD : UNKNOWN_PAIR) : 0;
  return { places, weight: places.length ? Math.min(...places.map(([place]) => place.weight)) : unknown };
}

// At most `most` entries that answer `query`, the best first.
function find(index, query, most) {
  const asked = cut([...query].slice(0, LONGEST).join(""));
  const different = [...new Set(asked.terms)];
  const typed = asked.words <= TYPED;
  const last = asked.open && typed ? asked.terms[asked.terms.length - 1] : undefined;
  const all = different.map((term) => sought(index, term, typed, term === last));
  const whole = all.reduce((sum, { weight }) => sum + weight, 0);
  const scores = index.entries.map(() => ({ words: 0, found: 0, title: 0, reply: 0 }));
  const found = index.replies.map(() => 0);
  for (const { places, weight } of all) {
    const best = new Map();
    for (const [place, fit] of places) {
      for (const [entry, fields] of place.entries) {
        const counts = Math.max(0, ...FIELDS.filter(([field]) => fields & field).map(([, counts]) => counts));
        const [known, inTitle] = best.get(entry) ?? [0, false];
        best.set(entry, [Math.max(known, counts * fit), inTitle || (fields & TITLE) !== 0]);
      }
      for (const reply of place.replies) found[reply] += place.weight * fit;
    }
    for (const [entry, [counts, inTitle]] of best) {
      if (counts <= 0) continue;
      scores[entry].words += weight * counts;
      scores[entry].found += weight;
      if (inTitle) scores[entry].title += weight;
    }
  }
  const hasEnhanced = asked.terms.some(isEnhanced);
  index.replies.forEach((reply, number) => {
    const share = found[number] / Math.max(reply.weight, Number.EPSILON);
    const another = hasEnhanced && reply.enhanced && !asked.terms.includes(reply.enhanced);
    const score = scores[reply.entry];
    score.reply = Math.max(score.reply, found[number] * (another ? ANOTHER : 1) * share * share);
  });
  const numbered = asked.terms.some((term) => isDigit(term[0]));
  const replies = numbered || !typed ? 1 : NO_NUMBER;
  const name = asked.terms.join(" ");
  const ranked = [];
  scores.forEach((score, number) => {
    const entry = index.entries[number];
    const kind = entry.p.split("/")[0];
    const share = score.found / Math.max(whole, Number.EPSILON);
    let own = score.words * share * share * (1 + score.title / Math.max(index.titles[number], Number.EPSILON)) * (KINDS.get(kind) ?? 1);
    if (typed && own > 0 && entry.names.includes(name)) own *= 2;
    const sum = own + score.reply * replies * (kind === "replies" ? REPLY_WILD : REPLY);
    if (sum > 0) ranked.push([sum, entry]);
  });
  ranked.sort(([one], [other]) => other - one);
  const least = ranked.length ? ranked[0][0] * WORTH : 0;
  return ranked.slice(0, most).filter(([sum]) => sum >= least).map(([, entry]) => entry);
}

// The field in the page's head.
function start(search) {
  const [field, news, list] = ["input", "p", "ol"].map((name) => search.querySelector(name));
  let index;
  const load = () => {
    index ??= fetch(search.dataset.index).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status))).then(prepare);
    return index;
  };
  const show = (entries, kinds, query) => {
    list.replaceChildren(...entries.map((entry) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const kind = document.createElement("small");
      link.href = `${search.dataset.up}${entry.p}.html`;
      link.textContent = entry.t;
      kind.textContent = kinds[entry.p.split("/")[0]] ?? "";
      item.append(link, " ", kind);
      return item;
    }));
    list.hidden = entries.length === 0;
    news.textContent = query === "" ? "" : entries.length ? search.dataset.count.replace("{count}", entries.length) : search.dataset.none;
    news.classList.toggle("hidden", query === "" || entries.length > 0);
  };
  const answer = () => {
    const query = field.value.trim();
    load().then((ready) => {
      // Another letter may have come meanwhile.
      if (field.value.trim() === query) show(query === "" ? [] : find(ready, query, 12), ready.kinds, query);
    }, () => {
      index = undefined;
      news.textContent = search.dataset.failed;
      news.classList.remove("hidden");
    });
  };
  field.addEventListener("input", (event) => {
    if (!event.isComposing) answer();
  });
  field.addEventListener("compositionend", answer);
  field.addEventListener("focus", load, { once: true });
  search.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && (field.value || at >= 0)) {
      field.value = "";
      show([], {}, "");
      field.focus();
    } else if (event.key === "Enter" && at < 0 && links.length) {
      links[0].click();
    } else if (step && links.length) {
      (links[at + step] ?? field).focus();
    } else {
      return;
    }
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const writing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || writing || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    field.focus();
  });
  search.hidden = false;
}

if (typeof document === "undefined") module.exports = { prepare, find };
else for (const search of document.querySelectorAll("search.search")) start(search);
