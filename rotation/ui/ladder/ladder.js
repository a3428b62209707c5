// The goals in their order of importance. What it shows and says comes from Python. It sends one
// event, "placed": which goal, and where to.

const PATIENCE = 10000; // milliseconds after which it is free again without an answer
const ladders = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ladder");
  if (!ladders.has(root)) ladders.set(root, new Ladder(root));
  const ladder = ladders.get(root);
  ladder.tell = setTriggerValue;
  ladder.take(data);
}

function make(tag, kind, words) {
  const found = document.createElement(tag);
  found.className = kind;
  if (words !== undefined) found.textContent = words;
  return found;
}

class Ladder {
  constructor(root) {
    this.root = root;
    this.steps = root.querySelector(".steps");
    this.live = root.querySelector(".live");
    this.lifted = null; // the goal that is lifted
    this.stop = null; // the goal that Tab leads to
    const on = (name, act) => root.addEventListener(name, act.bind(this));
    on("dragstart", this.dragged);
    on("dragover", this.over);
    on("drop", this.dropped);
    on("dragend", this.putBack);
    on("click", this.clicked);
    on("keydown", this.typed);
    on("focusin", this.focused);
    on("focusout", this.left);
  }

  // ---- what Python sends ----

  take(data) {
    const moved = this.data && this.data.at !== data.at;
    this.data = data;
    this.free();
    this.lifted = null;
    this.draw();
    if (data.refused || moved) this.live.textContent = data.refused || data.done;
  }

  draw() {
    const inside = this.goalOf(this.root.getRootNode().activeElement);
    this.steps.replaceChildren(...this.data.steps.map((step) => this.step(step)));
    this.root.setAttribute("aria-label", this.data.words.label);
    this.root.querySelector(".hint").textContent = this.data.words.hint;
    const goals = this.goals();
    const mine = goals.find((goal) => goal.dataset.code === this.stop) ?? goals[0];
    this.stopAt(mine);
    if (inside || this.wanted) mine?.focus({ preventScroll: true });
    this.wanted = false;
    this.show();
  }

  step(step) {
    const box = make("div", step.title ? "step" : "gap");
    box.dataset.place = step.place;
    if (!step.title) return box;
    const list = make("ul", "");
    list.setAttribute("aria-label", step.title);
    for (const goal of step.goals) {
      const item = make("li", "");
      item.append(this.goal(goal));
      list.append(item);
    }
    box.append(make("span", "title", step.title), list);
    return box;
  }

  goal(goal) {
    const found = make("button", "goal", goal.title);
    found.type = "button";
    found.draggable = true;
    found.tabIndex = -1;
    found.title = goal.sentence;
    found.setAttribute("aria-describedby", "ladder-hint");
    Object.assign(found.dataset, { code: goal.code, name: goal.title });
    if (goal.stays) found.dataset.stays = "";
    if (goal.weight) found.append(make("span", "weight", goal.weight));
    return found;
  }

  show() {
    this.root.classList.toggle("lifting", this.lifted !== null);
    for (const goal of this.goals()) {
      goal.classList.toggle("lifted", goal === this.lifted);
      goal.setAttribute("aria-pressed", goal === this.lifted);
    }
    for (const box of this.steps.children) {
      const here = this.lifted !== null && Number(box.dataset.place) === this.target;
      box.classList.toggle("over", here);
    }
  }

