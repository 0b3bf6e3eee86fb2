// The decisions that are open, and their evidence: fetched once each, kept while the page is open.

import * as api from './api.js';

const KEPT = 2000;
const branches = new Map();

/** A decision in one word, as addresses and requests name it. */
export function word(decision) {
  if (decision.kind === 'class') return `class:${decision.classId}`;
  if (decision.kind === 'neuron') return `neuron:${decision.tap}:${decision.channel}:${decision.y}:${decision.x}`;
  return `contrast:${decision.terms.map((term) => term.decision.classId).join(':')}`;
}

const pathBelow = (path, node) => (path ? `${path}.${node.decision.channel}` : String(node.decision.channel));

/** What the evidence of one decision depends on. */
const key = (question, decision, how) =>
  JSON.stringify([question.picture, question.occlude, question.children, question.merge, decision, how]);

function keep(question, node, path, walk) {
  const how = walk.get(path);
  if (!how && path) return;
  branches.set(key(question, path ? word(node.decision) : question.root ?? '', how ?? null), node);
  if (branches.size > KEPT) branches.delete(branches.keys().next().value);
  for (const child of node.children) keep(question, child, pathBelow(path, child), walk);
}

/** A decision that is not open, whatever is known of what lies below it. */
const closed = (leaf, path) => ({...leaf, path, into: undefined, children: []});

/** The tree as far as it is known; what is open but not known is listed in missing. */
function known(question, leaf, path, walk, missing) {
  const how = walk.get(path) ?? null;
  if (!how && path) return closed(leaf, path);
  const decision = path ? word(leaf.decision) : question.root ?? '';
  const branch = branches.get(key(question, decision, how));
  if (!branch) {
    missing.push({path, decision, how});
    return closed(leaf, path);
  }
  const children = branch.children.map((child) => known(question, child, pathBelow(path, child), walk, missing));
  const {into, pruned, prunedPositive, prunedNegative, unexplained, decision: own, value} = branch;
  return {...leaf, decision: own, value, into, pruned, prunedPositive, prunedNegative, unexplained, path, children};
}

const body = (question, root, expand) => ({
  picture: question.picture,
  occlude: question.occlude,
  root: root || undefined,
  children: question.children,
  merge: question.merge,
  expand,
});

/** The request for the whole walk of a question. */
export function request(question) {
  const expand = {};
  for (const [path, how] of question.walk) expand[path.replaceAll('.', '/')] = how;
  return body(question, question.root, expand);
}

/** The tree of a question. One click fetches one decision; an address with many is fetched as a whole. */
export async function tree(question, onprogress, signal) {
  const {walk} = question;
  const missing = [];
  const there = known(question, {children: []}, '', walk, missing);
  const below = [...walk.keys()].filter((path) => missing.some((gap) => path !== gap.path && startsBelow(path, gap.path)));
  if (!missing.length) return there;
  if (missing.length === 1 && !below.length) {
    const [gap] = missing;
    const answer = await api.ask('tree', body(question, gap.decision, gap.how ? {'': gap.how} : {}), signal);
    branches.set(key(question, gap.decision, gap.how), answer.root);
  } else {
    const answer = await api.stream('tree', request(question), onprogress, signal);
    keep(question, answer.root, '', walk);
  }
  return known(question, {children: []}, '', walk, []);
}

const startsBelow = (path, above) => above === '' || path.startsWith(`${above}.`);

/** The walk in which every branch is open down to the lowest stage. */
export async function wholeWalk(question, levels, onprogress, signal) {
  const answer = await api.stream('tree', {...body(question, question.root, {}), levels}, onprogress, signal);
  const walk = new Map();
  const open = (node, path) => {
    if (!node.into) return;
    walk.set(path, {});
    node.children.forEach((child) => open(child, pathBelow(path, child)));
  };
  open(answer.root, '');
  keep(question, answer.root, '', walk);
  return walk;
}

/** The same channels, decision by decision, for another picture. */
export async function counterpart(question, other, root, onprogress, signal) {
  const expand = {};
  const visit = (node) => {
    if (!node.into) return;
    expand[node.path.replaceAll('.', '/')] = {tap: node.into, only: node.children.map((child) => child.decision.channel)};
    node.children.forEach(visit);
  };
  visit(root);
  const request = {...body(question, word(root.decision), expand), picture: other.picture, occlude: other.occlude};
  const answer = await api.stream('tree', request, onprogress, signal);
  const nodes = new Map();
  const collect = (node, path) => {
    nodes.set(path, node);
    node.children.forEach((child) => collect(child, pathBelow(path, child)));
  };
  collect(answer.root, '');
  return nodes;
}

/** All nodes, each before its children. */
export function* nodesOf(node) {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}
