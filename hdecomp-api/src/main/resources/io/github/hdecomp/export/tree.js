'use strict';

// One page, one tree: the data are read once, nodes are made when their parent is first opened.
const $ = id => document.getElementById(id);
const data = JSON.parse($('data').textContent);
const nodes = data.nodes;
const tree = $('tree');
const input = $('input');
const ROW = 12; // with more ends than this in sight, ends are stacked
const STACK = 8; // so many lie on top of each other
const PAGE = 690; // pixels across a sheet of A4 or letter paper
const palette = Uint8Array.from(data.palette.match(/../g), pair => parseInt(pair, 16));
let chosen = 0;
let pointed = -1;

nodes.forEach((node, i) => {
  node.index = i;
  node.children = [];
  node.level = 0;
  if (node.parent >= 0) {
    nodes[node.parent].children.push(i);
    node.level = nodes[node.parent].level + 1;
  }
  if (node.map !== undefined) {
    node.steps = Uint8Array.from(atob(node.map), c => c.charCodeAt(0));
  }
});
const depth = Math.max(...nodes.map(node => node.level));
const largest = Math.max(0, ...nodes.map(node => node.max ?? 0));

/* ---------- words ---------- */

function number(value) {
  const v = Number(value);
  if (v === 0 || !Number.isFinite(v)) { return String(v); }
  const size = Math.abs(v);
  return size < 1e-4 || size >= 1e6
    ? v.toExponential(2).replace(/\.?0+e/, 'e').replace('e+', 'e')
    : String(Number(v.toPrecision(3)));
}
const percent = share => (100 * share).toFixed(1) + ' %';
const name = node => node.label ?? `#${node.channel}`;
const longName = node => node.label ?? `Channel ${node.channel} of ${node.layer}`;

/** An element with attributes and children; text stays text. */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}
function svg(tag, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

/* ---------- maps ---------- */

/** The value that the hot end of the palette stands for. */
function high(node) {
  switch ($('scale').value) {
    case 'tree': return largest;
    case 'siblings': return Math.max(0, ...nodes[node.parent].children.map(i => nodes[i].max));
    default: return node.max;
  }
}

/** What the decision above sees of the picture, where all of the map lies: y, x, height, width. */
function windowOf(node) {
  const field = node.parent >= 0 ? nodes[node.parent].field : undefined;
  if (!field) { return [0, 0, data.height, data.width]; }
  const y = Math.min(Math.max(field[0], 0), data.height - 1);
  const x = Math.min(Math.max(field[1], 0), data.width - 1);
  return [y, x,
    Math.max(1, Math.min(field[0] + field[2], data.height) - y),
    Math.max(1, Math.min(field[1] + field[3], data.width) - x)];
}

/** For every pixel along a side: the two cells it is blended of and the weight of the second (half-pixel centres). */
function axis(from, extent, pixels, cells, whole) {
  const first = new Int32Array(pixels);
  const second = new Int32Array(pixels);
  const weight = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const at = (from + (i + 0.5) * extent / pixels) * cells / whole - 0.5;
    const floor = Math.floor(at);
    first[i] = Math.min(Math.max(floor, 0), cells - 1);
    second[i] = Math.min(Math.max(floor + 1, 0), cells - 1);
    weight[i] = at - floor;
  }
  return {first, second, weight};
}

/** Covers the picture in a canvas with a node's map, as hot as its values on the scale. */
function cover(context, node, part, box) {
  const image = context.getImageData(box.x, box.y, box.width, box.height);
  const pixels = image.data;
  const [top, left, patchHeight, patchWidth] = node.patch;
  const value = (y, x) => {
    const inside = y >= top && y < top + patchHeight && x >= left && x < left + patchWidth;
    return inside ? node.steps[(y - top) * patchWidth + x - left] : 0;
  };
  const rows = axis(part[0], part[2], box.height, node.cells[0], data.height);
  const columns = axis(part[1], part[3], box.width, node.cells[1], data.width);
  const factor = high(node) > 0 ? node.max / high(node) : 0;
  for (let y = 0, at = 0; y < box.height; y++) {
    const a = rows.first[y];
    const b = rows.second[y];
    const v = rows.weight[y];
    for (let x = 0; x < box.width; x++, at += 4) {
      const c = columns.first[x];
      const d = columns.second[x];
      const u = columns.weight[x];
      const above = value(a, c) * (1 - u) + value(a, d) * u;
      const below = value(b, c) * (1 - u) + value(b, d) * u;
      const step = Math.min(255, Math.round((above * (1 - v) + below * v) * factor));
      const opacity = 0.75 * Math.min(1, 2 * step / 255);
      const grey = 0.75 * (0.2126 * pixels[at] + 0.7152 * pixels[at + 1] + 0.0722 * pixels[at + 2]);
      for (let band = 0; band < 3; band++) {
        const quiet = 0.8 * (grey + 0.25 * pixels[at + band]);
        pixels[at + band] = quiet * (1 - opacity) + palette[3 * step + band] * opacity;
      }
    }
  }
  context.putImageData(image, box.x, box.y);
}

