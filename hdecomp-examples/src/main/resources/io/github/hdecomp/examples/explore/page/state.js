// What is looked at, in the address of the page, so that it can be shared and the browser's back and forward work.
//
// walk maps the path of each open decision (the channels that lead there, joined by dots; the root is empty) to how it
// is decomposed: {tap, also}. In the address: -~96~96.12(features.4)!17

export const START = Object.freeze({
  picture: null, // name or content hash
  occlude: [], // rectangles that are covered: {y, x, height, width}
  root: null, // decision; null for the predicted class
  children: 3,
  merge: false,
  masks: true,
  scale: 'node',
  walk: new Map([['', {}]]),
  at: '', // the path of the chosen decision
  off: null, // {tap, channels}
  vs: null, // another picture, or "original"
});

function formatWalk(walk) {
  return [...walk].map(([path, {tap, also = []}]) =>
    (path || '-') + (tap ? `(${tap})` : '') + also.map((channel) => `!${channel}`).join('')).join('~');
}

function parseWalk(text) {
  const walk = new Map();
  for (const item of text.split('~')) {
    const match = /^(-|\d+(?:\.\d+)*)(?:\((.+)\))?((?:!\d+)*)$/.exec(item);
    if (!match) continue;
    const also = match[3] ? match[3].slice(1).split('!').map(Number) : [];
    walk.set(match[1] === '-' ? '' : match[1], {...(match[2] && {tap: match[2]}), ...(also.length && {also})});
  }
  return walk;
}

export function format(state) {
  const query = [];
  const put = (name, value) => query.push(`${name}=${encodeURIComponent(value)}`);
  if (state.picture) put('picture', state.picture);
  if (state.occlude.length) put('occlude', state.occlude.map((box) => [box.y, box.x, box.height, box.width].join('.')).join('~'));
  if (state.root) put('root', state.root);
  if (state.children !== START.children) put('children', state.children);
  if (state.merge) put('merge', 1);
  if (!state.masks) put('masks', 0);
  if (state.scale !== START.scale) put('scale', state.scale);
  const walk = formatWalk(state.walk);
  if (walk !== '-') put('walk', walk);
  if (state.at) put('at', state.at);
  if (state.off) put('off', `${state.off.channels.join('.')}(${state.off.tap})`);
  if (state.vs) put('vs', state.vs);
  return query.length ? `?${query.join('&')}` : '/';
}

export function parse(search) {
  const query = new URLSearchParams(search);
  const state = {...START, walk: new Map(START.walk)};
  state.picture = query.get('picture');
  state.occlude = (query.get('occlude') ?? '').split('~').filter((box) => /^\d+(\.\d+){3}$/.test(box)).map((box) => {
    const [y, x, height, width] = box.split('.').map(Number);
    return {y, x, height, width};
  });
  state.root = query.get('root');
  const children = Number(query.get('children'));
  if (children >= 1 && children <= 16) state.children = Math.floor(children);
  state.merge = query.get('merge') === '1';
  state.masks = query.get('masks') !== '0';
  if (query.get('scale') === 'siblings') state.scale = 'siblings';
  if (query.has('walk')) state.walk = parseWalk(query.get('walk'));
  if (/^\d+(\.\d+)*$/.test(query.get('at') ?? '')) state.at = query.get('at');
  const off = /^(\d+(?:\.\d+)*)\((.+)\)$/.exec(query.get('off') ?? '');
  if (off) state.off = {tap: off[2], channels: off[1].split('.').map(Number)};
  state.vs = query.get('vs');
  return state;
}
