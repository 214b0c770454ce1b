// Comfort only: without it every form still works. It sends forms in the background, puts the changed
// parts of the answer in place, and keeps focus, scroll positions, open details and half-written words.
"use strict";

const written = "input[id]:not([type=hidden]), textarea[id], select[id]";

function remember(form) {
  const fields = [...document.querySelectorAll(written)].filter((field) => !form || !form.contains(field));
  return {
    focus: document.activeElement && document.activeElement.id,
    fields: fields.map((field) => [field.id, field.value, field.defaultValue]),
    open: [...document.querySelectorAll("details[id]")].map((details) => [details.id, details.open]),
  };
}

function recall(memory, pane) {
  for (const [id, value, original] of memory.fields) {
    const field = document.getElementById(id);
    if (field && original !== undefined && value !== original) field.value = value;
  }
  for (const [id, open] of memory.open) {
    const details = document.getElementById(id);
    if (details && !details.querySelector(".mistakes")) details.open = open;
  }
  const before = memory.focus && document.getElementById(memory.focus);
  // What the answer hid, a pane of the phone above all, cannot take the focus.
  const target = before && before.getClientRects().length ? before : document.getElementById(`${pane}-title`);
  if (target && target !== document.activeElement) target.focus({ preventScroll: true });
}

function copyAttributes(from, to) {
  for (const { name } of [...to.attributes]) if (!from.hasAttribute(name)) to.removeAttribute(name);
  for (const { name, value } of from.attributes) if (to.getAttribute(name) !== value) to.setAttribute(name, value);
}

// A visitor may have opened something in a message: that makes it no new one.
function untouched(line) {
  const copy = line.cloneNode(true);
  for (const details of copy.querySelectorAll("details")) details.removeAttribute("open");
  return copy.outerHTML;
}

// Message by message, so that a screen reader hears only what is new; then the newest change comes into sight.
function swapLines(from, to) {
  const known = new Map([...to.querySelectorAll("[data-message]")].map((line) => [line.dataset.message, line]));
  const samePerson = from.dataset.of === to.dataset.of;
  let newest = null;
  const lines = [...from.children].map((line) => {
    const old = known.get(line.dataset.message);
    if (old && untouched(old) === untouched(line)) return old;
    newest = line;
    return line;
  });
  copyAttributes(from, to);
  if (lines.length !== to.children.length || newest) to.replaceChildren(...lines);
  const log = to.closest(".log");
  if (newest && samePerson) log.scrollTop += newest.getBoundingClientRect().top - log.getBoundingClientRect().top - 10;
  else if (!samePerson) log.scrollTop = 0;
}

function swap(html, memory) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of document.querySelectorAll("[data-part]")) {
    const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!other) continue;
    if (part.classList.contains("lines")) { swapLines(other, part); continue; }
    copyAttributes(other, part);
    if (!part.querySelector("[data-part]") && part.innerHTML !== other.innerHTML) part.innerHTML = other.innerHTML;
  }
  recall(memory, document.body.dataset.pane);
}

async function go(address, options, memory, form) {
  document.body.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, options);
    const html = await answer.text();
    if (!answer.ok) throw new Error(html);
    history.replaceState(null, "", answer.url);
    if (form) form.reset();
    swap(html, memory);
  } catch (error) {
    document.querySelector("[data-part=notice]").textContent = `The sandbox did not answer: ${error.message}`;
  } finally {
    document.body.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const memory = remember(form);
  if (form.closest("details")) memory.open = memory.open.filter(([id]) => id !== form.closest("details").id);
  go(form.action, { method: "POST", body }, memory, form.matches(".compose") ? form : null);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/?']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href, {}, remember(null));
});

document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector(".bar details[open]");
  if (open) { open.open = false; open.querySelector("summary").focus(); }
});
