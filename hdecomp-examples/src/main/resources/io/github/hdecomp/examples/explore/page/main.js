// The page: a state in the address, a view of it, and what people do to it.

import * as api from './api.js';
import * as busy from './busy.js';
import * as controls from './controls.js';
import * as details from './details.js';
import {announce, button, byId, el, hideError, percent, showError} from './dom.js';
import * as evidence from './evidence.js';
import * as keyboard from './focus.js';
import * as paint from './paint.js';
import * as picture from './picture.js';
import * as prediction from './prediction.js';
import * as states from './state.js';
import * as tree from './tree.js';
import {load} from './view.js';

let network;
let state = states.START;
let view = null;
const uploads = new Set(JSON.parse(sessionStorage.getItem('uploads') ?? '[]'));

/** Shows a state, and puts it into the address: as a new page, in place of the last, or not at all. */
async function show(next, {history: how = 'push', focus = false} = {}) {
  state = next;
  if (how === 'push' && states.format(next) !== location.search) history.pushState(null, '', states.format(next));
  if (how === 'replace') history.replaceState(null, '', states.format(next));
  if (!state.picture) {
    controls.show(network, uploads, state, null);
    return;
  }
  try {
    const loaded = await busy.run((progress, signal) => load(network, next, progress, signal));
    if (state !== next) return;
    if (view && asked(view) !== asked(loaded)) details.forget();
    const moved = view && states.format({...view.state, at: ''}) === states.format({...next, at: ''});
    view = loaded;
    hideError();
    keyboard.keep(() => draw(focus, moved), chosen);
  } catch (error) {
    if (state !== next) return;
    state = view ? view.state : next; // What is shown, which need not be what was asked for last.
    if (view) history.replaceState(null, '', states.format(state));
    controls.show(network, uploads, state, view?.root.decision);
    keyboard.keep(() => complain(error), chosen);
  }
}

/** What channels that were looked up have been looked up for. */
const asked = ({question, root}) => JSON.stringify([question.picture, question.occlude, evidence.word(root.decision)]);

function complain(error) {
  if (error.name === 'AbortError') {
    announce('Cancelled.');
    return;
  }
  showError(error.message);
}

/** Draws the view; the tree stays where only another decision has been chosen. */
function draw(focus, moved) {
  controls.show(network, uploads, state, view.root.decision);
  const {now, before, note} = view.prediction;
  prediction.draw(now, before, note, actions);
  drawOff();
  picture.draw(view, actions);
  details.draw(view, actions);
  const name = tree.title(view.root.decision, view.labels);
  byId('tree-title').textContent = `Why ${name}?`;
  const card = moved ? tree.choose(view) : tree.draw(view, actions);
  card?.scrollIntoView({block: 'nearest', inline: 'nearest'});
  if (focus) card?.focus({preventScroll: true});
  announce(`${name}. Most probable: ${now[0]?.label || now[0]?.classId}, ${percent(now[0]?.probability ?? 0)}.`);
}

/** The card of the chosen decision. */
const chosen = () => byId(tree.nodeId(state.at)) ?? byId(tree.nodeId(''));

function drawOff() {
  const {off} = state;
  byId('off').replaceChildren(...(off ? [
    el('p', {}, `Switched off in ${off.tap}:`),
    ...off.channels.map((channel) => button(`${channel} ✕`, () => actions.switchOff({decision: {kind: 'neuron', tap: off.tap, channel}}), {
      id: `on-${channel}`, class: 'chip', 'aria-label': `Switch channel ${channel} on`})),
    button('All on', () => show({...state, off: null}), {id: 'all-on', class: 'quiet'}),
  ] : []));
}

/** Does something that is no new state, and says what went wrong. */
async function attempt(work) {
  try {
    hideError();
    return await work();
  } catch (error) {
    keyboard.keep(() => complain(error), chosen);
    return undefined;
  }
}

const without = (walk, path) =>
  new Map([...walk].filter(([open]) => open !== path && !(path === '' || open.startsWith(`${path}.`))));

const about = () => ({picture: view.question.picture, occlude: view.question.occlude});

