// An offer of the page's contents, by name.
const WHOSE = 0, NUMBER = 1, LEADS = 2, BELOW = 3, AS = 4, PATH = 5, HELD = 6, SHOWN = 7;
const live = base && document.body.dataset.liveFeed;
const KINDS = ["event", "todo", "both"];
const usual = page.offers.length ? page.offers[0][AS] : "event";

/** The calendars of a kind that hold all of what is chosen, the nearest first. */
function near(chosen, named, kind) {
  const offers = page.offers.filter((offer) => offer[AS] === kind);
  const found = [];
  if (named && named.one >= 0) {
    const own = offers.filter((offer) => offer[WHOSE] === "unit" && offer[NUMBER] === named.one);
    const enough = named.units.size > 1 && own.some((offer) => offer[BELOW]) ? own.filter((offer) => offer[BELOW]) : own;
    found.push(...enough.filter((offer) => offer[LEADS] && chosen.role === "lead"), ...enough.filter((offer) => !offer[LEADS]));
  }
  const plan = page.every ? Number(chosen.plan) - 1 : 0;
  found.push(...offers.filter((offer) => offer[WHOSE] === "plan" && offer[NUMBER] === plan));
  found.push(...offers.filter((offer) => offer[WHOSE] === "all"));
  return found.sort((a, b) => a[HELD] - b[HELD]);
}

/** The nearest calendar of the site that shows something of these rows: those without a day stand among to-dos. */
function nearest(chosen, named, rows) {
  if (!rows.length) return undefined;
  if (rows.some(hasDay)) return near(chosen, named, usual)[0];
  const kind = ["todo", "both"].find((kind) => page.offers.some((offer) => offer[AS] === kind));
  const whole = rows.every(isUndated);
  return near(chosen, named, kind).find((offer) => !whole || offer[HELD] === offer[SHOWN]);
}

const hasDay = (number) => page.rows[number][DAYS].length > 0;
const isUndated = (number) => page.rows[number][WHEN] === "none";

function nameOf(offer) {
  const says = words.subscribe;
  if (offer[WHOSE] === "unit") {
    const unit = page.units[offer[NUMBER]][0];
    return offer[LEADS] ? say(says.of_role, { unit, role: words.roles.lead }) : unit;
  }
  if (offer[WHOSE] === "all" && (page.every || page.manyPlans)) return says.everything;
  return page.every ? page.plans[offer[NUMBER]][0] : says.of_plan;
}

function showOffer(chosen, named, rows) {
  const says = words.subscribe;
  const query = queryOf(chosen, named, rows);
  at("subscribe").dataset.feedQuery = query || "";
  const offer = nearest(chosen, named, rows);
  const extra = offer ? offer[HELD] - rows.length : 0;
  if (live && rows.length && query && (!offer || extra)) {
    const all = answers(chosen, query, rows);
    return offerAll(all[0], all);
  }
  if (live && named?.roots.length > 1 && !query) return offerNothing(says.choose_unit);
  if (!offer) return offerNothing(rows.length ? says.none : says.nothing);
  const same = page.offers.filter((other) => other[WHOSE] === offer[WHOSE] && other[NUMBER] === offer[NUMBER]);
  const all = same.map((other) => ({ ...ofSite(other), note: other[HELD] === offer[HELD] ? sayBeside(other, rows) : "" }));
  return offerAll(all[same.indexOf(offer)], all);
}

/** How many measures a calendar of the site shows beside those chosen: of events those with a day, of to-dos all with a deadline. */
function sayBeside(offer, rows) {
  const whole = offer[SHOWN] === offer[HELD];
  const shows = offer[AS] === "event" ? hasDay : (number) => whole || !isUndated(number);
  const beside = offer[SHOWN] - rows.filter(shows).length;
  return beside > 0 ? say(words.subscribe.nearest, beside) : "";
}

/** A calendar of the site as it is offered. */
function ofSite(offer) {
  const { scope_all, scope_own, scope_below, scope_lead_below, with_below } = words.subscribe;
  const own = offer[WHOSE] === "unit" ? scope_own : scope_all;
  const scope = offer[LEADS] ? (offer[BELOW] ? scope_lead_below : words.roles.lead) : offer[BELOW] ? scope_below : own;
  const name = [nameOf(offer), offer[BELOW] ? with_below : ""].filter(Boolean).join(" · ");
  return { name, scope, kind: offer[AS], path: offer[PATH], held: offer[HELD], shown: offer[SHOWN] };
}

/** What a server answers the query with: events where there are days, and to-dos. */
function answers(chosen, query, rows) {
  const held = rows.length + recurringBeside(chosen, rows);
  const dated = rows.filter(hasDay).length + held - rows.length;
  const undated = rows.every(isUndated);
  const tasks = undated ? held : held - rows.filter((number) => isUndated(number)).length;
  const made = (kind, shown, more) => ({
    name: sayings().join(" · "),
    scope: words.subscribe.scope_all,
    kind,
    path: `${live}?q=${encodeURIComponent(query)}${more}&lang=${page.lang}`,
    held,
    shown,
    note: sayRecurring(chosen, rows),
  });
  const todo = made("todo", tasks, undated ? "&as=todo&undated=yes" : "&as=todo");
  return dated ? [made("event", dated, ""), todo] : [todo];
}

