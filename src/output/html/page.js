(() => {
  "use strict";
  // The record of what is pointed at or focused, from the lists, in a card beside it.
  const card = document.getElementById("card");
  let owner = null, timer = 0;
  const hide = () => {
    clearTimeout(timer);
    if (!owner) return;
    owner.removeAttribute("aria-describedby");
    document.querySelectorAll(".lit").forEach((other) => other.classList.remove("lit"));
    card.hidden = true;
    owner = null;
  };
  const show = (target) => {
    clearTimeout(timer);
    if (target === owner) return;
    hide();
    const record = document.getElementById(target.dataset.r);
    if (!record) return;
    card.replaceChildren(...record.cloneNode(true).childNodes);
    card.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
    card.querySelectorAll(".refs").forEach((part) => part.remove());
    card.className = record.className;
    card.hidden = false;
    owner = target;
    target.setAttribute("aria-describedby", "card");
    document.querySelectorAll(`article [data-r="${target.dataset.r}"]`).forEach((other) => other.classList.add("lit"));
    // Above the words if there is no room under them.
    const boxes = target.getClientRects(), box = boxes[0] || target.getBoundingClientRect();
    const last = boxes[boxes.length - 1] || box;
    const width = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(box.left, width - card.offsetWidth - 8));
    const under = last.bottom + 6 + card.offsetHeight <= innerHeight;
    const top = under ? last.bottom + 6 : Math.max(4, box.top - card.offsetHeight - 6);
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  };
  if (card) {
    const of = (event) => event.target instanceof Element ? event.target.closest("article [data-r]") : null;
    document.addEventListener("mouseover", (event) => {
      if (event.target instanceof Element && event.target.closest("#card")) { clearTimeout(timer); return; }
      const target = of(event);
      clearTimeout(timer);
      timer = setTimeout(() => target ? show(target) : hide(), target ? 120 : 250);
    });
    document.addEventListener("focusin", (event) => { const target = of(event); if (target) show(target); else hide(); });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    document.addEventListener("click", (event) => { if (!(event.target instanceof Element && event.target.closest("#card"))) hide(); });
    // What a link leads to is unfolded; not every browser does that by itself.
    const unfold = () => {
      const id = decodeURIComponent(location.hash.slice(1)), target = id && document.getElementById(id);
      const folded = target && target.closest("details:not([open])");
      if (folded) { folded.open = true; target.scrollIntoView(); }
    };
    addEventListener("hashchange", unfold);
    unfold();
    // Every quote is printed, whatever is folded on the screen.
    addEventListener("beforeprint", () => { hide(); document.querySelectorAll("details").forEach((part) => { part.dataset.was = part.open; part.open = true; }); });
    addEventListener("afterprint", () => document.querySelectorAll("details").forEach((part) => { part.open = part.dataset.was === "true"; }));
  }
  // The index: a filter, and columns to sort by.
  const table = document.querySelector(".index table");
  if (table) {
    const body = table.tBodies[0], rows = [...body.rows];
    const filter = document.getElementById("filter"), shown = document.getElementById("shown");
    filter.addEventListener("input", () => {
      const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        count += row.hidden ? 0 : 1;
      }
      shown.textContent = `${count} of ${rows.length}`;
    });
    table.tHead.addEventListener("click", (event) => {
      const head = event.target instanceof Element ? event.target.closest("th") : null;
      if (!head) return;
      const down = head.getAttribute("aria-sort") === "ascending" || (!head.hasAttribute("aria-sort") && head.classList.contains("n"));
      table.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const column = head.cellIndex;
      const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent;
      rows.sort((a, b) => key(a).localeCompare(key(b), "en", { numeric: true }) * (down ? -1 : 1));
      body.append(...rows);
    });
  }
})();
