// A word and what answers to it light up together; a click keeps them lit until the next.
let kept = null;
function light(word) {
  for (const lit of document.querySelectorAll(".on")) lit.classList.remove("on", "weak");
  if (!word) return;
  word.classList.add("on");
  for (const link of word.dataset.to.split(" ")) {
    const [id, percent] = link.split(":");
    const other = document.getElementById(id);
    other.classList.add("on");
    other.classList.toggle("weak", percent < 70);
  }
}
const linked = (event) => event.target.closest("[data-to]");
document.addEventListener("mouseover", (event) => { light(linked(event) || kept); });
document.addEventListener("click", (event) => { kept = linked(event); light(kept); });
