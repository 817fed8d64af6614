// What is chosen stands in the page's address after #, so that it can be sent to others.
const KEYS = ["unit", "role", "plan", "section", "when", "status", "from", "to", "q"];

/** What the address chooses; null where it names a place in the page instead (#task-24). */
function chosenInAddress() {
  const hash = location.hash.slice(1);
  if (hash && !hash.includes("=")) return null;
  const given = new URLSearchParams(hash);
  return Object.fromEntries(KEYS.map((key) => [key, (given.get(key) || "").slice(0, 500)]));
}

function addressOf(chosen) {
  const set = new URLSearchParams();
  for (const key of KEYS) if (chosen[key]) set.set(key, chosen[key]);
  return set.size ? "#" + set : "";
}

const unitNames = page.units.map(([name, also]) => [name, ...also].map(folded));

/** The units that a name means: that unit and those below it, else all whose name holds the words. */
function unitsNamed(name) {
  const wanted = folded(name);
  if (!wanted) return null;
  let exact = page.units.findIndex(([own]) => folded(own) === wanted);
  if (exact < 0) exact = unitNames.findIndex((names) => names.includes(wanted));
  if (exact < 0) {
    const holding = unitNames.flatMap((names, unit) => (names.some((n) => n.includes(wanted)) ? [unit] : []));
    return { units: new Set(holding), one: holding.length === 1 ? holding[0] : -1 };
  }
  const units = new Set([exact]);
  page.units.forEach((_, unit) => {
    const line = [];
    for (let up = unit; up >= 0 && !line.includes(up); up = page.units[up][2]) line.push(up);
    if (line.includes(exact)) line.slice(0, line.indexOf(exact)).forEach((below) => units.add(below));
  });
  return { units, one: exact };
}

/** The numbers of the rows that fit, and the units that were meant. */
function matching(chosen, textOf) {
  const named = unitsNamed(chosen.unit);
  const role = 1 << ROLES.indexOf(chosen.role);
  const wanted = folded(chosen.q).split(" ").filter(Boolean);
  const fits = (row, number) =>
    (!chosen.plan || row[PLAN] + 1 === Number(chosen.plan)) &&
    (!chosen.section || page.sections[row[SECTION]][1] === chosen.section) &&
    (!chosen.when || row[WHEN] === chosen.when) &&
    (!chosen.status || row[STATUS] === chosen.status) &&
    inWindow(row[DAYS], chosen) &&
    hasPart(row[UNITS], named, chosen.role ? role : 15) &&
    wanted.every((word) => textOf(number).includes(word));
  return { named, rows: page.rows.flatMap((row, number) => (fits(row, number) ? [number] : [])) };
}

function inWindow(days, { from, to }) {
  if (!from && !to) return true;
  return days.some((day) => (!from || day >= from) && (!to || day <= to));
}

function hasPart(parts, named, roles) {
  if (!named && roles === 15) return true;
  for (let n = 0; n < parts.length; n += 2)
    if ((!named || named.units.has(parts[n])) && parts[n + 1] & roles) return true;
  return false;
}

/** The choice in the language of text queries, for a server that answers them; it knows of no progress. */
function queryOf(chosen) {
  const quoted = (text) => `"${text.replace(/["\\]/g, "\\$&")}"`;
  const terms = [];
  if (chosen.unit) terms.push(`${chosen.role || "unit"}:${quoted(chosen.unit)}`);
  else if (chosen.role) terms.push(`role:${chosen.role}`);
  if (chosen.section) terms.push(`section:${chosen.section}`);
  if (chosen.when) terms.push(`due:${chosen.when === "by" ? ".." : chosen.when}`);
  if (chosen.from || chosen.to) terms.push(`due:${chosen.from}..${chosen.to}`);
  for (const word of chosen.q.split(/\s+/).filter(Boolean)) terms.push(quoted(word));
  return terms.join(" ") || "*";
}
