// The keyboard's place: what has the focus keeps it when the page is drawn again, though its element is a new one.

import {byId} from './dom.js';

/**
 * Draws, then gives the focus back to the element of the same id. Where there is none any more it goes to a fallback, and so it does
 * from one node of the tree to the chosen one.
 */
export function keep(draw, fallback) {
  const before = document.activeElement;
  draw();
  if (!before || before === document.body || isReachable(before) || isReachable(document.activeElement)) return;
  const again = before.id && before.role !== 'treeitem' ? byId(before.id) : null;
  (again && isReachable(again) ? again : fallback())?.focus({preventScroll: true});
}

/** Whether an element is in the page, and neither it nor anything around it is hidden. */
const isReachable = (element) =>
  element !== null && element !== document.body && element.isConnected && element.getClientRects().length > 0;
