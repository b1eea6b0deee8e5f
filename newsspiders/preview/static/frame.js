// The only script of the frame: tells the preview which piece the pointer or the keyboard is on.
"use strict";

const marksOf = new Map();
for (const mark of document.querySelectorAll("[data-piece]")) {
  const number = Number(mark.dataset.piece);
  marksOf.set(number, [...(marksOf.get(number) || []), mark]);
}

const pieceAt = (target) => {
  const mark = target instanceof Element ? target.closest("[data-piece]") : null;
  return mark ? { mark, number: Number(mark.dataset.piece) } : null;
};

function tell(event, found) {
  const { left, bottom } = found ? found.mark.getBoundingClientRect() : { left: 0, bottom: 0 };
  parent.postMessage({ event, piece: found ? found.number : null, left, bottom }, "*");
}

function light(found) {
  for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
  for (const mark of found ? marksOf.get(found.number) : []) mark.classList.add("is-lit");
  tell("point", found);
}

document.addEventListener("mouseover", (event) => light(pieceAt(event.target)));
document.addEventListener("focusin", (event) => light(pieceAt(event.target)));
document.documentElement.addEventListener("mouseleave", () => light(null));
document.addEventListener("click", (event) => {
  const found = pieceAt(event.target);
  if (found) tell("pick", found);
});
document.addEventListener("keydown", (event) => {
  const found = pieceAt(event.target);
  if (found && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    tell("pick", found);
  }
});
