const SVG = "http://www.w3.org/2000/svg";
const MOST_BARS = 60;

function draw(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const asTime = (iso) => Date.parse(`${iso}T00:00:00Z`);

/** Each last day among those chosen with the rows that fall on it, earliest first: what recurs has days beside them. */
function byDay(rows) {
  const days = new Map();
  for (const number of rows)
    for (const day of page.rows[number][DAYS].filter((day) => inWindow([day], chosen))) days.set(day, [...(days.get(day) || []), number]);
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}

function showTimeline(rows, choose) {
  const days = byDay(rows);
  at("timeline").hidden = false;
  at("timeline-table").hidden = !days.length;
  at("timeline-note").textContent = noteOn(days);
  at("timeline-chart").replaceChildren(...(days.length > 1 ? [chart(days, choose)] : []));
  timelineDays = days;
  if (at("timeline-table").open) writeTable(choose);
}

let timelineDays = [];

function noteOn(days) {
  const { none, one, lead, months } = words.timeline;
  if (!days.length) return none;
  if (days.length === 1) return say(one, { count: days[0][1].length, first: sayDay(days[0][0]) });
  return days.length > MOST_BARS ? months : lead;
}

/** What the bars stand for: days, or months where there are too many days to tell apart. */
function bars(days) {
  if (days.length <= MOST_BARS) return days.map(([day, held]) => ({ from: day, to: day, count: held.length, name: sayDay(day) }));
  const months = new Map();
  for (const [day, held] of days) months.set(day.slice(0, 7), (months.get(day.slice(0, 7)) || 0) + held.length);
  return [...months].map(([month, count]) => {
    const [y, m] = month.split("-").map(Number);
    const to = `${month}-${new Date(Date.UTC(y, m, 0)).getUTCDate()}`;
    return { from: `${month}-01`, to, count, name: sayDay(to, words.month) };
  });
}

function chart(days, choose) {
  const width = Math.max(320, at("timeline-chart").clientWidth || 640), height = 168, base = 128, side = 36;
  const drawn = bars(days);
  const first = asTime(drawn[0].from), last = asTime(drawn[drawn.length - 1].from);
  const x = (time) => side + ((time - first) / Math.max(last - first, 1)) * (width - 2 * side);
  const top = Math.max(...drawn.map(({ count }) => count));
  const label = say(words.timeline.label, { days: days.length, first: sayDay(days[0][0]), last: sayDay(days[days.length - 1][0]) });
  const made = draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
  made.append(...ticks(first, last, x, base, width), draw("line", { class: "axis", x1: 0, x2: width, y1: base, y2: base }));
  const thick = Math.min(10, Math.max(2, (width / drawn.length) * 0.6));
  const labels = [];
  for (const { from, to, count, name } of drawn) {
    const tall = Math.max(4, (count / top) * 92), left = x(asTime(from)) - thick / 2;
    const bar = draw("rect", { class: "bar", x: left, y: base - tall, width: thick, height: tall, rx: 1 });
    bar.append(draw("title", {}, `${name}${words.comma}${count}`));
    bar.addEventListener("click", () => choose({ from, to }));
    made.append(bar);
    labels.push({ x: left + thick / 2, y: base - tall - 6, count });
  }
  if (drawn.length <= 24) made.append(...apart(labels, thick).map(({ x, y, count }) => draw("text", { class: "count", x, y }, String(count))));
  made.append(...today(first, last, x, base));
  return made;
}

/** The labels that stand clear of each other and of higher bars beside them, those of the highest bars first. */
function apart(labels, thick) {
  const kept = [], half = (count) => 4 * String(count).length + 4;
  const free = ({ x, y, count }) => labels.every((bar) => bar.x === x || bar.y + 6 >= y || Math.abs(bar.x - x) > half(count) + thick / 2);
  const clear = (one, other) => Math.abs(one.x - other.x) > half(one.count) + half(other.count) || Math.abs(one.y - other.y) > 14;
  for (const label of labels.filter(free).sort((a, b) => b.count - a.count)) if (kept.every((other) => clear(label, other))) kept.push(label);
  return kept;
}

/** Marks on the axis: months where there is room, else years. */
function ticks(first, last, x, base, width) {
  const start = new Date(first), months = [];
  for (let y = start.getUTCFullYear(), m = start.getUTCMonth(); Date.UTC(y, m, 1) <= last && months.length < 2400; m++)
    months.push(new Date(Date.UTC(y, m, 1)));
  const room = Math.max(1, Math.floor(width / 84));
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 600].find((size) => months.length / size <= room) || 1200;
  return months
    .filter((day) => (day.getUTCFullYear() * 12 + day.getUTCMonth()) % step === 0 && day.getTime() >= first)
    .flatMap((day) => {
      const iso = day.toISOString().slice(0, 10), place = x(day.getTime());
      const name = step >= 12 ? iso.slice(0, 4) : sayDay(iso, words.month);
      return [draw("line", { class: "tick", x1: place, x2: place, y1: base, y2: base + 6 }), draw("text", { class: "tick", x: place, y: base + 24 }, name)];
    });
}

function today(first, last, x, base) {
  const now = new Date(), time = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  if (time < first || time > last) return [];
  const place = x(time);
  return [
    draw("line", { class: "today", x1: place, x2: place, y1: 14, y2: base }),
    draw("text", { class: "today", x: place, y: 11 }, words.timeline.today),
  ];
}

/** The same days as rows of a table, each a button that chooses the day. */
function writeTable(choose) {
  const body = at("timeline-table").querySelector("tbody");
  body.replaceChildren(
    ...timelineDays.map(([day, held]) => {
      const only = make("button", { type: "button", class: "plain", "aria-label": say(words.timeline.only, sayDay(day)) }, sayDay(day));
      only.addEventListener("click", () => choose({ from: day, to: day }));
      const more = held.length > MOST_LINKS ? [" …"] : [];
      const links = linksTo(held.slice(0, MOST_LINKS));
      return make("tr", {}, make("th", { scope: "row" }, only), make("td", { class: "figure" }, String(held.length)), make("td", {}, ...links, ...more));
    }),
  );
}

const MOST_LINKS = 40;

/** Links to the tasks of rows; where there are many plans, under the title of each. */
function linksTo(rows) {
  const plans = new Map();
  for (const number of rows) plans.set(page.rows[number][PLAN], [...(plans.get(page.rows[number][PLAN]) || []), page.rows[number][ANCHOR]]);
  return [...plans].map(([plan, anchors]) => {
    const [title, address] = page.every ? page.plans[plan] : ["", ""];
    const links = [...new Set(anchors)].map((anchor) => make("a", { href: `${address}#${encodeURIComponent(anchor)}` }, anchor.replace(/^task-/, "")));
    return make("div", {}, ...(title ? [make("span", { class: "note" }, `${title} `)] : []), ...joined(links));
  });
}
