// Letting go of the slider turns the page to that moment.
const slider = document.querySelector(".as-of input[type=range]");
if (slider) slider.addEventListener("change", () => slider.form.requestSubmit());
