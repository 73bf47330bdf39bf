// “Read this page to me”: the browser’s own voice, only where it has one for the language of the page.
const button = document.getElementById("read-aloud");
const speech = window.speechSynthesis;
const language = document.documentElement.lang;
const READ = "h1, h2, .lead, .hint, .error-summary li, .choose, .promises li, .trust, .panel--worried p, .panel--done p, dt, dd.typed";
let marked = null;

function voice() {
  return speech.getVoices().find(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === language);
}

function mark(element) {
  marked?.classList.remove("is-read");
  marked = element;
  marked?.classList.add("is-read");
}

function stopped() {
  mark(null);
  button.textContent = button.dataset.start;
  button.removeAttribute("data-reading");
}

function utterance(element) {
  const said = new SpeechSynthesisUtterance(element.textContent.trim().replace(/\s+/g, " "));
  said.lang = language;
  said.voice = voice();
  // Slower than usual, because many listeners are young or need time.
  said.rate = 0.85;
  said.onstart = () => mark(element);
  return said;
}

function read() {
  const parts = [...document.querySelectorAll("#main :is(" + READ + ")")].map(utterance);
  parts.at(-1).onend = stopped;
  parts.forEach((part) => speech.speak(part));
  button.textContent = button.dataset.stop;
  button.setAttribute("data-reading", "");
}

function pressed() {
  const wasReading = button.hasAttribute("data-reading");
  speech.cancel();
  stopped();
  if (!wasReading) {
    read();
  }
}

// Voices come late in some browsers, and some never have any: then there is no button that does nothing.
function offer() {
  button.parentElement.hidden = !voice();
}

if (button && speech) {
  button.dataset.start = button.textContent;
  button.addEventListener("click", pressed);
  speech.addEventListener?.("voiceschanged", offer);
  window.addEventListener("pagehide", () => speech.cancel());
  offer();
}
