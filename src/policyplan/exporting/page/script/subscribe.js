// An offer of the page's contents, by name.
const WHOSE = 0, NUMBER = 1, LEADS = 2, BELOW = 3, AS = 4, PATH = 5, HELD = 6, SHOWN = 7;
const live = document.body.dataset.liveFeed;
const usual = page.offers.length ? page.offers[0][AS] : "event";
const offers = page.offers.filter((offer) => offer[AS] === usual);

/** The calendars that hold all of what is chosen, the nearest first. */
function near(chosen, named) {
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
  const query = queryOf(chosen);
  at("subscribe").dataset.feedQuery = query;
  // Where nothing that is shown has a day, no calendar would hold any of it.
  const dated = usual !== "event" || rows.some((number) => page.rows[number][DAYS].length);
  const [offer] = dated ? near(chosen, named) : [];
  const extra = offer ? offer[HELD] - rows.length : 0;
  const ready = Boolean(live && base) && extra > 0 && !chosen.plan && !chosen.status;
  at("nearest").hidden = !offer || extra <= 0 || ready;
  at("nearest").textContent = say(says.nearest, extra);
  at("feed-use").hidden = !offer;
  if (!offer) {
    at("feed-name").textContent = "";
    at("feed-other").hidden = true;
    at("feed-count").textContent = says.none;
    return;
  }
  if (ready) use({ name: at("count").textContent, path: `${live}?q=${encodeURIComponent(query)}&lang=${page.lang}` });
  else use({ name: nameOf(offer), path: offer[PATH], held: offer[HELD], shown: offer[SHOWN] });
  others(offer, ready);
}

/** Offer one calendar: its name, what it shows, its button, address and code. */
function use({ name, path, held, shown }) {
  const says = words.subscribe;
  at("feed-name").textContent = name;
  at("feed-count").textContent = shown === undefined ? "" : say(held > shown ? says.count : says.count_all, { dated: shown, rest: held - shown });
  at("copied").textContent = "";
  const address = base ? new URL(path, base).href : page.root + path;
  at("feed-online").hidden = !base;
  at("feed-offline").hidden = Boolean(base);
  at("feed-button").textContent = base ? says.button : says.download;
  const opened = base ? address.replace(/^https?:/, "webcal:") : address;
  at("feed-button").href = opened;
  at("feed-address").value = address;
  const code = base && codeOf(opened);
  at("feed-qr").replaceChildren(...(code ? [picture(code, name)] : []));
}

/** The other calendars about the same unit or plan: what it leads, with bodies below it, as to-dos. */
function others(offer, ready) {
  const same = page.offers.filter((other) => other !== offer && other[WHOSE] === offer[WHOSE] && other[NUMBER] === offer[NUMBER]);
  at("feed-other").hidden = !same.length || ready;
  at("feed-other").querySelector("ul").replaceChildren(
    ...same.map((other) => {
      const below = other[BELOW] ? words.subscribe.with_below : "";
      const kind = other[AS] === usual ? "" : words.subscribe[`as_${other[AS]}`];
      const name = [nameOf(other), below, kind].filter(Boolean).join(" · ");
      const button = make("button", { type: "button", class: "plain" }, `${name} (${other[SHOWN]})`);
      button.addEventListener("click", () => {
        use({ name, path: other[PATH], held: other[HELD], shown: other[SHOWN] });
        at("nearest").hidden = true;
        at("feed-button").focus();
      });
      return make("li", {}, button);
    }),
  );
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
async function copy(text, told) {
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
}
