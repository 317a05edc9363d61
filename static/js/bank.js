/* What a page does quicker with JavaScript; nothing here is needed to use the site. */
(() => {
  "use strict";
  const openMenus = () => document.querySelectorAll("details.menu[open]");

  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const copy = event.target.closest("[data-copy]");
    if (copy) copyText(copy);
    if (event.target.closest("[data-print]")) window.print();
    const all = event.target.closest("input[data-check-all]");
    if (all) all.form.querySelectorAll(`input[name="${all.dataset.checkAll}"]:not(:disabled)`).forEach((box) => { box.checked = all.checked; });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
  });

  async function copyText(button) {
    const source = document.getElementById(button.dataset.copy);
    const said = button.querySelector("[data-said]");
    const before = said.textContent;
    await navigator.clipboard.writeText(source.textContent.trim());
    said.textContent = button.dataset.done;
    setTimeout(() => { said.textContent = before; }, 2000);
  }

  ["dragenter", "dragover"].forEach((kind) => document.addEventListener(kind, (event) => {
    const drop = event.target.closest?.(".drop");
    if (drop) { event.preventDefault(); drop.dataset.over = ""; }
  }));
  ["dragleave", "drop"].forEach((kind) => document.addEventListener(kind, (event) => {
    const drop = event.target.closest?.(".drop");
    if (!drop) return;
    delete drop.dataset.over;
    if (kind !== "drop") return;
    event.preventDefault();
    drop.querySelector("input[type=file]").files = event.dataTransfer.files;
  }));
})();
