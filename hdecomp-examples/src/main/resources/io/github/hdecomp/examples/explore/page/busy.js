// Work that takes a while: shows how far it has come, and lets people cancel it.

import {byId} from './dom.js';

const PATIENCE = 200; // milliseconds before anything is shown

const running = new Set();

/**
 * Runs some work in place of what runs now, or beside it. Until all is done the page says that it is busy.
 *
 * @param work is given a function to tell how far it is, and the signal that it is cancelled
 */
export async function run(work, {beside = false} = {}) {
  const own = {controller: new AbortController(), beside};
  if (!beside) running.forEach((other) => other.beside || other.controller.abort());
  running.add(own);
  document.body.setAttribute('aria-busy', 'true');
  const shown = setTimeout(() => {
    byId('busy').hidden = false;
  }, PATIENCE);
  const progress = ({done, total}) => {
    if (own === [...running].at(-1)) show(done, total);
  };
  progress({done: 0, total: 0});
  try {
    return await work(progress, own.controller.signal);
  } finally {
    clearTimeout(shown);
    running.delete(own);
    if (!running.size) {
      byId('busy').hidden = true;
      document.body.removeAttribute('aria-busy');
    }
  }
}

function show(done, total) {
  const bar = byId('progress');
  if (total > 0) {
    bar.max = total;
    bar.value = done;
  } else {
    bar.removeAttribute('value');
  }
  byId('busytext').textContent = total > 0 ? `${done} of ${total} …` : 'Working …';
}

/** Cancels all that runs. */
export function cancel() {
  running.forEach(({controller}) => controller.abort());
}
