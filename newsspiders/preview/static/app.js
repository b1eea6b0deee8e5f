// The preview's page. All text of the page under inspection is put in as text, never as markup.
"use strict";

const $ = (id) => document.getElementById(id);
const REMOVED = ["drop", "phrase", "clean", "outside"];
const NAMES = { drop: "dropped", phrase: "by a phrase", clean: "cleaned away", outside: "outside the body",
  published_raw: "published", images: "captions" };
const now = { state: null, sample: 0, reading: null, view: "text", hidden: new Set(), piece: null, offer: null,
  change: null, impacts: [], compared: 0, asked: 0 };

const nameOf = (kind) => NAMES[kind] || kind;

function make(tag, { text, className, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

async function ask(name, told = {}) {
  const answer = await fetch(name, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(told),
  });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error);
  return found;
}

const told = (error) =>
  error instanceof TypeError ? "The preview does not answer; is `scrapy preview` still running?" : error.message;

function complain(error) {
  $("notices").append(make("p", { text: told(error), className: "notice is-bad" }));
}

// --- the page under inspection ---------------------------------------------------------------------------------

async function load(sample) {
  now.sample = sample;
  try {
    now.reading = await ask("reading", { sample });
  } catch (error) {
    complain(error);
    return;
  }
  closeDrawer();
  $("sample").value = String(sample);
  const { url } = now.state.samples[sample];
  Object.assign($("address"), { href: /^https?:/.test(url) ? url : "", textContent: url });
  $("previous").disabled = sample === 0;
  $("next").disabled = sample === now.state.samples.length - 1;
  showNotices();
  showLegend();
  showPieces();
  showFields();
  showView();
}

function showNotices() {
  const { error, warnings } = now.reading;
  const notices = warnings.map((text) => make("p", { text, className: "notice" }));
  if (error) notices.unshift(make("p", { text: error, className: "notice is-bad" }));
  if (!now.state.site) {
    const { url } = now.state.samples[now.sample];
    const text = `This site has no rules: the page is read by its family's, or none. Begin with: scrapy newsite ${url}`;
    notices.unshift(make("p", { text, className: "notice" }));
  }
  $("notices").replaceChildren(...notices);
}

function showLegend() {
  const counts = new Map();
  for (const { kind } of now.reading.pieces) counts.set(kind, (counts.get(kind) || 0) + 1);
  const kinds = [...counts.keys()].sort((a, b) => REMOVED.indexOf(a) - REMOVED.indexOf(b));
  $("legend").replaceChildren(...kinds.map((kind) => {
    const isShown = !now.hidden.has(kind);
    const button = make("button", { type: "button", "data-kind": kind, "aria-pressed": isShown },
      make("span", { text: nameOf(kind) }), make("b", { text: counts.get(kind) }));
    button.addEventListener("click", () => {
      if (isShown) now.hidden.add(kind); else now.hidden.delete(kind);
      showLegend();
      showPieces();
    });
    return button;
  }));
}

function showPieces() {
  $("pieces").replaceChildren(...now.reading.pieces.map((piece, number) => {
    const element = make("div", {
      className: "piece", role: "button", "data-piece": number, "data-kind": piece.kind, tabindex: number ? -1 : 0,
    }, make("span", { className: "tag", text: labelOf(piece) }), make("span", { className: "text", text: piece.text }));
    element.hidden = now.hidden.has(piece.kind);
    return element;
  }));
}

function labelOf({ kind, rule }) {
  return REMOVED.includes(kind) && kind !== "outside" ? rule : nameOf(kind);
}

function showFields() {
  $("fields").replaceChildren(...now.reading.fields.flatMap(({ name, value, origin }) => [
    make("dt", { text: name }, make("span", { text: origin, className: "origin" })),
    make("dd", { text: worded(value) }),
  ]));
}

function worded(value) {
  if (!Array.isArray(value)) return value === null || value === undefined ? "—" : String(value);
  return value.map((one) => (typeof one === "object" ? one.url || one.caption : one)).join(", ") || "—";
}

function showView() {
  const isPage = now.view === "page";
  $("as-text").setAttribute("aria-pressed", !isPage);
  $("as-page").setAttribute("aria-pressed", isPage);
  $("pieces").hidden = isPage;
  $("frame").hidden = !isPage;
  $("online-label").hidden = !isPage;
  if (isPage && now.reading) $("frame").src = `frame?sample=${now.sample}&online=${$("online").checked ? 1 : 0}&n=${now.asked++}`;
}

