// “Use where I am”: only on a click, and only a position rounded to about 1 km leaves the device.
const button = document.getElementById("where-i-am");
const told = document.getElementById("where-i-am-told");

function send({ coords }) {
  const form = button.form;
  const here = document.createElement("input");
  here.type = "hidden";
  here.name = "here";
  here.value = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
  form.append(here);
  form.requestSubmit(form.querySelector("button[formmethod=post]"));
  // The page may come back from the browser’s memory; the next search must not carry it again.
  here.remove();
}

function failed({ code }) {
  told.textContent = code === 1 ? button.dataset.refused : button.dataset.failed;
}

if (button && told && navigator.geolocation) {
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    told.textContent = button.dataset.looking;
    navigator.geolocation.getCurrentPosition(send, failed, { maximumAge: 600000, timeout: 15000 });
  });
}
