// report.js: sorting, filtering and convenience for the report of a replay, which can be read without it.
(function () {
  "use strict";
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const byId = (id) => document.getElementById(id);
  const russian = () => byId("language-ru").checked;

  // Languages: the style switches what is seen; options, and the language of the document, are switched here.
  function speak() {
    document.documentElement.lang = russian() ? "ru" : "en";
    for (const option of all("option[data-en]"))
      option.textContent = option.dataset[russian() ? "ru" : "en"];
  }
  if (/^(ru|kk)/i.test(navigator.language || ""))
    byId("language-ru").checked = true;
  for (const input of all("input[name=language]"))
    input.addEventListener("change", speak);
  speak();

  // A sentence in both languages, as the rest of the page has them.
  function say(element, values) {
    element.textContent = "";
    for (const language of ["en", "ru"]) {
      const span = document.createElement("span");
      span.lang = language;
      span.textContent = element.dataset[language].replace(/\{(\d)\}/g, (_, i) => values[i]);
      element.append(span);
    }
  }
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");

  // Sorting: rows that compare equal keep their order.
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim();
  };
  function sort(table, column) {
    const heads = Array.from(table.tHead.rows[0].cells), head = heads[column], body = table.tBodies[0];
    const rows = Array.from(body.rows).map((row) => [row, valueOf(row, column)]);
    const numbers = rows.every(([, value]) => value === "" || !isNaN(value));
    const now = head.getAttribute("aria-sort"), first = numbers ? "descending" : "ascending";
    const order = !now ? first : now === "ascending" ? "descending" : "ascending";
    const turn = order === "ascending" ? 1 : -1;
    const number = (value) => (value === "" ? -Infinity : Number(value));
    const text = new Intl.Collator(russian() ? "ru" : "en", { numeric: true });
    rows.sort(([, a], [, b]) => {
      if (!numbers)
        return turn * text.compare(a, b);
      return number(a) === number(b) ? 0 : number(a) < number(b) ? -turn : turn;
    });
    for (const other of heads)
      other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    body.append(...rows.map(([row]) => row));
  }
  for (const table of all("table.sorts"))
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, column));
      head.append(button);
    });

  // Filtering: what is shown matches the search and every choice.
  const texts = new WeakMap();
  function textOf(item, more) {
    if (!texts.has(item))
      texts.set(item, (item.textContent + " " + more).toLowerCase().replace(/[\u202f\u00a0]/g, " "));
    return texts.get(item);
  }
  // Text is taken out of the page only where something is searched for.
  const matches = (words, item, more) => words.every((word) => textOf(item, more).includes(word));
  function chosen(element, choices) {
    return choices.every((choice) => !choice.value || element.dataset[choice.dataset.by] === choice.value);
  }
  function filterRows(section, words, choices) {
    const rows = all("table.filtered tbody tr", section);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !chosen(row, choices) || !matches(words, row, "");
      shown += !row.hidden;
    }
    return [shown, rows.length];
  }
  function filterPayments(section, words, choices) {
    let shown = 0, count = 0;
    for (const group of all(".group", section)) {
      const wanted = chosen(group, choices), title = group.querySelector("h3").textContent;
      let here = 0;
      for (const item of group.querySelector(".list").children) {
        item.hidden = !wanted || !matches(words, item, title);
        here += !item.hidden;
        count++;
      }
      group.hidden = here === 0;
      shown += here;
    }
    return [shown, count];
  }
  const orders = {
    "": (a, b) => a.place - b.place,
    amount: (a, b) => a.currency.localeCompare(b.currency) || Number(b.amount) - Number(a.amount) || a.place - b.place,
    day: (a, b) => (a.day === b.day ? a.place - b.place : a.day < b.day ? 1 : -1),
    customer: (a, b) => Number(a.customer) - Number(b.customer) || a.place - b.place,
  };
  function arrange(section, order) {
    for (const list of all(".list", section)) {
      const items = Array.from(list.children);
      items.forEach((item, place) => (item.dataset.place = item.dataset.place || place));
      items.sort((a, b) => orders[order](a.dataset, b.dataset));
      list.append(...items);
    }
  }
  const clears = [];
  for (const bar of all(".filter")) {
    const section = byId(bar.dataset.for), search = bar.querySelector("input"), choices = all("select[data-by]", bar);
    const order = byId(bar.dataset.for + "-order"), count = bar.querySelector(".count");
    const filter = section.querySelector(".group") ? filterPayments : filterRows;
    const apply = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      say(count, filter(section, words, choices).map(grouped));
    };
    let waiting = 0;
    search.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 120);
    });
    for (const choice of choices)
      choice.addEventListener("change", apply);
    if (order)
      order.addEventListener("change", () => arrange(section, order.value));
    const clear = () => {
      search.value = "";
      for (const choice of choices)
        choice.value = "";
      apply();
    };
    bar.querySelector(".clear").addEventListener("click", () => {
      clear();
      search.focus();
    });
    clears.push([section, clear]);
    bar.hidden = false;
    apply();
  }

  // A link leads to what it names, also where a filter has put it away.
  window.addEventListener("hashchange", () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    for (const [section, clear] of clears)
      if (target && target.hidden && section.contains(target)) {
        clear();
        target.scrollIntoView();
      }
  });

  for (const button of all("button.unfold")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") === "false";
      button.setAttribute("aria-expanded", open);
      for (const item of all("details.pay", button.closest(".group")))
        item.open = open;
    });
  }
})();
