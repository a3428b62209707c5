// The board of teams. What it shows and says comes from Python; what people typed is only ever put
// in as text. It sends two events: "picked" (who) and "dropped" (who, and where to).

const PRESS = 6; // pixels that a press moves before it is a drag
const EDGE = 30; // pixels from the board's edge where it starts to scroll
const STEP = 14; // pixels that it scrolls with each frame
const MARGIN = 8; // pixels left around a card that is scrolled to
const HEADING = 42; // pixels that the headings of the columns cover
const PATIENCE = 10000; // milliseconds after which the board is free again without an answer
const ASK_AGAIN = 5000; // milliseconds after which it is asked once more what the seats mean
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const boards = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".board");
  if (!boards.has(root)) boards.set(root, new Board(root));
  const board = boards.get(root);
  board.tell = setTriggerValue;
  board.take(data);
}

function make(tag, kind, words) {
  const found = document.createElement(tag);
  found.className = kind;
  if (words !== undefined) found.textContent = words;
  return found;
}

// For who hears the board: words that are not seen, and a pause.
function aside(words = "") {
  return make("span", "aside", `${words}, `);
}

class Board {
  constructor(root) {
    this.root = root;
    this.columns = root.querySelector(".columns");
    this.status = root.querySelector(".status");
    this.live = root.querySelector(".live");
    this.drawn = ""; // what the columns were drawn from
    this.carried = null; // who is lifted, from which place, and by what: keys or pointer
    this.press = null; // where the pointer went down
    this.wanted = null; // whose card gets the focus when the columns are drawn next
    const on = (name, act) => root.addEventListener(name, act.bind(this));
    on("pointerdown", this.pressed);
    on("pointermove", this.moved);
    on("pointerup", this.released);
    on("pointercancel", this.putBack);
    on("lostpointercapture", this.putBack);
    on("click", this.clicked);
    on("keydown", this.typed);
    on("focusin", this.focused);
    on("focusout", this.left);
    this.escape = (event) => {
      if (event.key === "Escape") this.putBack();
    };
  }

  // ---- what Python sends ----

  take(data) {
    const before = this.data;
    this.data = data;
    this.free();
    if (this.carried && before.at !== data.at) this.lower();
    if (!this.carried) this.draw();
    this.show();
    if (!this.carried && before?.picked !== data.picked) this.reveal();
    const news = data.refused || (before && before.at !== data.at ? data.verdict.words : "");
    if (news) this.live.textContent = news;
  }

