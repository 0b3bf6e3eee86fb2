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

export const ask = async (path, body) => (await send(`/api/${path}`, body)).json();

export async function upload(file) {
  try {
    const options = {method: 'POST', body: file, headers: {'Content-Type': 'application/octet-stream'}};
    return (await (await checked(await fetch('/api/pictures', options))).json()).picture;
  } catch (error) {
    throw explained(error);
  }
}

export const exported = async (format, body) => (await send(`/api/export/${format}`, body)).blob();

/** Long work: lines of JSON, of which the last is the result. Aborting the signal cancels it on the server. */
export async function stream(path, body, onprogress, signal) {
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
