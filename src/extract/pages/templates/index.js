"use strict";
// Shows the rows that hold every word of the search.
(() => {
  const field = document.getElementById("search");
  const count = document.getElementById("shown");
  const rows = [...document.querySelectorAll("tbody tr")].map((row) => [row, row.textContent.toLocaleLowerCase("da")]);
  const search = () => {
    const words = field.value.toLocaleLowerCase("da").split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = words.length ? `${shown} af ${rows.length} vises` : "";
  };
  field.addEventListener("input", search);
  field.closest("p").hidden = false;
})();
