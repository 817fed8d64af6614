// One plan's tasks stand in the page and are hidden; measures of many plans are written as they are asked for.
const AT_ONCE = 40;
const list = at("list");
const measures = [...list.querySelectorAll(".measure")];
const tasks = [...list.querySelectorAll(".task")];
const parts = [...list.querySelectorAll(".part")];
const texts = [];
let found = [];
let written = 0;

/** A measure's words as they are searched: its text, its task's heading, the sections around it. */
function textOf(number) {
  if (texts[number] === undefined) {
    const [, , section] = page.rows[number];
    const [, heading, body] = page.every ? page.texts[number] : ["", ...shownTexts(measures[number])];
    const around = page.sections[section][3].map(([, words]) => words);
    texts[number] = folded([...around, heading, body].join(" "));
  }
  return texts[number];
}

/** The heading above a measure that stands in the page, and its text. */
function shownTexts(measure) {
  const heading = measure.closest(".task").querySelector(".number + *");
  return [heading, measure.querySelector(".text")].map((element) => element?.textContent || "");
}

function showRows(rows) {
  found = rows;
  at("nothing").hidden = rows.length > 0;
  if (page.every) {
    list.replaceChildren();
    written = 0;
    showMore();
    return;
  }
  const shown = new Set(rows);
  const whole = rows.length === page.rows.length;
  measures.forEach((measure) => (measure.hidden = !shown.has(Number(measure.dataset.row))));
  tasks.forEach((task) => (task.hidden = !whole && !task.querySelector(".measure:not([hidden])")));
  parts.forEach((part) => (part.hidden = !whole && !part.querySelector(".task:not([hidden])")));
}

/** Write the next measures; the first of them takes the focus where the button that asked for them had it. */
function showMore(focus = false) {
  const next = found.slice(written, written + AT_ONCE).map(card);
  list.append(...next);
  written += next.length;
  const left = found.length - written;
  at("more").hidden = left <= 0;
  at("more").textContent = say(words.find.more, Math.min(left, AT_ONCE));
  if (focus && next.length) next[0].focus();
}

function card(number) {
  const row = page.rows[number];
  const [own, title, body] = page.texts[number];
  const label = `${own} ${body.startsWith(title) ? "" : title}`.trim();
  const [plan, address] = page.plans[row[PLAN]];
  const link = `${address}#${encodeURIComponent(row[ANCHOR])}`;
  const heading = make("h3", {}, make("a", { href: link }, label || words.duty.link_here));
  const where = [plan, page.sections[row[SECTION]][2]].filter(Boolean).join(" › ");
  const made = make("article", { class: "task", tabindex: "-1" }, heading, make("p", { class: "where" }, where));
  if (body) made.append(make("p", { class: "text" }, body));
  const duty = make("dl", { class: "duty" });
  ROLES.forEach((role, bit) => {
    const names = unitsOf(row, bit).map((unit) => make("a", { href: addressOf({ unit: page.units[unit][0] }) }, page.units[unit][0]));
    if (names.length) duty.append(pair(words.duty[role], joined(names), `role ${role}`));
  });
  const last = row[WHEN] === "by" && row[DAYS].length ? say(words.duty.last_day, sayDay(row[DAYS][0])) : "";
  const printed = row[PRINTED] || words.when[row[WHEN]];
  const until = pair(words.duty.deadline, [printed, " ", make("span", { class: "last" }, last), ...passed(row)]);
  until.className = `when ${row[WHEN]}`;
  duty.append(until);
  if (row[STATUS]) {
    const badge = make("span", { class: `status ${row[STATUS]}` }, words.status[row[STATUS]]);
    duty.append(pair(words.status.heading, [badge]));
  }
  made.append(duty);
  return made;
}

/** That a last day has passed; where a ledger tells of progress, its word stands instead. */
function passed(row) {
  const over = row[WHEN] === "by" && !row[STATUS] && row[DAYS].length && row[DAYS][0] < TODAY;
  return over ? [" ", make("span", { class: "passed" }, words.duty.passed)] : [];
}

measures.forEach((measure) => measure.querySelector(".when dd")?.append(...passed(page.rows[measure.dataset.row])));

function unitsOf(row, bit) {
  return row[UNITS].filter((_, n) => n % 2 === 0 && row[UNITS][n + 1] & (1 << bit));
}

function pair(name, children, kind = "") {
  return make("div", {}, make("dt", { class: kind }, name), make("dd", {}, ...children));
}

function joined(elements) {
  return elements.flatMap((element, n) => (n ? [words.comma, element] : [element]));
}
