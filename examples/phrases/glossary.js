// Search by all words typed, in any written form; sort by a column's own alphabet or by count.
const table = document.querySelector("table");
const search = document.getElementById("search");
const order = document.getElementById("order");
const shown = document.getElementById("shown");
const columns = [...document.querySelectorAll("thead th")];
const fold = (text) => text.normalize("NFC").toLowerCase().replaceAll("ё", "е");
const entries = [...document.querySelectorAll("tbody.entry")].map((body) => {
  const cells = [...body.rows[0].cells];
  return {
    body,
    terms: cells.map((cell) => cell.querySelector(".term")?.textContent ?? ""),
    text: fold([body.dataset.forms, ...cells.map((cell) => cell.textContent)].join("\n")),
    count: Number(body.dataset.count),
  };
});
const initial = (term) => (term.match(/[\p{L}\p{N}]/u) ?? ["#"])[0].toUpperCase();
function heading(letter) {
  const body = document.createElement("tbody");
  body.className = "letter";
  const cell = document.createElement("th");
  cell.colSpan = columns.length;
  cell.scope = "rowgroup";
  cell.textContent = letter;
  body.insertRow().append(cell);
  return body;
}
function show() {
  const words = fold(search.value).split(/\s+/).filter(Boolean);
  const found = entries.filter((entry) => words.every((word) => entry.text.includes(word)));
  const column = Number(order.value);
  const byCount = Number.isNaN(column);
  const first = byCount ? 0 : column;
  const collator = new Intl.Collator(columns[first].lang);
  const last = (entry) => entry.terms[first] === "";
  found.sort((a, b) =>
    (byCount ? b.count - a.count : last(a) - last(b)) ||
    collator.compare(a.terms[first], b.terms[first]));
  const parts = [];
  let letter = null;
  for (const entry of found) {
    const here = last(entry) ? "—" : initial(entry.terms[first]);
    if (!byCount && here !== letter) parts.push(heading(here));
    letter = here;
    parts.push(entry.body);
  }
  for (const body of [...table.tBodies]) body.remove();
  table.append(...parts);
  shown.textContent = `${found.length} of ${entries.length}`;
}
search.addEventListener("input", show);
order.addEventListener("change", show);
show();
