// Makes the pages quicker to use. Every page works without this file: what is done here by key or pointer is a link there.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/* Cards, points of the map and bars of the timeline that mean the same light up together. */

function light(on, card) {
  const spot = card?.dataset.spot;
  const event = card?.dataset.event;
  for (const point of $$(".spot")) {
    point.classList.toggle("lit", on && Boolean(spot) && point.dataset.spots.split(" ").includes(spot));
  }
  for (const bar of $$(".rows a")) {
    bar.classList.toggle("lit", on && bar.dataset.event === event);
  }
}

function lightCards(on, wanted) {
  for (const card of $$(".card[data-event]")) {
    card.classList.toggle("lit", on && wanted(card));
  }
}

function link() {
  const around = (target, selector) => (target instanceof Element ? target.closest(selector) : null);
  const react = (on) => (happening) => {
    const card = around(happening.target, ".card[data-event]");
    if (card) {
      light(on, card);
      return;
    }
    const spot = around(happening.target, ".spot");
    if (spot) {
      const spots = spot.dataset.spots.split(" ");
      lightCards(on, (other) => spots.includes(other.dataset.spot));
      return;
    }
    const bar = around(happening.target, ".rows a");
    if (bar) {
      lightCards(on, (other) => other.dataset.event === bar.dataset.event);
      return;
    }
    const field = around(happening.target, "tr[data-role]");
    if (field) {
      if (on) {
        document.body.dataset.role = field.dataset.role;
      } else {
        delete document.body.dataset.role;
      }
      return;
    }
    const claim = around(happening.target, "[data-claim], [data-for]");
    if (claim) {
      const id = claim.dataset.claim ?? claim.dataset.for;
      for (const words of $$(".evidence")) {
        words.classList.toggle("lit", on && words.dataset.claims.split(" ").includes(id));
      }
    }
  };
  document.addEventListener("pointerover", react(true));
  document.addEventListener("pointerout", react(false));
  document.addEventListener("focusin", react(true));
  document.addEventListener("focusout", react(false));
}

/* The map is drawn by the server for any window; here it is dragged and zoomed, and fetched anew when it comes to rest. */

const WORLD = 360;
const toY = (latitude) => {
  const angle = (Math.min(Math.max(latitude, -85), 85) * Math.PI) / 180;
  return (Math.log(Math.tan(Math.PI / 4 + angle / 2)) * 180) / Math.PI;
};
const toLatitude = (y) => (Math.atan(Math.exp((y * Math.PI) / 180)) * 360) / Math.PI - 90;

class MapPane {
  constructor(section) {
    this.section = section;
    this.timer = 0;
    this.turn = 0;
    section.addEventListener("click", (happening) => this.click(happening));
    section.addEventListener("wheel", (happening) => this.wheel(happening), { passive: false });
    section.addEventListener("pointerdown", (happening) => this.grab(happening));
    section.addEventListener("keydown", (happening) => this.key(happening));
    this.read();
  }

  read() {
    const frame = $(".mapframe", this.section);
    this.svg = $("svg.map", this.section);
    if (!frame) {
      return;
    }
    const [west, south, east, north] = frame.dataset.box.split(",").map(Number);
    this.box = { west, east, south: toY(south), north: toY(north) };
  }

  text() {
    const { west, south, east, north } = this.box;
    return [west, toLatitude(south), east, toLatitude(north)].map((value) => value.toFixed(3)).join(",");
  }