/** Draws a node into a canvas: a part of the picture, the map over it, and the border of what the neuron sees. */
function draw(canvas, node, part) {
  const context = canvas.getContext('2d', {willReadFrequently: true});
  const scale = Math.min(canvas.width / part[3], canvas.height / part[2]);
  const width = Math.max(1, Math.round(part[3] * scale));
  const height = Math.max(1, Math.round(part[2] * scale));
  const box = {x: (canvas.width - width) >> 1, y: (canvas.height - height) >> 1, width, height};
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingEnabled = scale < 8;
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#000';
  context.fillRect(box.x, box.y, width, height);
  if (input) {
    context.drawImage(input, part[1], part[0], part[3], part[2], box.x, box.y, width, height);
  }
  if (node.steps) {
    cover(context, node, part, box);
    frame(context, node.field, part, box, scale);
  }
}

function frame(context, field, part, box, scale) {
  const unit = Math.max(1, Math.min(box.width, box.height) / 150);
  let left = Math.max(box.x, box.x + (field[1] - part[1]) * scale);
  let top = Math.max(box.y, box.y + (field[0] - part[0]) * scale);
  let right = Math.min(box.x + box.width, box.x + (field[1] + field[3] - part[1]) * scale);
  let bottom = Math.min(box.y + box.height, box.y + (field[0] + field[2] - part[0]) * scale);
  const inset = Math.min(right - left, bottom - top) < 24 * unit ? -unit : 1.5 * unit;
  left += inset; top += inset; right -= inset; bottom -= inset;
  [['rgb(0 0 0 / 65%)', 3 * unit], ['#fff', unit]].forEach(([colour, width]) => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.strokeRect(left, top, right - left, bottom - top);
  });
}

/* ---------- the large picture and the figures ---------- */

function show() {
  const node = nodes[pointed >= 0 ? pointed : chosen];
  const canvas = $('overlay');
  const factor = Math.max(1, Math.round(672 / data.width));
  canvas.width = data.width * factor;
  canvas.height = data.height * factor;
  draw(canvas, node, [0, 0, data.height, data.width]);
  $('legend').classList.toggle('idle', !node.steps);
  $('legend-high').textContent = node.steps ? number(high(node)) : '';
}

function rows(list, entries) {
  entries.forEach(([term, value, kind]) => {
    list.append(element('dt', kind ? {class: kind} : {}, term), element('dd', kind === 'total' ? {class: 'total'} : {}, value));
  });
  return list;
}

function details() {
  const node = nodes[chosen];
  const parts = [element('h3', {}, longName(node))];
  const facts = [];
  if (node.steps) {
    const above = nodes[node.parent];
    facts.push(['Share', percent(node.share)], ['Contribution α', number(node.alpha)], ['Decision above', name(above)]);
    facts.push(['Neuron at y, x', `${node.y}, ${node.x}`], ['Peak A', number(node.peak)]);
    facts.push(['Sees pixels y, x',
      `${node.field[0]}–${node.field[0] + node.field[2] - 1}, ${node.field[1]}–${node.field[1] + node.field[3] - 1}`]);
    if (node.merged) {
      facts.push(['Merged channels', node.merged.map(([channel, alpha]) => `#${channel} (α ${number(alpha)})`).join(', ')]);
    }
  }
  facts.push(['Value', number(node.value)]);
  parts.push(rows(element('dl', {}), facts));
  if (node.into !== undefined) {
    parts.push(...sums(node));
  }
  $('details').replaceChildren(...parts);
}

