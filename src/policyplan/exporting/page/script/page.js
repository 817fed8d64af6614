const form = at("filters");
const fields = KEYS.map((key) => form.elements[key]).filter(Boolean);
let chosen = Object.fromEntries(KEYS.map((key) => [key, ""]));

/** Show what is chosen everywhere in the page. */
function show() {
  for (const field of fields) if (field.value !== chosen[field.name]) field.value = chosen[field.name];
  if (["role", "plan", "section", "when", "status", "from", "to"].some((key) => chosen[key])) at("further").open = true;
  const { named, rows } = matching(chosen, textOf);
  showRows(rows);
  const some = Boolean(addressOf(chosen));
  const count = say(some ? words.find.some : words.find.all, { shown: rows.length, total: page.rows.length });
  const said = named && !named.units.size ? [say(words.find.no_unit, chosen.unit)] : sayings();
  at("count").textContent = [count, ...said].join(" · ");
  at("clear").hidden = !some;
  document.body.classList.toggle("filtered", some);
  showTimeline(rows, (part) => choose(part, true));
  showOffer(chosen, named, rows);
  at("language").hash = location.hash;
}

/** What is chosen, in words: where the fields are folded away it must still be seen. */
function sayings() {
  const labels = fields.filter(({ name, value }) => value && name !== "from" && name !== "to")
    .map((field) => (field.selectedOptions ? field.selectedOptions[0].textContent : field.value));
  const { from, to } = chosen;
  return [...labels, ...(from || to ? [say(words.range, from && sayDay(from), to && sayDay(to)).trim()] : [])];
}

/** Choose something; each step but typing is one that the browser's Back button takes back. */
function choose(part, step) {
  chosen = { ...chosen, ...part };
  const address = addressOf(chosen) || location.pathname + location.search;
  if (addressOf(chosen) !== location.hash) history[step ? "pushState" : "replaceState"](null, "", address);
  show();
}

function follow() {
  const given = chosenInAddress();
  if (given) {
    chosen = given;
    show();
    return;
  }
  let place = null;
  try {
    place = at(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return;
  }
  place?.querySelector(":scope > .fold")?.setAttribute("open", "");
  // A link to a task that the filters hide shows everything again.
  if (place?.closest("[hidden]")) {
    chosen = Object.fromEntries(KEYS.map((key) => [key, ""]));
    show();
    place.scrollIntoView();
  }
  at("language").hash = location.hash;
  place?.focus({ preventScroll: true });
}

function inDays(count) {
  const now = new Date();
  choose({ from: isoOf(now), to: isoOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + count)) }, true);
}

form.addEventListener("submit", (event) => event.preventDefault());
let waiting = 0;
const chooseFields = (step) => choose(Object.fromEntries(fields.map((field) => [field.name, field.value])), step);
form.addEventListener("input", ({ target }) => {
  clearTimeout(waiting);
  const typed = target.type === "search" || target.type === "text";
  if (typed) waiting = setTimeout(() => chooseFields(false), page.rows.length > 2000 ? 250 : 80);
  else chooseFields(true);
});
form.addEventListener("change", () => {
  clearTimeout(waiting);
  chooseFields(true);
});
form.querySelectorAll("[data-days]").forEach((button) => button.addEventListener("click", () => inDays(Number(button.dataset.days))));
at("clear").addEventListener("click", () => {
  choose(Object.fromEntries(KEYS.map((key) => [key, ""])), true);
  form.elements.unit.focus();
});
at("print").addEventListener("click", () => print());
at("share").addEventListener("click", ({ currentTarget }) => copy(location.href, at("shared"), currentTarget));
at("feed-copy").addEventListener("click", ({ currentTarget }) => copy(at("feed-address").value, at("copied"), currentTarget));
at("feed-address").addEventListener("focus", ({ target }) => target.select());
at("feed-more").addEventListener("toggle", fitAddress);
at("more").addEventListener("click", () => showMore(true));
at("timeline-chart").closest(".fold").addEventListener("toggle", () => showTimeline(found, (part) => choose(part, true)));
at("timeline-table").addEventListener("toggle", () => writeTable((part) => choose(part, true)));
addEventListener("hashchange", follow);
addEventListener("popstate", follow);

// Where there is little room, all but the tasks is folded away.
const folds = [...document.querySelectorAll("details.fold")];
const roomy = matchMedia("(min-width: 40.01rem)");
function fold() {
  for (const part of folds) part.open = roomy.matches;
  at("further").open = roomy.matches;
}
roomy.addEventListener("change", fold);

// What is folded away on the screen stands on paper.
const MOST_PRINTED = 2000;
let unfolded = [];
addEventListener("beforeprint", () => {
  // Of a choice all is printed, also what was not asked for yet.
  if (page.every && found.length <= MOST_PRINTED) while (written < found.length) showMore();
  unfolded = [...document.querySelectorAll("#facts details:not([open]), .fold:not([open])")];
  unfolded.forEach((part) => (part.open = true));
});
addEventListener("afterprint", () => unfolded.forEach((part) => (part.open = false)));

let width = innerWidth;
addEventListener("resize", () => {
  if (width === innerWidth) return;
  show();
  width = innerWidth;
});

// A link to a unit or a status changes what is chosen; those who come by keyboard or ear go on at the count of what it shows.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#unit="], a[href^="#status="]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const given = new URLSearchParams(link.getAttribute("href").slice(1));
  choose(Object.fromEntries(KEYS.map((key) => [key, given.get(key) || ""])), true);
  at("find").scrollIntoView();
  at("count").focus({ preventScroll: true });
});

const search = at("find-unit");
if (search) {
  const rows = [...at("units").querySelectorAll("tbody tr")].map((row) => [row, folded(row.cells[0].textContent)]);
  const narrow = () => {
    const wanted = folded(search.value);
    for (const [row, name] of rows) row.hidden = !name.includes(wanted);
    // Bodies that are listed for those below them alone are not counted.
    const own = rows.filter(([row]) => !("above" in row.dataset)), shown = own.filter(([row]) => !row.hidden).length;
    at("unit-count").textContent = say(words.units.shown, { shown, total: own.length });
  };
  search.addEventListener("input", narrow);
  at("unit-search").hidden = false;
  narrow();
}

at("unit-names").append(...page.units.map(([name]) => make("option", { value: name })));
at("find").hidden = false;
fold();
document.body.classList.add("ready");
if (chosenInAddress() === null) show();
follow();
