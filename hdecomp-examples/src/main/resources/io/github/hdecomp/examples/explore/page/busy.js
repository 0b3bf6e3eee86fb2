// Long work: shows how far it has come, and lets people cancel it. Only one piece of work is wanted at a time.

import {byId} from './dom.js';

const PATIENCE = 200; // milliseconds before anything is shown

let running = null;

/** Runs some work in place of what runs now. */
export async function run(work) {
  running?.abort();
  const controller = new AbortController();
  running = controller;
  const shown = setTimeout(() => {
    byId('busy').hidden = false;
  }, PATIENCE);
  const progress = ({done, total}) => {
    if (running !== controller) return;
    const bar = byId('progress');
    if (total > 0) {
      bar.max = total;
      bar.value = done;
    } else {
      bar.removeAttribute('value');
    }
    byId('busytext').textContent = total > 0 ? `${done} of ${total} …` : 'Working …';
  };
  progress({done: 0, total: 0});
  try {
    return await work(progress, controller.signal);
  } finally {
    clearTimeout(shown);
    if (running === controller) {
      running = null;
      byId('busy').hidden = true;
    }
  }
}

/** Cancels what runs. */
export function cancel() {
  running?.abort();
}