/** What the value is made of: nothing is hidden. */
function sums(node) {
  const shown = node.value - node.positive - node.negative - node.unexplained;
  const parts = [['shown', 'Shown below', shown], ['for', 'Pruned, for it', node.positive],
    ['against', 'Pruned, against it', node.negative], ['rest', 'Unexplained (biases)', node.unexplained]];
  const bar = svg('svg', {viewBox: '0 0 1000 12', preserveAspectRatio: 'none', 'aria-hidden': 'true'});
  const total = parts.reduce((sum, part) => sum + Math.abs(part[2]), 0) || 1;
  let x = 0;
  parts.forEach(([kind, , value]) => {
    const width = 1000 * Math.abs(value) / total;
    bar.append(svg('rect', {x, y: 0, width, height: 12, class: kind}));
    x += width;
  });
  const list = rows(element('dl', {class: 'sums'}), parts.map(([kind, term, value]) => [term, number(value), `key ${kind}`]));
  rows(list, [[`Value, decomposed into ${node.into}`, number(node.value), 'total']]);
  if (node.below === 0) {
    rows(list, [['No positive evidence there', '']]);
  }
  return [bar, list];
}

/* ---------- the pyramid ---------- */

function tile(node) {
  const siblings = node.parent >= 0 ? nodes[node.parent].children : [0];
  const made = element('div', {
    class: node.parent < 0 ? 'tile root' : 'tile', role: 'treeitem', 'aria-level': node.level + 1,
    'aria-setsize': siblings.length, 'aria-posinset': siblings.indexOf(node.index) + 1, 'aria-selected': 'false',
    tabindex: '-1', 'data-node': node.index,
  });
  made.append(element('div', {}, element('b', {}, name(node)), ' ', node.steps ? percent(node.share) : ''));
  made.append(element('span', {class: 'unseen'}, spoken(node)));
  node.canvas = element('canvas', {'aria-hidden': 'true'});
  drawTile(node);
  made.append(node.canvas);
  if (node.view !== undefined) {
    const view = data.views[node.view];
    const few = Math.max(view.field[2], view.field[3]) <= 24;
    made.append(element('img', {src: view.src, alt: '', class: few ? 'few' : 'many'}));
  }
  if (node.children.length > 0) {
    made.setAttribute('aria-expanded', 'false');
    made.append(element('span', {class: 'toggle', 'aria-hidden': 'true'}, `▸ ${node.children.length}`));
  }
  return made;
}

function drawTile(node) {
  const size = Math.round(Number($('size').value) * Math.min(2, window.devicePixelRatio || 1));
  node.canvas.width = node.canvas.height = node.parent < 0 ? 2 * size : size;
  draw(node.canvas, node, windowOf(node));
}

/** What a tile says beyond what it shows. */
function spoken(node) {
  const end = node.into !== undefined && node.below === 0 ? ', no positive evidence below' : '';
  return node.steps ? ` of the evidence for ${name(nodes[node.parent])}, in ${node.layer}${end}` : end;
}

function item(node) {
  node.tile = tile(node);
  return element('li', {role: 'none'}, node.tile);
}

const isOpen = node => node.tile?.getAttribute('aria-expanded') === 'true';

function setOpen(node, open) {
  if (node.children.length === 0 || isOpen(node) === open) { return; }
  if (open && !node.group) {
    node.group = element('ul', {role: 'group', id: `below-${node.index}`}, ...node.children.map(i => item(nodes[i])));
    node.tile.after(node.group);
    node.tile.setAttribute('aria-owns', node.group.id);
  }
  node.group.hidden = !open;
  node.tile.setAttribute('aria-expanded', String(open));
  node.tile.querySelector('.toggle').textContent = `${open ? '▾' : '▸'} ${node.children.length}`;
  if (!open && isBelow(nodes[chosen], node)) { choose(node.index); }
}

const isBelow = (node, other) => node.parent >= 0 && (node.parent === other.index || isBelow(nodes[node.parent], other));
const isInSight = node => node.parent < 0 || (isOpen(nodes[node.parent]) && isInSight(nodes[node.parent]));
const inSight = () => nodes.filter(node => node.tile && isInSight(node));