  draw() {
    const drawn = JSON.stringify([this.data.columns, this.data.words]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const scope = this.root.getRootNode();
    const inside = scope.activeElement?.closest(".place");
    const at = inside?.dataset.key ?? this.stop;
    const { scrollLeft, scrollTop } = this.columns;
    this.grid = this.data.columns.map(({ title, seats }) => seats.map((seat) => this.seat(seat, title)));
    this.columns.replaceChildren(
      ...this.data.columns.map((column, place) => this.column(column, this.grid[place])),
    );
    this.columns.scrollTo(scrollLeft, scrollTop);
    this.root.setAttribute("aria-label", this.data.words.label);
    this.root.querySelector(".hint").textContent = this.data.words.hint;
    const mine = this.places().find((place) => place.dataset.cadre === this.wanted);
    const same = this.places().find((place) => place.dataset.key === at);
    const first = this.places().find((place) => place.dataset.cadre) ?? this.places()[0];
    this.stopAt(mine ?? same ?? first);
    if (inside) (mine ?? same ?? first).focus({ preventScroll: true });
    this.wanted = null;
  }

  column(column, places) {
    const box = make("div", column.holding ? "column holding" : "column");
    const list = make("ol", "");
    list.setAttribute("aria-label", column.title);
    for (const place of places) {
      const item = make("li", "");
      item.append(place);
      list.append(item);
    }
    box.append(make("h2", "", column.title), list);
    return box;
  }

  // Its name is what is read on it, after what it stands under.
  seat(seat, above) {
    const card = seat.card;
    const place = make("button", `place ${card ? card.kind : "vacant"}`);
    place.type = "button";
    place.tabIndex = -1;
    place.dataset.key = seat.key;
    if (seat.post !== null) place.dataset.post = seat.post;
    if (card) Object.assign(place.dataset, { cadre: card.id, name: card.name });
    if (card?.beside) place.dataset.beside = "";
    place.setAttribute("aria-describedby", "hint");
    const head = make("span", "head");
    head.append(make("span", "title", seat.title), make("span", "must", seat.must));
    head.append(make("span", "mark"), aside());
    place.append(aside(above), head, card ? this.card(card) : make("span", "empty", seat.empty));
    return place;
  }

  card(card) {
    const box = make("span", "card");
    const said = make("span", "said");
    const who = make("span", "who");
    who.append(make("span", "name", card.name));
    if (card.tag) who.append(aside(), make("span", "tag", card.tag));
    said.append(who, aside(), make("span", "facts", [card.facts, card.party].filter(Boolean).join("　")));
    if (card.detail) said.append(aside(), make("span", "detail", card.detail));
    const face = make("span", `face ${card.sex}`, card.face);
    face.setAttribute("aria-hidden", "true");
    box.append(face, said);
    return box;
  }

  // ---- what the seats mean for whoever is lifted, or else picked ----

  show() {
    const { marks, picked, words } = this.data;
    const subject = this.carried?.cadre ?? picked;
    const known = subject !== null && subject === picked;
    this.root.classList.toggle("lifting", this.carried !== null);
    for (const place of this.places()) {
      const mark = known ? marks[place.dataset.post] : undefined;
      const own = place.dataset.cadre === subject;
      place.classList.toggle("open", mark?.kind === "open");
      place.classList.toggle("closed", mark?.kind === "closed");
      place.classList.toggle("picked", own);
      place.classList.toggle("lifted", place === this.carried?.from);
      place.classList.toggle("over", this.carried !== null && place === this.target);
      place.querySelector(".mark").textContent = mark?.short ?? "";
      if (place.dataset.cadre) place.setAttribute("aria-pressed", place === this.carried?.from);
      const more = mark?.more ?? (own && place.dataset.post ? words.own : "");
      place.title = more;
      if (more) place.setAttribute("aria-description", more);
      else place.removeAttribute("aria-description");
    }
    this.showStatus(known);
  }

  showStatus(known) {
    const { marks, refused, verdict, words } = this.data;
    let [kind, said] = refused ? ["bad", refused] : [verdict.kind, verdict.words];
    if (this.carried) {
      const mark = known ? marks[this.target?.dataset.post] : undefined;
      kind = mark?.kind ?? "";
      said = this.say("picked_up", { name: this.carried.name });
      if (!known) said = words.pending;
      else if (this.target && this.target !== this.carried.from) {
        const seat = this.seatOf(this.target).name;
        said = this.say("over", { name: this.carried.name, seat, words: mark?.words ?? "" });
      }
    }
    this.status.className = `status ${kind}`;
    this.status.textContent = this.status.title = said;
  }

  say(key, values) {
    return this.data.words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  places() {
    return (this.grid ?? []).flat();
  }

  seatOf(place) {
    const seats = this.data.columns.flatMap((column) => column.seats);
    return seats.find((seat) => seat.key === place.dataset.key) ?? { name: "" };
  }

  // Scrolls the board, not the page, to whoever is picked.
  reveal() {
    const mine = this.places().find((place) => place.dataset.cadre === this.data.picked);
    if (!mine || mine.closest(".holding")) return; // that column always stands there
    const holding = this.columns.firstElementChild;
    const [box, own, hold] = [this.columns, mine, holding].map((each) => each.getBoundingClientRect());
    const past = (low, high, from, to) => (low < from ? low - from : Math.max(high - to, 0));
    this.columns.scrollBy(
      past(own.left, own.right, hold.right + MARGIN, box.right - MARGIN),
      past(own.top, own.bottom, box.top + HEADING, box.bottom - MARGIN),
    );
  }

  // ---- lifting and putting down ----

  lift(place, by) {
    const { cadre, name, beside } = place.dataset;
    if (this.busy) return false;
    if (cadre === undefined || beside !== undefined) {
      this.live.textContent = cadre === undefined ? this.data.words.nobody : this.say("beside", { name });
      return false;
    }
    this.carried = { cadre, name, by, from: place };
    this.target = place;
    this.live.textContent = this.say("picked_up", { name });
    window.addEventListener("keydown", this.escape, true);
    this.pick(cadre);
    this.asking = setInterval(() => this.pick(cadre), ASK_AGAIN); // a run may pass over the first
    this.show();
    return true;
  }

  pick(cadre) {
    if (this.data.picked !== cadre) this.tell("picked", { at: this.data.at, cadre });
  }

  drop(place) {
    const { cadre, name, from } = this.carried;
    const post = place.dataset.post ?? null;
    if (post === (from.dataset.post ?? null)) {
      this.putBack();
      return;
    }
    this.wanted = cadre;
    this.lower();
    this.live.textContent = this.say("dropped", { name, seat: this.seatOf(place).name });
    this.tell("dropped", { at: this.data.at, cadre, post });
    this.busy = setTimeout(() => this.free(), PATIENCE);
    this.root.classList.add("busy");
    this.status.className = "status";
    this.status.textContent = this.live.textContent;
  }

  putBack() {
    this.press = null;
    if (!this.carried) return;
    const { name, from, by } = this.carried;
    this.lower();
    this.live.textContent = this.say("put_back", { name });
    this.draw();
    this.show();
    if (by === "keys" && from.isConnected) from.focus();
  }

  lower() {
    window.removeEventListener("keydown", this.escape, true);
    clearInterval(this.asking);
    this.carried = this.target = this.press = null;
    this.ghost?.remove();
    this.ghost = null;
    cancelAnimationFrame(this.frame);
    this.frame = null;
    this.show();
  }

  free() {
    clearTimeout(this.busy);
    this.busy = null;
    this.root.classList.remove("busy");
  }

  // ---- by pointer ----

  pressed(event) {
    if (this.carried) this.putBack();
    const place = event.target.closest(".place[data-cadre]");
    if (event.button === 0 && place) {
      this.press = { place, id: event.pointerId, x: event.clientX, y: event.clientY };
    }
  }

  moved(event) {
    if (!this.press || event.pointerId !== this.press.id) return;
    const { place, x, y } = this.press;
    this.at = { x: event.clientX, y: event.clientY };
    if (!this.carried) {
      if (Math.hypot(this.at.x - x, this.at.y - y) < PRESS) return;
      if (!this.lift(place, "pointer")) {
        this.press = null;
        return;
      }
      this.root.setPointerCapture(event.pointerId);
      this.takeAlong(place, x, y);
    }
    this.follow();
    if (this.frame === null || this.frame === undefined) this.scroll();
  }

  takeAlong(place, x, y) {
    const box = place.getBoundingClientRect();
    this.ghost = place.cloneNode(true);
    this.ghost.classList.add("ghost");
    this.ghost.classList.remove("lifted", "over");
    this.ghost.setAttribute("aria-hidden", "true");
    this.ghost.style.width = `${box.width}px`;
    this.grip = { x: x - box.left, y: y - box.top };
    this.root.append(this.ghost);
  }

  follow() {
    const { x, y } = this.at;
    this.ghost.style.left = `${x - this.grip.x}px`;
    this.ghost.style.top = `${y - this.grip.y}px`;
    const under = this.root.getRootNode().elementFromPoint(x, y);
    const place =
      under?.closest(".place") ?? under?.closest(".holding")?.querySelector("li:last-child .place");
    const target = place && this.root.contains(place) ? place : null;
    if (target !== this.target) {
      this.target = target;
      this.show();
    }
  }

  // Goes on while the pointer rests near an edge.
  scroll() {
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      if (this.carried?.by !== "pointer") return;
      const box = this.columns.getBoundingClientRect();
      const pull = (at, low, high) => (at < low + EDGE ? -STEP : at > high - EDGE ? STEP : 0);
      this.columns.scrollBy(
        pull(this.at.x, box.left, box.right),
        pull(this.at.y, box.top, box.bottom),
      );
      this.follow();
      this.scroll();
    });
  }

