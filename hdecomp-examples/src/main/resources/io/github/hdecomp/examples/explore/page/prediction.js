// What the network says, as bars: now, and before a change.

import {button, byId, el, percent} from './dom.js';

function bar(probability, kind, name) {
  const track = el('span', {class: 'track', 'aria-hidden': 'true'});
  const fill = el('span', {class: `fill ${kind}`});
  fill.style.width = `${100 * probability}%`;
  track.append(fill);
  return el('span', {class: 'bar-row'}, el('span', {class: 'unseen'}, name), track, el('span', {}, percent(probability)));
}

/**
 * Fills the table.
 *
 * @param now classes, best first
 * @param before the same before a change, or null
 * @param note what has been changed
 */
export function draw(now, before, note, actions) {
  byId('prediction-note').textContent = note;
  const earlier = new Map((before ?? []).map((entry) => [entry.classId, entry]));
  const rows = now.map((entry) => {
    const name = entry.label || `class ${entry.classId}`;
    const old = earlier.get(entry.classId);
    return el('tr', {},
      el('th', {scope: 'row'}, button(name, () => actions.explain(`class:${entry.classId}`), {
        id: `explain-${entry.classId}`, title: `Explain ${name}`, class: 'link'})),
      el('td', {}, old ? bar(old.probability, 'before', 'before') : null, bar(entry.probability, 'now', old ? 'now' : '')),
      el('td', {}, button('vs', () => actions.contrast(entry.classId), {
        id: `contrast-${entry.classId}`, 'aria-label': `Contrast what is explained with ${name}`, title: `… rather than ${name}?`, class: 'quiet small'})));
  });
  const head = el('tr', {},
    el('th', {scope: 'col'}, 'Class'), el('th', {scope: 'col'}, before ? 'Before, now' : 'Probability'),
    el('th', {scope: 'col'}, el('span', {class: 'unseen'}, 'Contrast')));
  byId('prediction').replaceChildren(el('thead', {}, head), el('tbody', {}, ...rows));
}