function openTo(level) {
  nodes.filter(node => node.level < level).forEach(node => { if (node.tile) { setOpen(node, true); } });
  nodes.filter(node => node.level >= level && isOpen(node)).reverse().forEach(node => setOpen(node, false));
  if (!isInSight(nodes[chosen])) { choose(ancestorInSight(nodes[chosen]).index); }
  arrange();
  centre();
}

/** Scrolls the chosen node into the middle of the pyramid, without moving the page. */
function centre() {
  const view = $('pyramid').getBoundingClientRect();
  const box = nodes[chosen].tile.getBoundingClientRect();
  $('pyramid').scrollLeft += box.left + box.width / 2 - view.left - view.width / 2;
  if (box.top < view.top || box.bottom > view.bottom) { $('pyramid').scrollTop += box.top - view.top - 20; }
}
const ancestorInSight = node => node.tile && isInSight(node) ? node : ancestorInSight(nodes[node.parent]);

/** Stacks the ends of branches where there are many, then draws the edges. */
function arrange() {
  $('edges').setAttribute('width', 0); // or it would keep the sheet as large as it was
  $('edges').setAttribute('height', 0);
  const seen = inSight();
  const ends = seen.filter(node => !isOpen(node)).length;
  seen.filter(isOpen).forEach(node => {
    const stacked = ends > ROW && node.children.length > 1 && node.children.every(i => !isOpen(nodes[i]));
    node.group.className = stacked ? 'stack' : '';
    const columns = Math.ceil(node.children.length / STACK);
    node.group.style.gridTemplateColumns = stacked ? `repeat(${columns}, auto)` : '';
  });
  const levels = Math.max(...seen.map(node => node.level));
  $('levels').querySelectorAll('button').forEach((button, i) => {
    const whole = seen.every(node => node.level >= i + 1 || node.children.length === 0 || isOpen(node));
    button.setAttribute('aria-pressed', String(levels === i + 1 && whole));
  });
  if ($('fit').checked) { fit($('pyramid').clientWidth); }
  edges(seen);
}

/** Shrinks the sheet to a width; a zoom of 1 at most. */
function fit(width) {
  $('sheet').style.zoom = '';
  $('sheet').style.zoom = Math.min(1, width / $('sheet').scrollWidth);
}

/** Where a tile lies on the sheet; offsets do not depend on zooming. */
function place(node) {
  const box = node.tile;
  let [x, y] = [0, 0];
  for (let part = box; part && part !== $('sheet'); part = part.offsetParent) {
    x += part.offsetLeft;
    y += part.offsetTop;
  }
  return {x, y, width: box.offsetWidth, height: box.offsetHeight};
}

function edges(seen) {
  const thinnest = 1 / (Number($('sheet').style.zoom) || 1);
  const way = new Set();
  for (let node = nodes[chosen]; node; node = nodes[node.parent]) { way.add(node.index); }
  const places = new Map(seen.map(node => [node.index, place(node)]));
  const paths = seen.filter(node => node.parent >= 0).map(node => {
    const from = places.get(node.parent);
    const to = places.get(node.index);
    const stacked = nodes[node.parent].group.className === 'stack';
    const width = Math.max(thinnest, 1 + node.share * (stacked ? 10 : 25));
    const x = from.x + from.width / 2;
    const y = from.y + from.height;
    const middle = to.x + to.width / 2;
    const lane = nodes[node.parent].group.offsetTop + place0(nodes[node.parent]) - 12;
    const d = stacked
      ? `M${x} ${y} V${lane} H${to.x - 6} V${to.y + to.height / 3} H${to.x}`
      : `M${x} ${y} C${x} ${(y + to.y) / 2} ${middle} ${(y + to.y) / 2} ${middle} ${to.y}`;
    const chosenWay = way.has(node.index);
    return {d, width, chosenWay};
  }).sort((a, b) => a.chosenWay - b.chosenWay);
  $('edges').setAttribute('width', $('sheet').offsetWidth);
  $('edges').setAttribute('height', $('sheet').offsetHeight);
  $('edges').replaceChildren(...paths.map(path =>
    svg('path', {d: path.d, 'stroke-width': path.width.toFixed(2), class: path.chosenWay ? 'way' : ''})));
  layers(seen, places);
}
/** The offset of what a group's own offset is measured from. */
function place0(node) {
  let y = 0;
  for (let part = node.group.offsetParent; part && part !== $('sheet'); part = part.offsetParent) { y += part.offsetTop; }
  return y;
}

