// Small helpers for the document.

export const byId = (id) => document.getElementById(id);

/** Makes an element: properties that begin with "on" are listeners, those with a dash or "role" are attributes. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else if (name === 'class') element.className = value;
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const button = (text, onclick, properties = {}) => el('button', {type: 'button', onclick, ...properties}, text);

/** Tells those who do not see the page what has happened. */
export function announce(text) {
  const region = byId('announce');
  if (region.textContent !== text) region.textContent = text;
}

export function showError(message) {
  const box = byId('error');
  box.querySelector('p').textContent = message;
  box.hidden = false;
}

export function hideError() {
  byId('error').hidden = true;
}

/** Three digits that count. */
export function number(value) {
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude < 1e-3 || magnitude >= 1e6) return value.toExponential(2);
  return String(Number(value.toPrecision(3)));
}

export const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** The first and the last of some rows or columns; word joiners keep them on one line. */
export const range = (from, count) => (count === 1 ? String(from) : `${from}\u2060–\u2060${from + count - 1}`);
