// The choice in the language of text queries, for a server that answers them with a calendar.
const MOST_IN_QUERY = 500; // characters that the server reads
const quoted = (text) => `"${text.replace(/["\\]/g, "\\$&")}"`;

/** The query that finds what is chosen; null where none does. */
function queryOf(chosen, named, rows) {
  const terms = [
    planTerm(chosen),
    unitTerm(chosen, named),
    sectionTerm(chosen),
    chosen.when && `due:${chosen.when === "by" ? ".." : chosen.when}`,
    dueTerm(chosen, rows),
    chosen.status && `status:${chosen.status}`,
    ...chosen.q.split(/\s+/).filter(Boolean).map(quoted),
  ];
  const query = terms.filter(Boolean).join(" ") || "*";
  return terms.includes(null) || query.length > MOST_IN_QUERY ? null : query;
}

/** Where the site has other plans, which of them is meant. */
function planTerm(chosen) {
  if (!page.manyPlans || (page.every && !chosen.plan)) return "";
  return page.plans[page.every ? chosen.plan - 1 : 0]?.[2] || null;
}

/** Every unit that is meant, under a name that means no other. */
function unitTerm(chosen, named) {
  if (!named) return chosen.role && `role:${chosen.role}`;
  if (named.roots.length > MOST_IN_QUERY / 8) return null;
  const there = page.every && chosen.plan ? unitsOfPlan(Number(chosen.plan) - 1) : null;
  const alone = (name) => [...unitsCalled(name)].every((unit) => named.units.has(unit) || (there && !there.has(unit)));
  const names = named.roots.map((unit) => queryNames(unit).find(alone));
  if (!names.length || names.includes(undefined)) return null;
  const terms = names.map((name) => `${chosen.role || "unit"}:${quoted(name)}`);
  return terms.length > 1 ? `(${terms.join(" OR ")})` : terms[0];
}

/** What a query may call a unit: the name the page shows is not its own where another has the same. */
function queryNames(unit) {
  const [shown, also, , renamed] = page.units[unit];
  return renamed ? also : [shown, ...also];
}

function unitsCalled(name) {
  const wanted = folded(name);
  return withBelow(page.units.flatMap((_, unit) => (foldedNames[unit].includes(wanted) ? [unit] : [])));
}

const foldedNames = page.units.map((_, unit) => queryNames(unit).map(folded));

function unitsOfPlan(plan) {
  return new Set(page.rows.filter((row) => row[PLAN] === plan).flatMap((row) => row[UNITS].filter((_, n) => n % 2 === 0)));
}

/** A section by the numbers around it or by headings, without those the same words would find. */
function sectionTerm(chosen) {
  if (!chosen.section) return "";
  const plan = page.every && chosen.plan ? Number(chosen.plan) - 1 : -1;
  const all = page.sections.filter(([own]) => plan < 0 || own === plan).map(([, key, , levels]) => ({ key, levels }));
  const wanted = all.filter(({ key }) => key === chosen.section);
  if (!wanted.length) return null;
  const levels = wanted[0].levels;
  for (const term of [levels.map(([number]) => number), levels.map(([, heading]) => heading)]) {
    if (!term.every(Boolean)) continue;
    const others = all.filter((other) => other.key !== chosen.section && term.every((part) => inSection(part, other.levels)));
    const kept = others.map((other) => other.levels[other.levels.length - 1][1]);
    const apart = (part) => part && !wanted.some((one) => inSection(part, one.levels));
    if (kept.every(apart)) return [...term.map((part) => `section:${quoted(part)}`), ...kept.map((part) => `-section:${quoted(part)}`)].join(" ");
  }
  return null;
}

/** Whether a query's word for a section is one of those around a measure: a number, else words of a heading. */
function inSection(part, levels) {
  const isNumber = page.sections.some(([, , , all]) => all.some(([number]) => number === part));
  return levels.some(([number, heading]) => (isNumber ? number === part : folded(heading).includes(folded(part))));
}

/** The days chosen; what recurs has no one day, and is asked for as such. */
function dueTerm({ from, to }, rows) {
  if (!from && !to) return "";
  const term = `due:${from}..${to}`;
  return rows.some((number) => page.rows[number][WHEN] === "recurring") ? `(${term} OR due:recurring)` : term;
}