function layers(seen, places) {
  const labels = [];
  for (let level = 1; level <= depth; level++) {
    const first = seen.find(node => node.level === level);
    if (first) {
      const label = element('span', {title: first.layer}, first.layer);
      label.style.top = `${places.get(first.index).y - 26 - $('layers').offsetTop}px`;
      labels.push(label);
    }
  }
  $('layers').replaceChildren(...labels);
}

/* ---------- choosing ---------- */

function choose(index, focus = false) {
  nodes[chosen].tile?.setAttribute('aria-selected', 'false');
  nodes[chosen].tile?.setAttribute('tabindex', '-1');
  document.querySelector('tr.chosen')?.classList.remove('chosen');
  chosen = index;
  const node = nodes[index];
  for (const above of pathTo(node)) { setOpen(above, true); }
  node.tile.setAttribute('aria-selected', 'true');
  node.tile.setAttribute('tabindex', '0');
  document.querySelector(`tr[data-node="${index}"]`).classList.add('chosen');
  if (focus) {
    node.tile.focus({preventScroll: true});
    node.tile.scrollIntoView({block: 'nearest', inline: 'nearest'});
  }
  details();
  show();
}
const pathTo = node => node.parent < 0 ? [] : [...pathTo(nodes[node.parent]), nodes[node.parent]];

function neighbour(node, step) {
  const level = inSight().filter(other => other.level === node.level);
  return level[level.indexOf(node) + step];
}

function below(node) {
  if (node.children.length > 0) {
    if (!isOpen(node)) { setOpen(node, true); }
    return nodes[node.children[0]];
  }
  return stackedSibling(node, 1);
}
function above(node) {
  return stackedSibling(node, -1) ?? nodes[node.parent];
}
function stackedSibling(node, step) {
  const siblings = node.parent >= 0 && nodes[node.parent].group.className === 'stack' ? nodes[node.parent].children : [];
  return nodes[siblings[siblings.indexOf(node.index) + step]];
}

const keys = {
  ArrowDown: below,
  ArrowUp: above,
  ArrowRight: node => neighbour(node, 1),
  ArrowLeft: node => neighbour(node, -1),
  Home: () => nodes[0],
  End: () => inSight().at(-1),
  ' ': node => { setOpen(node, !isOpen(node)); return node; },
  Enter: node => { setOpen(node, !isOpen(node)); return node; },
  '+': node => { setOpen(node, true); return node; },
  '-': node => { setOpen(node, false); return node; },
  '*': node => { inSight().filter(other => other.level === node.level).forEach(other => setOpen(other, true)); return node; },
};

tree.addEventListener('keydown', event => {
  const move = keys[event.key];
  if (!move || event.ctrlKey || event.altKey || event.metaKey) { return; }
  event.preventDefault();
  const to = move(nodes[chosen]);
  if (to) { choose(to.index, true); }
  arrange();
});
tree.addEventListener('click', event => {
  const at = event.target.closest('[data-node]');
  if (!at) { return; }
  const node = nodes[at.dataset.node];
  if (event.target.closest('.toggle')) { setOpen(node, !isOpen(node)); }
  choose(node.index, true);
  arrange();
});
tree.addEventListener('dblclick', event => {
  const at = event.target.closest('[data-node]');
  if (at && !event.target.closest('.toggle')) {
    setOpen(nodes[at.dataset.node], !isOpen(nodes[at.dataset.node]));
    arrange();
  }
});

/** What the pointer is over is shown on the picture. */
function follow(area) {
  area.addEventListener('pointerover', event => {
    const at = event.target.closest('[data-node]');
    const over = at ? Number(at.dataset.node) : -1;
    if (over !== pointed) { pointed = over; show(); }
  });
  area.addEventListener('pointerleave', () => { pointed = -1; show(); });
}