// --- pointing and choosing -------------------------------------------------------------------------------------

function hint(number, left, bottom) {
  const piece = now.reading && now.reading.pieces[number];
  $("hint").hidden = !piece;
  if (!piece) return;
  const lines = [make("b", { text: piece.rule }), piece.reason, piece.where && make("code", { text: piece.where })];
  $("hint").replaceChildren(...lines.filter(Boolean).map((one) => make("div", {}, one)));
  const { offsetWidth: width, offsetHeight: height } = $("hint");
  $("hint").style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  $("hint").style.top = `${Math.max(8, Math.min(bottom + 6, innerHeight - height - 8))}px`;
}

const pieceAt = (target) => target instanceof Element && target.closest(".piece");

function point(event) {
  const element = pieceAt(event.target);
  if (!element) return hint(null);
  const { left, bottom } = element.getBoundingClientRect();
  return hint(Number(element.dataset.piece), left, bottom);
}

function move(element, step) {
  const shown = [...$("pieces").children].filter((one) => !one.hidden);
  const next = shown[shown.indexOf(element) + step];
  if (!next) return;
  element.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

addEventListener("message", (event) => {
  const frame = $("frame");
  if (event.source !== frame.contentWindow || !event.data) return;
  const { event: name, piece, left, bottom } = event.data;
  if (![left, bottom].every(Number.isFinite) || !(piece === null || Number.isInteger(piece))) return;
  const place = frame.getBoundingClientRect();
  if (name === "point") hint(piece, place.left + left, place.top + bottom);
  if (name === "pick" && now.reading.pieces[piece]) choose(piece);
});

async function choose(number) {
  const piece = now.reading.pieces[number];
  now.piece = number;
  for (const one of $("pieces").children) one.classList.toggle("is-chosen", Number(one.dataset.piece) === number);
  $("chosen").textContent = piece.text.length > 240 ? `${piece.text.slice(0, 240)}…` : piece.text;
  $("chosen").dataset.kind = piece.kind;
  $("chosen-rule").textContent = [piece.rule, piece.reason].filter(Boolean).join(": ");
  $("drawer").hidden = false;
  $("choices").replaceChildren();
  $("obstacle").hidden = true;
  $("editor").hidden = true;
  const verbButtons = document.querySelectorAll("[data-verb]");
  for (const button of verbButtons) button.disabled = true;
  hint(null);
  try {
    now.offer = await ask("offer", { sample: now.sample, piece: number });
  } catch (error) {
    now.offer = { proposals: [], obstacles: { drop: told(error), cut: told(error), keep: told(error) } };
  }
  if (now.piece !== number) return;
  for (const button of verbButtons) button.disabled = false;
  const verbs = now.offer.proposals.map(({ verb }) => verb);
  showVerb(verbs[0] || (REMOVED.includes(piece.kind) ? "keep" : "drop"));
  $("drawer").scrollIntoView({ block: matchMedia("(max-width: 60rem)").matches ? "start" : "nearest" });
  document.querySelector("[data-verb][aria-pressed=true]").focus({ preventScroll: true });
}

function showVerb(verb) {
  for (const button of document.querySelectorAll("[data-verb]")) {
    button.setAttribute("aria-pressed", button.dataset.verb === verb);
  }
  const proposals = now.offer.proposals.filter((one) => one.verb === verb);
  $("obstacle").hidden = proposals.length > 0;
  $("obstacle").textContent = now.offer.obstacles[verb] || "";
  $("choices").replaceChildren(...proposals.map((proposal, index) => {
    const input = make("input", { type: "radio", name: "choice" });
    input.checked = index === 0;
    input.addEventListener("change", () => edit(proposal.change));
    return make("label", {}, input, make("code", { text: proposal.code }), make("small", { text: sideEffects(proposal) }));
  }));
  $("editor").hidden = !proposals.length;
  $("impact").hidden = !proposals.length;
  if (proposals.length) edit(proposals[0].change);
}

function sideEffects({ taken, gained }) {
  const parts = [taken && `takes ${taken} other block${taken > 1 ? "s" : ""}`, gained && `brings ${gained} more`];
  return parts.filter(Boolean).join(", ") || "nothing else on this page";
}

function closeDrawer() {
  now.piece = null;
  now.change = null;
  $("drawer").hidden = true;
  $("impact").hidden = true;
  for (const one of document.querySelectorAll(".is-chosen")) one.classList.remove("is-chosen");
}

function goBack() {
  const chosen = $("pieces").children[now.piece];
  closeDrawer();
  if (chosen) chosen.focus();
}

// --- one change: edited, weighed, applied ----------------------------------------------------------------------

function edit(change) {
  now.change = { ...change };
  const inputs = {
    selector: [choice("field", now.state.fields), line("selector"), tick("first", "before the others")],
    phrase: [choice("action", now.state.actions), line("pattern", "textarea"), line("reason")],
    remove: [],
    "remove-phrase": [],
  };
  $("inputs").replaceChildren(...inputs[change.kind]);
  weigh();
}

function labelled(name, control, text = name) {
  control.addEventListener("input", () => {
    now.change[name] = control.type === "checkbox" ? control.checked : control.value;
    clearTimeout(labelled.timer);
    labelled.timer = setTimeout(weigh, 250);
  });
  return make("label", { className: `of-${control.tagName.toLowerCase()}` }, make("span", { text }), control);
}

function line(name, tag = "input") {
  const control = make(tag, { name, spellcheck: "false", autocapitalize: "off", autocomplete: "off" });
  control.value = now.change[name];
  return labelled(name, control);
}

function choice(name, options) {
  const control = make("select", { name }, ...options.map((text) => make("option", { text, value: text })));
  control.value = now.change[name];
  return labelled(name, control);
}

function tick(name, text) {
  const control = make("input", { name, type: "checkbox" });
  control.checked = now.change[name];
  return labelled(name, control, text);
}

async function weigh() {
  const number = ++now.asked;
  $("apply").disabled = true;
  try {
    const { impacts, code } = await ask("impact", { change: now.change });
    if (number !== now.asked) return;
    $("mistake").hidden = true;
    $("code").textContent = code;
    $("apply").disabled = false;
    showImpacts(impacts, "What it changes");
  } catch (error) {
    if (number !== now.asked) return;
    $("mistake").hidden = false;
    $("mistake").textContent = told(error);
    $("impact").hidden = true;
  }
}

function showImpacts(impacts, title) {
  now.impacts = impacts;
  const changed = impacts.filter((one) => !one.is_none).length;
  $("impact").hidden = false;
  $("impact-title").textContent = `${title}: ${changed} of ${impacts.length} page${impacts.length > 1 ? "s" : ""}`;
  $("impacts").replaceChildren(...impacts.map((impact, number) => {
    const button = make("button", { type: "button", text: impact.sample });
    button.addEventListener("click", () => showComparison(number));
    const fields = impact.fields.map(({ name }) => name);
    if (impact.error_before !== impact.error_after) fields.unshift(impact.error_after ? "no article" : "an article now");
    const row = make("tr", { className: impact.is_none ? "is-same" : "" }, make("td", {}, button),
      make("td", { text: impact.gone || "", className: "gone" }), make("td", { text: impact.new || "", className: "new" }),
      make("td", { text: fields.join(", ") }));
    if (impact.unexpected.length) {
      row.lastChild.append(make("span", { className: "unexpected", text: `not as expected: ${impact.unexpected.join(", ")}` }));
    }
    return row;
  }));
  const first = impacts.findIndex((one) => !one.is_none);
  const own = impacts[now.sample] && !impacts[now.sample].is_none ? now.sample : first;
  $("comparison").hidden = own < 0;
  if (own >= 0) showComparison(own);
}

function showComparison(number) {
  const impact = now.impacts[number];
  now.compared = number;
  [...$("impacts").children].forEach((row, index) => row.classList.toggle("is-chosen", index === number));
  $("comparison").hidden = false;
  $("compared").textContent = impact.sample;
  $("compared-fields").replaceChildren(...comparedFields(impact));
  $("lines").replaceChildren(...impact.lines.map(({ sign, type, text }) =>
    make("li", { className: { "=": "same", "-": "gone", "+": "new" }[sign] },
      make("span", { className: "sign", text: { "=": "", "-": "−", "+": "+" }[sign] }),
      make("span", { text: type === "paragraph" ? text : `${type}: ${text}` }))));
  $("previous-impact").disabled = nextChanged(-1) < 0;
  $("next-impact").disabled = nextChanged(1) < 0;
}

function comparedFields({ fields, error_before: before, error_after: after }) {
  const rows = fields.map((one) => [one.name, worded(one.before), worded(one.after)]);
  if (before !== after) rows.unshift(["", before || "an article", after || "an article"]);
  return rows.map(([name, was, is]) => make("p", { className: "field-change" },
    make("b", { text: name }), make("del", { text: was }), make("ins", { text: is })));
}

function nextChanged(step) {
  let number = now.compared + step;
  while (now.impacts[number] && now.impacts[number].is_none) number += step;
  return now.impacts[number] ? number : -1;
}

async function apply(event) {
  event.preventDefault();
  try {
    now.state = await ask("apply", { change: now.change });
  } catch (error) {
    $("mistake").hidden = false;
    $("mistake").textContent = told(error);
    return;
  }
  showChanges();
  load(now.sample);
}

// --- all changes: taken back, written --------------------------------------------------------------------------

function showChanges() {
  const { changes, module } = now.state;
  $("count").textContent = changes.length ? `(${changes.length})` : "";
  $("no-changes").hidden = changes.length > 0;
  $("writing").hidden = !changes.length;
  $("diff-box").hidden = true;
  $("written").hidden = true;
  $("write").textContent = `Write to ${module}`;
  $("changes").replaceChildren(...changes.map(({ code }, number) => {
    const button = make("button", { type: "button", text: "take back", "aria-label": `Take back ${code}` });
    button.addEventListener("click", () => takeBack(number));
    return make("li", {}, make("code", { text: code }), button);
  }));
}

async function takeBack(number) {
  try {
    now.state = await ask("take-back", { number });
    showChanges();
    load(now.sample);
  } catch (error) {
    complain(error);
  }
}

async function showDiff() {
  try {
    colourDiff((await ask("diff")).diff);
  } catch (error) {
    complain(error);
  }
}

function colourDiff(diff) {
  const classOf = { "+": "new", "-": "gone", "@": "quiet" };
  $("diff").replaceChildren(...diff.split("\n").map((text) => make("span", { text: `${text}\n`, className: classOf[text[0]] || "" })));
  $("diff-box").hidden = false;
  $("write").hidden = false;
}

async function write() {
  try {
    const { diff, state } = await ask("write");
    now.state = state;
    showChanges();
    colourDiff(diff);
    $("write").hidden = true;
    $("written").hidden = false;
    $("written").textContent = `Written to ${state.module}.`;
    load(now.sample);
  } catch (error) {
    complain(error);
  }
}

// --- wiring ----------------------------------------------------------------------------------------------------

const clicks = {
  previous: () => load(now.sample - 1),
  next: () => load(now.sample + 1),
  "as-text": () => { now.view = "text"; showView(); },
  "as-page": () => { now.view = "page"; showView(); },
  close: goBack,
  "previous-impact": () => showComparison(nextChanged(-1)),
  "next-impact": () => showComparison(nextChanged(1)),
  "show-all": async () => showImpacts((await ask("impact")).impacts, "What the changes do"),
  "show-diff": showDiff,
  write,
};
for (const [id, act] of Object.entries(clicks)) $(id).addEventListener("click", act);
for (const button of document.querySelectorAll("[data-verb]")) {
  button.addEventListener("click", () => showVerb(button.dataset.verb));
}
$("sample").addEventListener("change", () => load(Number($("sample").value)));
$("online").addEventListener("change", showView);
$("editor").addEventListener("submit", apply);
$("pieces").addEventListener("mouseover", point);
$("pieces").addEventListener("mouseleave", () => hint(null));
$("pieces").addEventListener("focusin", point);
$("pieces").addEventListener("focusout", () => hint(null));
$("pieces").addEventListener("click", (event) => {
  const element = pieceAt(event.target);
  if (element) choose(Number(element.dataset.piece));
});
addEventListener("scroll", () => hint(null), { passive: true });
addEventListener("keydown", (event) => {
  const element = pieceAt(event.target);
  const isTyping = event.target instanceof Element && event.target.closest("input, textarea, select");
  if (event.key === "Escape") goBack();
  else if (element && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); element.click(); }
  else if (element && event.key === "ArrowDown") { event.preventDefault(); move(element, 1); }
  else if (element && event.key === "ArrowUp") { event.preventDefault(); move(element, -1); }
  else if (!isTyping && !event.ctrlKey && !event.metaKey && event.key === "n") $("next").click();
  else if (!isTyping && !event.ctrlKey && !event.metaKey && event.key === "p") $("previous").click();
});

(async () => {
  try {
    now.state = await ask("state");
  } catch (error) {
    complain(error);
    return;
  }
  const { site, title, module, samples } = now.state;
  document.title = site ? `Preview: ${title}` : "Preview";
  $("site").textContent = title || "No site";
  $("module").textContent = module;
  $("sample").replaceChildren(...samples.map(({ name }, value) => make("option", { text: name, value })));
  showChanges();
  await load(0);
})();
