// The server, as api/openapi.json describes it.

/** What the server refused, in words for people. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function checked(response) {
  if (response.ok) return response;
  let message = `The server answered ${response.status}.`;
  try {
    message = (await response.json()).error.message;
  } catch {
    // No JSON: the status has to do.
  }
  throw new Refused(response.status, message);
}

async function send(path, body, options = {}) {
  try {
    return await checked(await fetch(path, {method: 'POST', body: JSON.stringify(body), ...options}));
  } catch (error) {
    throw explained(error);
  }
}

/** Browsers say "Failed to fetch" where nobody listens any more. */
function explained(error) {
  return error instanceof TypeError ? new Refused(0, 'The explorer does not answer. Is it still running?') : error;
}

let instance = '';

export async function network() {
  try {
    const answer = await (await checked(await fetch('/api/network'))).json();
    ({instance} = answer);
    return answer;
  } catch (error) {
    throw explained(error);
  }
}

const KEPT = 40;
const answers = new Map();

/** The same question has the same answer: the last ones are kept, so that moving in a tree waits for nothing. */
async function remembered(path, body, fetched) {
  const key = JSON.stringify([path, body]);
  if (!answers.has(key)) {
    answers.set(key, await fetched());
    if (answers.size > KEPT) answers.delete(answers.keys().next().value);
  }
  return answers.get(key);
}

/** Short work. Aborting the signal ends the waiting. */
export const ask = (path, body, signal) => remembered(path, body, async () => (await send(`/api/${path}`, body, {signal})).json());

export async function upload(file, signal) {
  try {
    const options = {method: 'POST', body: file, signal, headers: {'Content-Type': 'application/octet-stream'}};
    return (await (await checked(await fetch('/api/pictures', options))).json()).picture;
  } catch (error) {
    throw explained(error);
  }
}

export const exported = async (format, body, signal) => (await send(`/api/export/${format}`, body, {signal})).blob();

/** Long work: lines of JSON, of which the last is the result. Aborting the signal cancels it on the server. */
export const stream = (path, body, onprogress, signal) => remembered(path, body, () => streamed(path, body, onprogress, signal));

async function streamed(path, body, onprogress, signal) {
  const response = await send(`/api/${path}`, body, {signal, headers: {Accept: 'application/x-ndjson'}});
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {done, value} = await reader.read();
    if (done) break;
    rest += value;
    const lines = rest.split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const message = JSON.parse(line);
      if (message.progress) onprogress(message.progress);
      else if (message.error) throw new Refused(message.error.status, message.error.message);
      else return message.result;
    }
  }
  throw new Refused(0, 'The answer ended too early. Try again.');
}

const occluded = (boxes) => boxes.map((box) => `${box.y},${box.x},${box.height},${box.width}`).join(';');

/** The part of addresses that all pictures share; browsers keep those of one run of the server. */
const about = (picture, boxes) =>
  `picture=${encodeURIComponent(picture)}&occlude=${encodeURIComponent(occluded(boxes))}&of=${instance}`;

export const pictureUrl = (picture, boxes) => `/api/picture.png?${about(picture, boxes)}`;

export const sharpUrl = (picture, boxes, decision) =>
  `/api/sharp.png?${about(picture, boxes)}&decision=${encodeURIComponent(decision)}`;
