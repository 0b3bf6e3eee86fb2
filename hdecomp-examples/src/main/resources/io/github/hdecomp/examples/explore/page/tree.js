// The pyramid: the decision on top, its evidence below, joined by lines that are the thicker the larger the share.

import {sharpUrl} from './api.js';
import {byId, el, number, percent} from './dom.js';
import {nodesOf, word} from './evidence.js';
import * as paint from './paint.js';

const WIDTH = 164;
const HEIGHT = 146;
const GAP_X = 12;
const GAP_Y = 44;
const THUMB = 72;
const SVG = 'http://www.w3.org/2000/svg';

/**
 * The outline of a subtree around its root: per level the leftmost and rightmost middle of a card, and where the
 * children's roots are. Subtrees stand as close together as their outlines allow (after Reingold and Tilford 1981).
 */
function outline(node, step) {
  const parts = node.children.map((child) => outline(child, step));
  const at = [];
  const right = [];
  parts.forEach((part, i) => {
    const x = i === 0 ? 0 : Math.max(...part.left.slice(0, right.length).map((left, level) => right[level] - left)) + step;
    at.push(x);
    part.right.forEach((edge, level) => {
      right[level] = x + edge;
    });
  });
  const middle = parts.length ? (at[0] + at.at(-1)) / 2 : 0;
  const shape = {left: [0], right: [0], at: at.map((x) => x - middle), parts};
  parts.forEach((part, i) => part.left.forEach((edge, level) => {
    shape.left[level + 1] = Math.min(shape.left[level + 1] ?? Infinity, shape.at[i] + edge);
    shape.right[level + 1] = Math.max(shape.right[level + 1] ?? -Infinity, shape.at[i] + part.right[level]);
  }));
  return shape;
}

/** Places every node: children below, around the middle of their parent. */
function layout(root, width) {
  const whole = outline(root, width + GAP_X);
  const left = Math.min(...whole.left);
  const places = new Map();
  const place = (node, shape, x, level) => {
    places.set(node.path, {x: x - left, y: level * (HEIGHT + GAP_Y), level});
    node.children.forEach((child, i) => place(child, shape.parts[i], x + shape.at[i], level + 1));
  };
  place(root, whole, 0, 0);
  return {places, width: Math.max(...whole.right) - left + width, height: whole.left.length * (HEIGHT + GAP_Y) - GAP_Y};
}

function line(from, to, width, share) {
  const path = document.createElementNS(SVG, 'path');
  const x1 = from.x + width / 2;
  const y1 = from.y + HEIGHT;
  const x2 = to.x + width / 2;
  const middle = (y1 + to.y) / 2;
  path.setAttribute('d', `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${to.y}`);
  path.setAttribute('stroke-width', String(1 + 14 * share));
  return path;
}

/** How a decision is called, in a few letters. */
export function title(decision, labels) {
  const name = (id) => labels[id] || `class ${id}`;
  if (decision.kind === 'class') return name(decision.classId);
  if (decision.kind === 'neuron') return `${decision.tap} · ${decision.channel}`;
  return decision.terms.map((term) => name(term.decision.classId)).join(' rather than ');
}

const small = () => el('canvas', {width: THUMB, height: THUMB, 'aria-hidden': 'true'});
const painted = new WeakMap();

/** A small picture with a map over it; each is painted once and copied from then on. */
function thumb(image, map, most) {
  const key = map ?? image;
  let last = painted.get(key);
  if (last?.image !== image || last.most !== most) {
    last = {image, most, canvas: small()};
    paint.overlay(last.canvas, image, map, most);
    painted.set(key, last);
  }
  const copy = small();
  copy.getContext('2d').drawImage(last.canvas, 0, 0);
  return copy;
}

function change(before, after, text = number) {
  return el('span', {class: after < before ? 'change less' : 'change more'}, `${text(before)} → ${text(after)}`);
}

/** What is read out of a node: all that its card shows. */
function spoken(node, view) {
  const words = [title(node.decision, view.labels)];
  if (node.share !== undefined) words.push(`share ${percent(node.share)}`);
  words.push(`value ${number(node.value)}`);
  const after = view.edited.get(word(node.decision));
  if (after !== undefined) words.push(`${number(after)} with channels switched off`);
  if (view.other) {
    const twin = view.other.nodes.get(node.path);
    words.push(twin ? `${number(twin.value)} in the other picture` : 'no evidence in the other picture');
  }
  if (isOff(node, view.state.off)) words.push('switched off');
  return words.join(', ');
}

export const isOff = (node, off) =>
  Boolean(off) && node.decision.kind === 'neuron' && node.decision.tap === off.tap && off.channels.includes(node.decision.channel);

