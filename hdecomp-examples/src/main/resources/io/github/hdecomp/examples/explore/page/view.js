// All that is drawn for a state: asked of the server, and put together.

import * as api from './api.js';
import * as evidence from './evidence.js';
import * as paint from './paint.js';

const images = new Map();

async function image(picture, boxes) {
  const url = api.pictureUrl(picture, boxes);
  if (!images.has(url)) {
    const loaded = new Image();
    loaded.src = url;
    try {
      await loaded.decode();
    } catch {
      // The image itself cannot say why; the prediction of the same picture does.
      await api.ask('prediction', {picture, occlude: boxes});
      throw new api.Refused(0, 'The picture could not be loaded. Try again.');
    }
    images.set(url, loaded);
    if (images.size > 40) images.delete(images.keys().next().value);
  }
  return images.get(url);
}

/** Which picture is decomposed, and which it is compared with. */
function pictures(state) {
  const own = {picture: state.picture, occlude: state.occlude};
  if (state.vs === 'original' && state.occlude.length) return [{picture: state.picture, occlude: []}, own];
  if (state.vs && state.vs !== 'original') return [own, {picture: state.vs, occlude: []}];
  return [own, null];
}

/** Two predictions, each with the best classes of both. */
async function both(before, now, signal) {
  const ids = (classes) => classes.map((entry) => entry.classId);
  const first = await api.ask('prediction', before, signal);
  const second = await api.ask('prediction', {...now, classes: ids(first.classes)}, signal);
  return [(await api.ask('prediction', {...before, classes: ids(second.classes)}, signal)).classes, second.classes];
}

async function prediction(state, question, other, signal) {
  if (other) {
    const [before, now] = await both({picture: question.picture, occlude: question.occlude}, other, signal);
    return {before, now, note: state.vs === 'original' ? 'Original → covered' : 'This picture → the other one'};
  }
  if (question.occlude.length) {
    const [before, now] = await both({picture: question.picture}, {picture: question.picture, occlude: question.occlude}, signal);
    return {before, now, note: 'Original → covered'};
  }
  const {classes} = await api.ask('prediction', {picture: question.picture}, signal);
  return {before: null, now: classes, note: ''};
}

/** What the network says with channels switched off, of the classes and of the open decisions above them. */
async function ablated(view, signal) {
  const {off} = view.state;
  const above = [...evidence.nodesOf(view.root)]
    .filter((node) => node.decision.kind !== 'neuron' || view.height(node.decision.tap) > view.height(off.tap))
    .map((node) => evidence.word(node.decision));
  const {picture, occlude} = view.question;
  const decisions = [...new Set(above)].slice(0, 200);
  const answer = await api.ask('ablation', {picture, occlude, tap: off.tap, channels: off.channels, decisions}, signal);
  const n = off.channels.length;
  view.prediction = {
    before: answer.before,
    now: answer.after,
    note: `${n} ${n === 1 ? 'channel' : 'channels'} of ${off.tap} switched off`,
  };
  answer.decisions.forEach(({decision, after}) => view.edited.set(decision, after));
}

/** Layers in order, the input first. */
function ladder(network) {
  const order = new Map(network.layers.map((layer, i) => [layer.name, i]));
  const height = (tap) => order.get(tap) ?? -1;
  const from = (decision) => (decision.kind === 'neuron' ? height(decision.tap) : network.layers.length - 1);
  const names = network.layers.map((layer) => layer.name);
  return {
    height,
    tapsBelow: (decision) => names.slice(0, from(decision)).reverse(),
    stageBelow: (decision) => network.stages.filter((stage) => height(stage) < from(decision)).at(-1),
  };
}

/** Asks for all that a state shows. */
export async function load(network, state, progress, signal) {
  const [own, other] = pictures(state);
  const question = {...own, root: state.root, children: state.children, merge: state.merge, walk: state.walk};
  const view = {network, labels: network.labels, state, question, edited: new Map(), other: null, found: null, ...ladder(network)};
  view.image = await image(own.picture, own.occlude);
  view.prediction = await prediction(state, question, other, signal);
  view.root = await evidence.tree(question, progress, signal);
  const nodes = [...evidence.nodesOf(view.root)];
  view.node = nodes.find((node) => node.path === state.at) ?? view.root;
  const parent = new Map(nodes.flatMap((node) => node.children.map((child) => [child.path, node])));
  view.mostOf = (node) => (state.scale === 'siblings' && parent.has(node.path)
    ? Math.max(...parent.get(node.path).children.map((sibling) => paint.largest(sibling.map)))
    : paint.largest(node.map));
  if (state.off) await ablated(view, signal);
  if (other) {
    view.other = {
      image: await image(other.picture, other.occlude),
      nodes: await evidence.counterpart(question, other, view.root, progress, signal),
    };
  }
  return view;
}
