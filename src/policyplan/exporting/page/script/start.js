const page = JSON.parse(document.getElementById("contents").textContent);
const words = JSON.parse(document.getElementById("words").textContent);
const at = (id) => document.getElementById(id);
const ROLES = ["lead", "responsible", "supporting", "overseeing"];

// A row of the page's contents, by name.
const PLAN = 0, ANCHOR = 1, SECTION = 2, UNITS = 3, WHEN = 4, DAYS = 5, PRINTED = 6, STATUS = 7;

/** An element; children are elements or text, never markup. */
function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Put values into the places of a phrase: in order for {}, by name for {name}. */
function say(phrase, ...values) {
  const named = values[0] instanceof Object ? values[0] : {};
  let next = 0;
  return phrase.replace(/\{(\w*)\}/g, (_, name) => String(name ? named[name] : values[next++]));
}

/** An ISO day as people write it. */
function sayDay(iso, phrase = words.day) {
  if (!isDay(iso)) return iso;
  const [y, m, d] = iso.split("-").map(Number);
  return say(phrase, { y, m, d, month: words.months ? words.months[m - 1] : m });
}

/** A day of this browser's clock as ISO writes it. */
const isoOf = (day) => [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
const TODAY = isoOf(new Date());

/** Whether a text from the address is a day. */
function isDay(text) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Text as it is compared: one width, one case, no difference in white space. */
const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

/** Where the site's calendars are on the web; null where the page was opened from a disk. */
const base = page.base || (location.protocol.startsWith("http") ? new URL(page.root || ".", location.href).href : null);