  released() {
    this.press = null;
    if (this.carried?.by !== "pointer") return;
    this.dragged = true; // the click that follows is none
    setTimeout(() => (this.dragged = false));
    if (this.target) this.drop(this.target);
    else this.putBack();
  }

  clicked(event) {
    const place = event.target.closest(".place");
    if (!place || this.dragged) return;
    // A reader for the blind clicks without a pointer: that is what Enter is.
    if (event.detail === 0) this.enter(place);
    else if (place.dataset.cadre && !this.busy) this.pick(place.dataset.cadre);
  }

  // ---- by keys ----

  typed(event) {
    const place = event.target.closest(".place");
    if (!place || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in ARROWS) this.go(place, ...ARROWS[event.key]);
    else if (event.key === "Enter" || event.key === " ") this.enter(place);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  enter(place) {
    if (this.carried) this.drop(place);
    else this.lift(place, "keys");
  }

  go(place, across, down) {
    const column = this.grid.findIndex((places) => places.includes(place));
    const next = Math.min(Math.max(column + across, 0), this.grid.length - 1);
    const row = this.grid[column].indexOf(place) + down;
    this.grid[next][Math.min(Math.max(row, 0), this.grid[next].length - 1)].focus();
  }

  focused(event) {
    const place = event.target.closest(".place");
    if (!place) return;
    this.stopAt(place);
    if (this.carried?.by === "keys") {
      this.target = place;
      this.show();
    }
  }

  // Tab leads to one place of the board, the one where the focus was last.
  stopAt(place) {
    for (const each of this.places()) each.tabIndex = each === place ? 0 : -1;
    this.stop = place.dataset.key;
  }

  left(event) {
    if (this.carried?.by === "keys" && !this.root.contains(event.relatedTarget)) this.putBack();
  }
}