function pictures(node, most, view) {
  const {state, image, other} = view;
  const map = state.masks ? node.map : null;
  const row = el('div', {class: 'thumbs'}, thumb(image, map, most));
  if (other) {
    const twin = other.nodes.get(node.path);
    const shown = state.masks && twin ? twin.map : null;
    row.append(thumb(other.image, shown, most));
  } else {
    const sharp = sharpUrl(view.question.picture, view.question.occlude, word(node.decision));
    row.append(el('img', {src: sharp, alt: '', loading: 'lazy', width: THUMB, height: THUMB}));
  }
  return row;
}

function numbers(node, view) {
  const lines = [];
  const twin = view.other?.nodes.get(node.path);
  if (node.share !== undefined) {
    lines.push(el('span', {class: 'share'}, view.other && twin ? change(node.share, twin.share, percent) : percent(node.share)));
  }
  const after = view.edited.get(word(node.decision));
  if (view.other) {
    lines.push(twin ? el('span', {}, change(node.value, twin.value)) : el('span', {class: 'change less'}, 'no evidence there'));
  } else if (after !== undefined && Math.abs(after - node.value) > 1e-6) {
    lines.push(el('span', {}, change(node.value, after)));
  } else {
    lines.push(el('span', {}, `value ${number(node.value)}`));
  }
  return el('p', {}, ...lines);
}

function card(node, place, size, siblings, most, view, actions) {
  const {state} = view;
  const open = Boolean(node.into);
  const item = el('div', {
    class: ['node', isOff(node, state.off) && 'off', open && 'open'].filter(Boolean).join(' '),
    id: nodeId(node.path),
    role: 'treeitem',
    'aria-level': place.level + 1,
    'aria-setsize': siblings.length,
    'aria-posinset': siblings.indexOf(node) + 1,
    'aria-label': spoken(node, view),
    onclick: () => actions.click(node),
  },
  el('strong', {title: title(node.decision, view.labels)}, title(node.decision, view.labels)),
  pictures(node, most, view),
  numbers(node, view));
  if (open || actions.canOpen(node)) item.setAttribute('aria-expanded', String(open));
  item.dataset.path = node.path;
  item.style.left = `${place.x}px`;
  item.style.top = `${place.y}px`;
  item.style.width = `${size}px`;
  item.style.height = `${HEIGHT}px`;
  return item;
}

/** The id of the card of the decision at a path. */
export const nodeId = (path) => `node-${path || 'root'}`;

/** Draws the tree of a view into the page, and returns the card of the chosen decision. */
export function draw(view, actions) {
  const container = byId('tree');
  const {places, width, height} = layout(view.root, WIDTH);
  const lines = document.createElementNS(SVG, 'svg');
  lines.setAttribute('width', width);
  lines.setAttribute('height', height);
  lines.setAttribute('aria-hidden', 'true');
  const cards = [];
  const visit = (node, siblings, most) => {
    cards.push(card(node, places.get(node.path), WIDTH, siblings, most, view, actions));
    const shared = Math.max(...node.children.map((child) => paint.largest(child.map)), 0);
    for (const child of node.children) {
      lines.append(line(places.get(node.path), places.get(child.path), WIDTH, child.share));
      visit(child, node.children, view.state.scale === 'siblings' ? shared : paint.largest(child.map));
    }
  };
  visit(view.root, [view.root], 0);
  container.style.width = `${width}px`;
  container.style.height = `${height}px`;
  container.replaceChildren(lines, ...cards);
  return choose(view);
}

/** Marks the card of the chosen decision, and returns it. */
export function choose(view) {
  const card = byId(nodeId(view.state.at)) ?? byId(nodeId(''));
  for (const one of byId('tree').querySelectorAll('.node')) {
    one.classList.toggle('chosen', one === card);
    one.setAttribute('aria-selected', String(one === card));
    one.tabIndex = one === card ? 0 : -1;
  }
  return card;
}

/** Arrow keys move as the tree is drawn: up and down between stages, left and right within one. */
export function keys(view, actions, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const all = [...nodesOf(view.root)];
  const node = all.find((candidate) => candidate.path === view.state.at) ?? view.root;
  const level = (path) => (path === '' ? 0 : path.split('.').length);
  const same = all.filter((candidate) => level(candidate.path) === level(node.path));
  const at = same.indexOf(node);
  const up = node.path.includes('.') ? node.path.slice(0, node.path.lastIndexOf('.')) : '';
  const moves = {
    ArrowUp: () => actions.choose(up),
    ArrowDown: () => (node.children.length ? actions.choose(node.children[0].path) : undefined),
    ArrowLeft: () => actions.choose(same[Math.max(at - 1, 0)].path),
    ArrowRight: () => actions.choose(same[Math.min(at + 1, same.length - 1)].path),
    Home: () => actions.choose(''),
    End: () => actions.choose(all.at(-1).path),
    Enter: () => actions.toggle(node),
    ' ': () => actions.toggle(node),
    o: () => actions.switchOff(node),
    O: () => actions.switchOff(node),
  };
  if (!moves[event.key]) return;
  event.preventDefault();
  moves[event.key]();
}