/* ---------- the rest of the page ---------- */

function tab(which, focus) {
  ['pyramid', 'table'].forEach(view => {
    const active = view === which;
    $(`tab-${view}`).setAttribute('aria-selected', String(active));
    $(`tab-${view}`).tabIndex = active ? 0 : -1;
    $(view).hidden = !active;
  });
  if (focus) { $(`tab-${which}`).focus(); }
  if (which === 'pyramid') {
    arrange();
    centre();
  }
}

function redraw() {
  nodes.filter(node => node.canvas).forEach(drawTile);
  show();
}

async function copyTable() {
  const text = Array.from(document.querySelectorAll('table tr'), row =>
    Array.from(row.cells, cell => cell.textContent + '\t'.repeat(cell.colSpan - 1)).join('\t')).join('\n');
  try {
    await navigator.clipboard.writeText(text);
    $('copy').textContent = 'Copied';
  } catch {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector('table'));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    $('copy').textContent = 'Selected: press Ctrl+C';
  }
  setTimeout(() => { $('copy').textContent = 'Copy as text with tabs'; }, 3000);
}

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  $('theme').textContent = dark ? 'Light' : 'Dark';
}

function wire() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  $('theme').textContent = dark.matches ? 'Light' : 'Dark';
  dark.addEventListener('change', () => { if (!document.documentElement.dataset.theme) { $('theme').textContent = dark.matches ? 'Light' : 'Dark'; } });
  $('theme').addEventListener('click', () => setTheme($('theme').textContent === 'Dark'));
  ['pyramid', 'table'].forEach(view => $(`tab-${view}`).addEventListener('click', () => tab(view)));
  document.querySelector('[role="tablist"]').addEventListener('keydown', event => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      tab($('tab-pyramid').getAttribute('aria-selected') === 'true' ? 'table' : 'pyramid', true);
    }
  });
  for (let level = 1; level <= depth; level++) {
    const button = element('button', {type: 'button', 'aria-pressed': 'false', 'aria-label': `Open ${level} of ${depth} levels`}, String(level));
    button.addEventListener('click', () => openTo(level));
    $('levels').append(button);
  }
  $('scale').value = data.scale;
  $('scale').addEventListener('change', redraw);
  $('size').addEventListener('input', () => { document.documentElement.style.setProperty('--tile', `${$('size').value}px`); arrange(); });
  $('size').addEventListener('change', redraw);
  $('sharp-label').hidden = data.views.length === 0;
  $('sharp').addEventListener('change', () => { tree.classList.toggle('plain', !$('sharp').checked); arrange(); });
  $('fit').addEventListener('change', () => { $('sheet').style.zoom = ''; arrange(); centre(); });
  $('copy').addEventListener('click', copyTable);
  document.querySelector('tbody').addEventListener('click', event => {
    const row = event.target.closest('button') && event.target.closest('tr');
    if (row) { choose(Number(row.dataset.node)); }
  });
  follow(tree);
  follow(document.querySelector('tbody'));
  let width = innerWidth;
  addEventListener('resize', () => {
    arrange();
    if (innerWidth !== width) { centre(); } // A phone changes the height alone while it is scrolled.
    width = innerWidth;
  });
  addEventListener('beforeprint', () => {
    $('pyramid').hidden = false;
    $('sheet').classList.add('printed');
    arrange();
    fit(PAGE);
    edges(inSight());
  });
  addEventListener('afterprint', () => {
    $('sheet').style.zoom = '';
    $('sheet').classList.remove('printed');
    tab($('tab-pyramid').getAttribute('aria-selected') === 'true' ? 'pyramid' : 'table');
  });
}

async function start() {
  await input?.decode();
  const bar = $('bar').getContext('2d');
  for (let i = 0; i < 256; i++) {
    bar.fillStyle = `rgb(${palette[3 * i]} ${palette[3 * i + 1]} ${palette[3 * i + 2]})`;
    bar.fillRect(i, 0, 1, 1);
  }
  document.querySelectorAll('.scripted').forEach(part => { part.hidden = false; });
  $('overlay').hidden = false;
  wire();
  tree.append(item(nodes[0]));
  choose(0);
  openTo(Math.min(2, depth));
  tab('pyramid');
}

start();