/** How many measures that recur are chosen but for their days: a query for days cannot tell them apart. */
function recurringBeside(chosen, rows) {
  const recurs = (number) => page.rows[number][WHEN] === "recurring";
  if (!(chosen.from || chosen.to) || !rows.some(recurs)) return 0;
  return matching({ ...chosen, from: "", to: "" }, textOf).rows.filter(recurs).length - rows.filter(recurs).length;
}

function sayRecurring(chosen, rows) {
  const { recurring, recurring_beside } = words.subscribe;
  if (!(chosen.from || chosen.to) || !rows.some((number) => page.rows[number][WHEN] === "recurring")) return "";
  const beside = recurringBeside(chosen, rows);
  return recurring + (beside ? say(recurring_beside, beside) : "");
}

function offerNothing(why) {
  for (const part of ["nearest", "feed-use", "feed-online", "feed-other"]) at(part).hidden = true;
  at("feed-name").textContent = "";
  at("feed-count").textContent = why;
}

/** Offer one of several calendars about the same, and the others to choose from. */
function offerAll(offer, all) {
  at("feed-use").hidden = false;
  use(offer);
  at("feed-other").hidden = all.length < 2;
  const kinds = KINDS.filter((kind) => all.some((other) => other.kind === kind));
  at("feed-other").querySelector("div").replaceChildren(
    ...kinds.map((kind) => {
      const says = words.subscribe[`as_${kind}`];
      const buttons = all.filter((other) => other.kind === kind).map((other) => choiceOf(other, offer));
      return make("div", { role: "group", "aria-label": says }, make("span", { class: "note" }, says), make("div", {}, ...buttons));
    }),
  );
}

function choiceOf(other, offered) {
  const button = make("button", { type: "button", "aria-pressed": String(other === offered) }, `${other.scope} ${other.shown}`);
  button.addEventListener("click", () => {
    for (const each of at("feed-other").querySelectorAll("button")) each.setAttribute("aria-pressed", String(each === button));
    use(other);
  });
  return button;
}

/** Offer one calendar: its name, what it shows, what is to be said of it, its button, address and code. */
function use({ name, kind, path, held, shown, note }) {
  const says = words.subscribe;
  at("nearest").hidden = !note;
  at("nearest").textContent = note;
  const heading = kind === "event" ? name : `${name} · ${says[`as_${kind}`]}`;
  const [all, some] = kind === "todo" ? [says.todos_all, says.todos] : [says.count_all, says.count];
  at("feed-name").textContent = heading;
  at("feed-count").textContent = say(held > shown ? some : all, { dated: shown, rest: held - shown });
  at("copied").textContent = "";
  const address = base ? new URL(path, base).href : page.root + path;
  at("feed-online").hidden = !base;
  at("feed-offline").hidden = Boolean(base);
  at("feed-button").textContent = base ? says.button : says.download;
  const opened = base ? address.replace(/^https?:/, "webcal:") : address;
  at("feed-button").href = opened;
  at("feed-address").value = address;
  fitAddress();
  const code = base && codeOf(opened);
  at("feed-qr").replaceChildren(...(code ? [picture(code, heading)] : []));
}

/** Show the whole address. */
function fitAddress() {
  const field = at("feed-address");
  field.rows = 1;
  const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(field);
  const lines = (field.scrollHeight - parseFloat(paddingTop) - parseFloat(paddingBottom)) / parseFloat(lineHeight);
  field.rows = Math.min(12, Math.max(2, Math.round(lines) || 2));
}

/** A QR code drawn with the quiet zone it needs. */
function picture(code, name) {
  const quiet = 4, all = code.length + 2 * quiet;
  let path = "";
  code.forEach((row, y) => row.forEach((dark, x) => (path += dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : "")));
  const label = say(words.subscribe.qr, name);
  return draw(
    "svg",
    { viewBox: `0 0 ${all} ${all}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" },
    draw("rect", { width: all, height: all, fill: "#fff" }),
    draw("path", { d: path, fill: "#000" }),
  );
}

/** Copy a text; where the browser does not let pages do that, from a field that is selected. */
async function copy(text, told, button) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = make("textarea", { readonly: "", class: "unseen" });
    field.value = text;
    const before = document.activeElement;
    document.body.append(field);
    field.select();
    done = document.execCommand("copy");
    field.remove();
    before?.focus();
  }
  told.textContent = done ? words.find.copied : words.find.copy_failed;
  told.classList.toggle("unseen", done);
  if (!done) return;
  const label = (button.dataset.label ||= button.textContent);
  button.textContent = words.find.copied;
  setTimeout(() => (button.textContent = label), 2500);
}
