// The chosen decision in numbers, and what can be done with it; and channels that were looked up.

import {sharpUrl} from './api.js';
import {button, byId, el, number, percent, range} from './dom.js';
import {word} from './evidence.js';
import {isOff, title} from './tree.js';

const row = (name, value, hint) => [el('dt', hint ? {title: hint} : {}, name), el('dd', {}, value)];

function facts(node, view) {
  const cells = node.children[0]?.map ? node.children[0].map.layerHeight * node.children[0].map.layerWidth : 0;
  const shown = node.children.reduce((sum, child) => sum + cells * child.contribution, 0);
  const after = view.edited.get(word(node.decision));
  return [
    ...row(node.decision.kind === 'neuron' ? 'Feature' : 'Score', number(node.value)),
    ...(after === undefined ? [] : row('… switched off', number(after), 'The value with the channels switched off')),
    ...(node.share === undefined ? [] : [
      ...row('Share', percent(node.share), 'Of all positive contributions to the decision above'),
      ...row('Contribution', number(node.contribution), 'alpha: the mean of A over the layer'),
      ...row('Peak of A', number(node.peak), `at row ${node.decision.y}, column ${node.decision.x}`),
      ...row('Sees', `rows ${range(node.receptiveField.y, node.receptiveField.height)}, columns ${range(node.receptiveField.x, node.receptiveField.width)}`),
      ...(node.merged.length ? row('Merged', node.merged.map((one) => one.channel).join(', '), 'Channels that show the same evidence') : []),
    ]),
    ...(node.into ? [
      ...row('Decomposed into', node.into),
      ...row('Shown below', number(shown)),
      ...row('Not shown, for', number(node.prunedPositive)),
      ...row('Not shown, against', number(node.prunedNegative)),
      ...row('Unexplained', number(node.unexplained), 'What features do not account for, mostly biases'),
    ] : []),
  ];
}

function tapChoice(node, view, actions) {
  const below = view.tapsBelow(node.decision);
  if (!below.length) return null;
  const select = el('select', {id: 'into'}, ...below.map((tap) => el('option', {value: tap}, tap)));
  select.value = node.into ?? view.stageBelow(node.decision) ?? below[0];
  return el('div', {class: 'row'},
    el('label', {}, 'Decompose into ', select),
    button(node.into ? 'Again' : 'Decompose', () => actions.open(node, select.value), {id: 'decompose', class: 'primary'}));
}

/** Shows the chosen decision. */
export function draw(view, actions) {
  const {node, state} = view;
  if (!node) return;
  const buttons = [];
  if (node.into) buttons.push(button('Close', () => actions.toggle(node), {id: 'close'}));
  if (node.decision.kind === 'neuron') {
    buttons.push(button(isOff(node, state.off) ? 'Switch on' : 'Switch off', () => actions.switchOff(node), {id: 'switch'}));
    if (node.path) buttons.push(button('Make it the question', () => actions.explain(word(node.decision)), {id: 'ask'}));
  }
  if (node.into) buttons.push(button('Rank all channels', () => actions.rank(node), {id: 'rank', title: `Switch off every channel of ${node.into}, one after the other`}));
  const picture = el('img', {
    class: 'sharp', alt: `What drives ${title(node.decision, view.labels)}: guided backpropagation in its receptive field`,
    src: sharpUrl(view.question.picture, view.question.occlude, word(node.decision))});
  byId('details').replaceChildren(
    el('h3', {}, title(node.decision, view.labels)),
    picture,
    el('dl', {}, ...facts(node, view)),
    ...[tapChoice(node, view, actions)].filter(Boolean),
    el('div', {class: 'row'}, ...buttons));
}

/** Lists the layers whose channels can be looked up. */
export function fillTaps(network) {
  const options = network.layers.map((layer) => el('option', {value: layer.name}, layer.name));
  byId('channel-tap').replaceChildren(...options);
  byId('channel-tap').value = network.stages.at(-1) ?? network.layers.at(-1).name;
}

/** Takes away channels that were looked up for another question. */
export const forget = () => byId('found').replaceChildren();

function channelActions(decision, view, actions) {
  const [, tap, channel] = /^neuron:(.+):(\d+):\d+:\d+$/.exec(decision);
  const {node} = view;
  const pin = node && node.into === tap ? [button('Add', () => actions.pin(node, Number(channel)), {
    title: `Show it below ${title(node.decision, view.labels)}`, 'aria-label': `Add channel ${channel} below the chosen decision`})] : [];
  return el('span', {class: 'row'}, ...pin, button('Explain', () => actions.explain(decision), {'aria-label': `Explain channel ${channel}`}),
    button('Off', () => actions.switchOff({decision: {kind: 'neuron', tap, channel: Number(channel)}}), {'aria-label': `Switch channel ${channel} off or on`}));
}

/** Shows what fires at a place. */
export function drawPlace(place, evidenceFor, view, actions) {
  const rows = place.channels.map((entry) => el('tr', {},
    el('th', {scope: 'row'}, String(entry.channel)),
    ...(evidenceFor ? [el('td', {}, number(entry.product)), el('td', {}, percent(entry.share))] : [el('td', {}, number(entry.value))]),
    el('td', {}, channelActions(entry.decision, view, actions))));
  const heads = ['Channel', ...(evidenceFor ? ['A here', 'Share'] : ['Feature']), ''];
  byId('found').replaceChildren(
    el('p', {}, `${place.tap} at row ${place.y}, column ${place.x}: ` +
      (evidenceFor ? `what gives most to ${evidenceFor} there.` : 'what fires most there.')),
    rows.length
      ? el('table', {}, el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', {scope: 'col'}, head || el('span', {class: 'unseen'}, 'Actions'))))), el('tbody', {}, ...rows))
      : el('p', {class: 'note'}, 'Nothing.'));
}

/** Shows one channel that was asked for by number. */
export function drawChannel(channel, tap, index, evidenceFor, view, actions) {
  byId('found').replaceChildren(
    el('p', {}, `Channel ${index} of ${tap}: largest feature ${number(channel.value)}. Its map is on the picture.`),
    ...(channel.contribution === undefined ? [] : [el('p', {}, `It gives ${number(channel.contribution)} to ${evidenceFor}, a share of ${percent(channel.share)}.`)]),
    channelActions(channel.decision, view, actions));
}

/** Shows what each channel is worth. */
export function drawRanking(ranking, tap, name, view, actions) {
  const shown = ranking.channels.slice(0, 12);
  byId('found').replaceChildren(
    el('p', {}, `What ${name} (${number(ranking.value)}) loses when one channel of ${tap} is switched off:`),
    el('table', {}, el('thead', {}, el('tr', {}, ...['Channel', 'Loses', ''].map((head) => el('th', {scope: 'col'}, head || el('span', {class: 'unseen'}, 'Actions'))))),
      el('tbody', {}, ...shown.map((entry) => el('tr', {},
        el('th', {scope: 'row'}, String(entry.channel)), el('td', {}, number(entry.drop)),
        el('td', {}, button('Off', () => actions.switchOff({decision: {kind: 'neuron', tap, channel: entry.channel}}), {'aria-label': `Switch channel ${entry.channel} off or on`})))))));
}
