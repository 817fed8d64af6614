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

/** The units that a name means: the one of that name, else all whose names hold the words; and those below them. */
function unitsNamed(name) {
  const wanted = folded(name);
  if (!wanted) return null;
  let exact = page.units.findIndex(([own]) => folded(own) === wanted);
  if (exact < 0) exact = unitNames.findIndex((names) => names.includes(wanted));
  const meant = exact >= 0 ? [exact] : unitNames.flatMap((names, unit) => (names.some((n) => n.includes(wanted)) ? [unit] : []));
  const roots = meant.filter((unit) => !lineOf(unit).slice(1).some((above) => meant.includes(above)));
  return { units: withBelow(roots), roots, one: roots.length === 1 ? roots[0] : -1 };
}

/** A unit and the bodies above it, nearest first. */
function lineOf(unit) {
  const line = [];
  for (let up = unit; up >= 0 && !line.includes(up); up = page.units[up][2]) line.push(up);
  return line;
}

function withBelow(units) {
  const roots = new Set(units);
  return new Set(page.units.flatMap((_, unit) => (lineOf(unit).some((up) => roots.has(up)) ? [unit] : [])));
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
  if (!isDay(from || to) || !isDay(to || from)) return false;
  return days.some((day) => (!from || day >= from) && (!to || day <= to));
}

function hasPart(parts, named, roles) {
  if (!named && roles === 15) return true;
  for (let n = 0; n < parts.length; n += 2)
    if ((!named || named.units.has(parts[n])) && parts[n + 1] & roles) return true;
  return false;
}