const actions = {
  picture: (id) => id && show({...states.START, picture: id, children: state.children, merge: state.merge, masks: state.masks, scale: state.scale}),
  upload: (file) => attempt(async () => {
    if (file.size > network.limits.uploadBytes) {
      throw new Error(`${file.name} is larger than ${Math.floor(network.limits.uploadBytes / 1048576)} MiB; shrink the picture first.`);
    }
    const id = await busy.run((progress, signal) => api.upload(file, signal));
    uploads.add(id);
    sessionStorage.setItem('uploads', JSON.stringify([...uploads]));
    await actions.picture(id);
  }),
  option: (change) => show({...state, ...change}),
  ask: (a, b) => attempt(async () => {
    const why = controls.classOf(a, network.labels, network.classes);
    const rather = controls.classOf(b, network.labels, network.classes);
    if (why === null && rather !== null) throw new Error('Enter the class to explain as well.');
    if (why !== null && why === rather) throw new Error('Choose two different classes to contrast.');
    await actions.explain(why === null ? null : rather === null ? `class:${why}` : `contrast:${why}:${rather}`);
  }),
  explain: (root) => show({...state, root, walk: new Map([['', {}]]), at: ''}),
  contrast: (classId) => attempt(async () => {
    const {decision} = view.root;
    const why = decision.kind === 'class' ? decision.classId : decision.kind === 'sum' ? decision.terms[0].decision.classId : null;
    const best = view.prediction.now[0].classId;
    const first = why === null ? best : why;
    if (first === classId) throw new Error('This class is the one that is explained; choose another one to contrast it with.');
    await actions.explain(`contrast:${first}:${classId}`);
  }),
  canOpen: (node) => view.tapsBelow(node.decision).length > 0,
  choose: (path) => show({...state, at: path}, {history: 'replace', focus: true}),
  click: (node) => {
    if (node.into || !view.stageBelow(node.decision)) return show({...state, at: node.path}, {history: 'replace'});
    return actions.open(node);
  },
  open: (node, tap) => {
    const walk = without(state.walk, node.path);
    const standard = view.stageBelow(node.decision);
    walk.set(node.path, tap && tap !== standard ? {tap} : {});
    return show({...state, walk, at: node.path});
  },
  toggle: (node) => {
    if (node.into) return show({...state, walk: without(state.walk, node.path), at: node.path});
    return view.stageBelow(node.decision) ? actions.open(node) : attempt(() => {
      throw new Error('No stage lies below this decision. Choose a layer, or the input, under “Decompose into”.');
    });
  },
  pin: (node, channel) => {
    const how = state.walk.get(node.path) ?? {};
    const also = [...new Set([...(how.also ?? []), channel])];
    return show({...state, walk: new Map(state.walk).set(node.path, {...how, also})});
  },
  switchOff: (node) => {
    const {decision} = node;
    if (decision.kind !== 'neuron') return undefined;
    const same = state.off?.tap === decision.tap ? state.off.channels : [];
    const channels = same.includes(decision.channel) ? same.filter((one) => one !== decision.channel) : [...same, decision.channel];
    return show({...state, off: channels.length ? {tap: decision.tap, channels} : null});
  },
  cover: (boxes) => show({...state, occlude: boxes, vs: state.vs === 'original' && !boxes.length ? null : state.vs}),
  look: ({y, x}) => attempt(() => busy.run(async (progress, signal) => {
    const tap = byId('channel-tap').value;
    const {node} = view;
    const above = view.tapsBelow(node.decision).includes(tap);
    const decision = above ? evidence.word(node.decision) : undefined;
    const place = await api.ask('place', {...about(), tap, y, x, decision}, signal);
    view.found = {field: place.field};
    picture.draw(view, actions);
    details.drawPlace(place, above ? tree.title(node.decision, view.labels) : null, view, actions);
    announce(`${place.channels.length} channels found.`);
  })),
  channel: (tap, channel) => attempt(() => busy.run(async (progress, signal) => {
    const {node} = view;
    const above = view.tapsBelow(node.decision).includes(tap);
    const answer = await api.ask('channel', {...about(), tap, channel, ...(above && {decision: evidence.word(node.decision)})}, signal);
    view.found = answer;
    picture.draw(view, actions);
    details.drawChannel(answer, tap, channel, tree.title(node.decision, view.labels), view, actions);
  })),
  rank: (node) => attempt(() => busy.run(async (progress, signal) => {
    const tap = node.into;
    const ranking = await api.stream('ranking', {...about(), tap, decision: evidence.word(node.decision)}, progress, signal);
    details.drawRanking(ranking, tap, tree.title(node.decision, view.labels), view, actions);
    announce('All channels ranked.');
  })),
  whole: () => attempt(async () => {
    const levels = network.stages.length;
    const walk = await busy.run((progress, signal) => evidence.wholeWalk(view.question, levels, progress, signal));
    await show({...state, walk});
  }),
  fold: () => show({...state, walk: new Map([['', {}]]), at: ''}),
  dismiss: () => keyboard.keep(hideError, chosen),
  exportAs: (format) => attempt(async () => {
    const blob = await busy.run((progress, signal) => api.exported(format, evidence.request(view.question), signal), {beside: true});
    const link = el('a', {href: URL.createObjectURL(blob), download: `tree.${format}`});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }),
};

async function start() {
  network = await api.network();
  paint.usePalette(network.palette);
  controls.start(network);
  details.fillTaps(network);
  controls.listen(actions);
  picture.listen(actions);
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault(); // The address holds the state of the page, and nothing else.
    (chosen() ?? byId('tree')).focus();
  });
  byId('cancel').addEventListener('click', busy.cancel);
  byId('tree').addEventListener('keydown', (event) => view && tree.keys(view, actions, event));
  byId('channel').addEventListener('submit', (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    actions.channel(form.get('tap'), Number(form.get('channel')));
  });
  window.addEventListener('popstate', () => show(states.parse(location.search), {history: 'none'}));
  const first = states.parse(location.search);
  await show(first.picture ? first : {...first, picture: network.pictures[0] ?? null}, {history: 'replace'});
}

start().catch(complain);