  say(key, values) {
    return this.data.words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  stepAt(place) {
    return this.data.steps.find((step) => step.place === place);
  }

  goals() {
    return [...this.steps.querySelectorAll(".goal")];
  }

  goalOf(node) {
    return node?.closest?.(".goal") ?? null;
  }

  placeOf(node) {
    const box = node.closest?.("[data-place]");
    return box ? Number(box.dataset.place) : null;
  }

  // ---- lifting and putting down ----

  lift(goal) {
    if (this.busy) return false;
    this.lifted = goal;
    this.target = this.placeOf(goal);
    this.live.textContent = this.say("lifted", { name: goal.dataset.name });
    this.show();
    return true;
  }

  // Where the lifted goal can be put down: not where it would be just as before.
  places() {
    const own = this.placeOf(this.lifted);
    const alone = own > 0 && this.stepAt(own).goals.length === 1;
    return this.data.steps
      .map((step) => step.place)
      .filter((place) => !(alone && Math.abs(place - own) === 1))
      .filter((place) => place > 0 || !("stays" in this.lifted.dataset));
  }

  aim(place) {
    if (place === this.target) return;
    this.target = place;
    const own = place === this.placeOf(this.lifted);
    const label = own ? this.data.words.same : this.stepAt(place).label;
    this.live.textContent = this.say("over", { name: this.lifted.dataset.name, place: label });
    this.show();
  }

  drop() {
    const { code, name } = this.lifted.dataset;
    if (this.target === this.placeOf(this.lifted)) {
      this.putBack();
      return;
    }
    this.stop = code;
    this.wanted = true;
    this.tell("placed", { at: this.data.at, goal: code, place: this.target });
    this.lifted = null;
    this.live.textContent = this.say("dropped", { name });
    this.busy = setTimeout(() => this.free(), PATIENCE);
    this.root.classList.add("busy");
    this.show();
  }

  putBack() {
    if (!this.lifted) return;
    this.live.textContent = this.say("put_back", { name: this.lifted.dataset.name });
    this.lifted = null;
    this.show();
  }

  free() {
    clearTimeout(this.busy);
    this.busy = null;
    this.root.classList.remove("busy");
  }

  // ---- by pointer ----

  dragged(event) {
    const goal = this.goalOf(event.target);
    if (!goal || !this.lift(goal)) {
      event.preventDefault();
      return;
    }
    event.dataTransfer.setData("text/plain", goal.dataset.name);
    event.dataTransfer.effectAllowed = "move";
  }

  over(event) {
    const place = this.placeOf(event.target);
    if (!this.lifted || !this.places().includes(place)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    this.aim(place);
  }

  dropped(event) {
    event.preventDefault();
    if (this.lifted && this.placeOf(event.target) === this.target) this.drop();
  }

  // A reader for the blind clicks without a pointer: that is what Enter is.
  clicked(event) {
    const goal = this.goalOf(event.target);
    if (goal && event.detail === 0) this.enter(goal);
  }

  // ---- by keys ----

  typed(event) {
    const goal = this.goalOf(event.target);
    if (!goal || event.ctrlKey || event.metaKey || event.altKey) return;
    const ways = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 };
    const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
    if (event.key in ways) {
      if (!this.lifted) this.go(goal, ways[event.key], sideways);
      else if (!sideways) this.shift(ways[event.key]);
    } else if (event.key === "Enter" || event.key === " ") this.enter(goal);
    else if (event.key === "Escape" && this.lifted) this.putBack();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  enter(goal) {
    if (this.lifted) this.drop();
    else this.lift(goal);
  }

  shift(way) {
    const places = this.places();
    const next = places.indexOf(this.target) + way;
    this.aim(places[Math.min(Math.max(next, 0), places.length - 1)]);
  }

  // Sideways to the next goal, up and down to the next tier that has any.
  go(goal, way, sideways) {
    const goals = this.goals();
    const own = this.placeOf(goal);
    const ahead = way > 0 ? goals.slice(goals.indexOf(goal) + 1) : goals.slice(0, goals.indexOf(goal)).reverse();
    const next = sideways ? ahead[0] : ahead.find((other) => this.placeOf(other) !== own);
    next?.focus();
  }

  focused(event) {
    const goal = this.goalOf(event.target);
    if (goal) this.stopAt(goal);
  }

  // Tab leads to one goal, the one where the focus was last.
  stopAt(goal) {
    for (const each of this.goals()) each.tabIndex = each === goal ? 0 : -1;
    this.stop = goal?.dataset.code ?? null;
  }

  left(event) {
    if (this.lifted && !this.root.contains(event.relatedTarget)) this.putBack();
  }
}
