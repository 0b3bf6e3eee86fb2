// The form fields beside picture and tree: what they show follows the state, and what people enter becomes a new state.

import {byId, el} from './dom.js';

/** The class that someone means by a number, a name, or what the list proposes. */
export function classOf(text, labels, classes) {
  const entered = text.trim();
  if (!entered) return null;
  const number = /^(\d+)\b/.exec(entered);
  if (number && Number(number[1]) < classes) return Number(number[1]);
  const index = labels.findIndex((label) => label.toLowerCase() === entered.toLowerCase());
  if (index < 0) throw new Error(`There is no class called “${entered}”. Choose one from the list, or enter a number below ${classes}.`);
  return index;
}

const classText = (id, labels) => (labels[id] ? `${id} ${labels[id]}` : String(id));

/** Fills what depends on the network alone. */
export function start(network) {
  byId('network').textContent = `${network.name}: ${network.origin}.`;
  document.title = `HDecomp explorer: ${network.name}`;
  byId('classes').replaceChildren(...Array.from({length: network.classes}, (_, id) => el('option', {value: classText(id, network.labels)})));
}

const short = (picture) => (/^[0-9a-f]{64}$/.test(picture) ? `upload ${picture.slice(0, 8)}` : picture);

function fillPictures(network, uploads, state) {
  const all = [...new Set([...network.pictures, ...uploads, ...(state.picture ? [state.picture] : [])])];
  const options = (list) => list.map((picture) => el('option', {value: picture}, short(picture)));
  byId('pictures').replaceChildren(...(all.length ? [] : [el('option', {value: ''}, 'none yet')]), ...options(all));
  byId('pictures').value = state.picture ?? '';
  byId('compare').replaceChildren(
    el('option', {value: ''}, 'nothing'),
    ...(state.occlude.length ? [el('option', {value: 'original'}, 'itself, covered')] : []),
    ...options(all.filter((picture) => picture !== state.picture)));
  byId('compare').value = state.vs ?? '';
}

/** Shows a state. */
export function show(network, uploads, state, decision) {
  fillPictures(network, uploads, state);
  byId('children').value = state.children;
  byId('merge').checked = state.merge;
  byId('masks').checked = state.masks;
  byId('scale').value = state.scale;
  const ids = !decision ? [] : decision.kind === 'class' ? [decision.classId] : decision.kind === 'sum' ? decision.terms.map((term) => term.decision.classId) : [];
  byId('class-a').value = ids.length ? classText(ids[0], network.labels) : '';
  byId('class-b').value = ids.length > 1 ? classText(ids[1], network.labels) : '';
}

/** Listens to all fields. */
export function listen(actions) {
  const on = (id, event, listener) => byId(id).addEventListener(event, listener);
  on('pictures', 'change', (event) => actions.picture(event.target.value));
  on('file', 'change', (event) => {
    const [file] = event.target.files;
    event.target.value = '';
    if (file) actions.upload(file);
  });
  on('compare', 'change', (event) => actions.option({vs: event.target.value || null}));
  on('children', 'change', (event) => {
    const children = Math.min(Math.max(Math.round(Number(event.target.value)) || 3, 1), 16);
    actions.option({children});
  });
  on('merge', 'change', (event) => actions.option({merge: event.target.checked}));
  on('masks', 'change', (event) => actions.option({masks: event.target.checked}));
  on('scale', 'change', (event) => actions.option({scale: event.target.value}));
  on('question', 'submit', (event) => {
    event.preventDefault();
    actions.ask(byId('class-a').value, byId('class-b').value);
  });
  on('whole', 'click', actions.whole);
  on('fold', 'click', actions.fold);
  document.querySelectorAll('[data-export]').forEach((one) => one.addEventListener('click', () => actions.exportAs(one.dataset.export)));
  const drop = byId('drop');
  for (const name of ['dragenter', 'dragover']) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add('over');
    });
  }
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    const [file] = event.dataTransfer.files;
    if (file) actions.upload(file);
  });
  byId('error').querySelector('button').addEventListener('click', actions.dismiss);
  theme();
}

/** Dark or light: as the system has it, until someone chooses. */
function theme() {
  const root = document.documentElement;
  const kept = localStorage.getItem('theme');
  if (kept) root.dataset.theme = kept;
  byId('theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    localStorage.setItem('theme', root.dataset.theme);
  });
}
