// The button of a citation copies its sentence and says so. A browser that does not let us copy selects it instead.
document.addEventListener("click", async (event) => {
  const control = event.target.closest(".copies")?.closest(".cite");
  if (!control) {
    return;
  }
  const [sentence, said] = [control.querySelector(".citation"), control.querySelector("[role=status]")];
  said.textContent = ""; // told again, the same words are announced again
  try {
    await navigator.clipboard.writeText(sentence.textContent);
    said.textContent = said.dataset.done;
  } catch (error) {
    getSelection().selectAllChildren(sentence);
    said.textContent = said.dataset.selected;
  }
});