  /** Moves by shares of the window and widens it around a point of it. */
  move(right, down, wider = 1, aroundX = 0.5, aroundY = 0.5) {
    if (!this.box) {
      return;
    }
    const wide = this.box.east - this.box.west;
    const tall = this.box.north - this.box.south;
    const factor = Math.min(wider, WORLD / wide);
    const west = this.box.west + wide * (right + aroundX * (1 - factor));
    const north = this.box.north - tall * (down + aroundY * (1 - factor));
    this.box = { west, east: west + wide * factor, north, south: north - tall * factor };
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(this.text()), 140);
  }

  async fetch(box) {
    const address = new URL(location.href);
    if (box) {
      address.searchParams.set("box", box);
    } else {
      address.searchParams.delete("box");
    }
    this.turn += 1;
    const turn = this.turn;
    const answer = await fetch(`/map${address.search}`);
    if (!answer.ok || turn !== this.turn) {
      return;
    }
    const hadFocus = this.section.contains(document.activeElement);
    this.section.innerHTML = await answer.text();
    history.replaceState(null, "", address);
    this.read();
    if (hadFocus) {
      this.svg?.focus({ preventScroll: true });
    }
  }

  click(happening) {
    const step = happening.target.closest("[data-move]");
    if (step && !happening.ctrlKey && !happening.metaKey && !happening.shiftKey) {
      happening.preventDefault();
      this.fetch(new URL(step.href).searchParams.get("box"));
    }
    if (this.wasDragged) {
      happening.preventDefault();
      this.wasDragged = false;
    }
  }

  wheel(happening) {
    if (!happening.target.closest("svg.map") || !this.box) {
      return;
    }
    happening.preventDefault();
    const frame = this.svg.getBoundingClientRect();
    const x = (happening.clientX - frame.left) / frame.width;
    const y = (happening.clientY - frame.top) / frame.height;
    this.move(0, 0, happening.deltaY > 0 ? 1.25 : 0.8, x, y);
  }

  grab(happening) {
    const svg = happening.target.closest("svg.map")?.closest(".mapframe")?.firstElementChild;
    if (!svg || happening.button !== 0) {
      return;
    }
    const frame = svg.getBoundingClientRect();
    const [startX, startY] = [happening.clientX, happening.clientY];
    let [right, down] = [0, 0];
    this.wasDragged = false;
    const drag = (moved) => {
      right = moved.clientX - startX;
      down = moved.clientY - startY;
      if (Math.hypot(right, down) > 4) {
        this.wasDragged = true;
        svg.classList.add("dragged");
        svg.setAttribute("transform", `translate(${right} ${down})`);
      }
    };
    const drop = () => {
      removeEventListener("pointermove", drag);
      svg.classList.remove("dragged");
      if (this.wasDragged) {
        this.move(-right / frame.width, -down / frame.height);
      }
    };
    addEventListener("pointermove", drag);
    addEventListener("pointerup", drop, { once: true });
    addEventListener("pointercancel", drop, { once: true });
    if (!happening.target.closest("a")) {
      happening.preventDefault();
      svg.focus({ preventScroll: true });
    }
  }

  key(happening) {
    if (!happening.target.closest("svg.map") || happening.ctrlKey || happening.metaKey || happening.altKey) {
      return;
    }
    const steps = {
      ArrowLeft: [-0.2, 0],
      ArrowRight: [0.2, 0],
      ArrowUp: [0, -0.2],
      ArrowDown: [0, 0.2],
      "+": [0, 0, 0.5],
      "=": [0, 0, 0.5],
      "-": [0, 0, 2],
    };
    const step = steps[happening.key];
    if (step) {
      happening.preventDefault();
      happening.stopPropagation();
      this.move(...step);
    }
  }
}

/* Keys. */

function step(by) {
  const stops = $$(".cardlist .card h2 a, .worklist .card h2 a, .claims a, .rowlist a, table.list td:first-child a");
  if (stops.length === 0) {
    return;
  }
  const at = stops.indexOf(document.activeElement);
  const next = stops[Math.min(Math.max(at + by, 0), stops.length - 1)];
  next.focus({ preventScroll: true });
  (next.closest(".card") ?? next).scrollIntoView({ block: "nearest" });
}

function follow(selector) {
  $(selector)?.click();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => follow('a[rel="next"]'),
  p: () => follow('a[rel="prev"]'),
  m: () => $("svg.map")?.focus(),
  e: () => location.assign("/"),
  w: () => location.assign("/work"),
  c: () => location.assign("/contradictions"),
  d: () => location.assign("/decisions"),
  a: () => $('#decide-review input[name="reason"]')?.focus(),
  "/": () => $('input[type="search"]')?.focus(),
  "?": () => $("#help")?.showModal(),
};

function keys() {
  document.addEventListener("keydown", (happening) => {
    const typing = happening.target.closest?.("input, select, textarea, dialog[open]");
    if (typing || happening.ctrlKey || happening.metaKey || happening.altKey) {
      return;
    }
    const act = KEYS[happening.key];
    if (act) {
      happening.preventDefault();
      act();
    }
  });
  for (const button of $$("[data-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => document.getElementById(button.dataset.open)?.showModal());
  }
}

/* A form sends its empty fields; an address to be shared is better without them. */

function tidyForms() {
  for (const form of $$("form.filter")) {
    form.addEventListener("submit", () => {
      for (const field of $$("input, select", form)) {
        field.disabled = field.value.trim() === "";
      }
      // Going back must find the fields usable again.
      setTimeout(() => {
        for (const field of $$("input, select", form)) {
          field.disabled = false;
        }
      }, 0);
    });
  }
}

/* While decisions are being applied, wait for the record that follows them. */

async function wait() {
  const answer = await fetch("/state");
  if (answer.ok && (await answer.text()) === "settled") {
    location.reload();
  } else {
    setTimeout(wait, 1000);
  }
}

/* An address that names a form opens it. */

function unfold() {
  const named = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  if (named instanceof HTMLDetailsElement) {
    named.open = true;
    $("input:not([type=hidden]), select", named)?.focus();
  }
}

link();
keys();
unfold();
addEventListener("hashchange", unfold);
if ($("[data-waiting]")) {
  setTimeout(wait, 1000);
}
tidyForms();
const section = $("#map");
if (section) {
  new MapPane(section);
}
