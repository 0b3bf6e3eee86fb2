// The picture: the map and the receptive field of the chosen decision on it, and rectangles drawn with the mouse.

import {button, byId, el, number, range} from './dom.js';
import * as paint from './paint.js';

let shown = null; // what is drawn, to be drawn again under a moving rectangle
let drag = null;

/** Draws what a view shows of the picture. */
export function draw(view, actions) {
  const node = view.node;
  const most = node?.map ? view.mostOf(node) : 0;
  shown = {view, map: view.state.masks ? view.found?.map ?? node?.map : null, field: view.found?.field ?? node?.receptiveField};
  shown.most = view.found?.map ? paint.largest(view.found.map) : most;
  redraw();
  byId('hint').hidden = true;
  byId('picture').setAttribute('aria-label', `The picture as the network sees it${shown.map ? ', with the map of the chosen decision' : ''}`);
  drawLegend(shown.map ? shown.most : 0, Boolean(view.found?.map));
  drawCovered(view, actions);
}

function redraw() {
  const canvas = byId('picture');
  const {view, map, field, most} = shown;
  const {input} = view.network;
  if (canvas.height * input.width !== canvas.width * input.height) canvas.height = Math.round((canvas.width * input.height) / input.width);
  paint.overlay(canvas, view.image, map, most);
  if (field) paint.box(canvas, field, input);
  view.state.occlude.forEach((region) => paint.box(canvas, region, input, true));
  if (drag) paint.box(canvas, region(drag), input, true);
}

function drawLegend(most, features) {
  const strip = el('canvas', {width: 256, height: 10, 'aria-hidden': 'true'});
  paint.legend(strip);
  byId('legend').replaceChildren(...(most > 0
    ? [el('span', {}, '0'), strip, el('span', {}, number(most)), el('span', {class: 'note'}, features ? 'feature' : 'A = gradient × feature')]
    : []));
}

function drawCovered(view, actions) {
  const {occlude} = view.state;
  byId('covered').replaceChildren(...(occlude.length
    ? [el('p', {}, 'Covered: '), ...occlude.map((box, i) => button(
      `rows ${range(box.y, box.height)}, columns ${range(box.x, box.width)} ✕`,
      () => actions.cover(occlude.filter((_, j) => j !== i)), {id: `uncover-${i}`, class: 'chip', 'aria-label': `Uncover rectangle ${i + 1}`}))]
    : []));
}

/** Where on the network's input the mouse is. */
function pixel(event) {
  const canvas = byId('picture');
  const frame = canvas.getBoundingClientRect();
  const {input} = shown.view.network;
  const clamp = (value, most) => Math.min(Math.max(Math.floor(value), 0), most - 1);
  return {
    y: clamp(((event.clientY - frame.top) / frame.height) * input.height, input.height),
    x: clamp(((event.clientX - frame.left) / frame.width) * input.width, input.width),
  };
}

const region = ({from, to}) => ({
  y: Math.min(from.y, to.y),
  x: Math.min(from.x, to.x),
  height: Math.abs(from.y - to.y) + 1,
  width: Math.abs(from.x - to.x) + 1,
});

const tool = () => document.querySelector('input[name=tool]:checked').value;

/** Listens to the mouse, and to the forms that do the same for the keyboard. */
export function listen(actions) {
  const canvas = byId('picture');
  canvas.addEventListener('pointerdown', (event) => {
    if (!shown || tool() !== 'cover' || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    drag = {from: pixel(event), to: pixel(event)};
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!drag) return;
    drag.to = pixel(event);
    redraw();
  });
  canvas.addEventListener('pointerup', (event) => {
    if (!drag) return;
    const box = region({from: drag.from, to: pixel(event)});
    drag = null;
    if (box.height > 1 && box.width > 1) actions.cover([...shown.view.state.occlude, box]);
    else redraw();
  });
  canvas.addEventListener('pointercancel', () => {
    if (!drag) return;
    drag = null;
    redraw();
  });
  canvas.addEventListener('click', (event) => {
    if (shown && tool() === 'look') actions.look(pixel(event));
  });
  const numbers = (form) => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, Number(value)]));
  byId('place').addEventListener('submit', (event) => {
    event.preventDefault();
    actions.look(numbers(event.target));
  });
  byId('cover').addEventListener('submit', (event) => {
    event.preventDefault();
    const {y, x, h, w} = numbers(event.target);
    actions.cover([...shown.view.state.occlude, {y, x, height: h, width: w}]);
  });
}
