// Maps over pictures: values are interpolated, then coloured by the palette that the server draws with.

let colours = [];

export function usePalette(palette) {
  colours = palette.map((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
}

/** The largest positive value of a map: the upper end of its scale. */
export const largest = (map) => map.values.reduce((most, value) => Math.max(most, value), 0);

/** A map's values, interpolated at half-pixel centres; zero outside its patch. */
function enlarged(map, width, height) {
  const cell = (row, column) => {
    const y = row - map.y;
    const x = column - map.x;
    return y >= 0 && x >= 0 && y < map.height && x < map.width ? map.values[y * map.width + x] : 0;
  };
  const out = new Float32Array(width * height);
  const clamp = (value, most) => Math.min(Math.max(value, 0), most);
  for (let y = 0; y < height; y++) {
    const sy = ((y + 0.5) * map.layerHeight) / height - 0.5;
    const top = Math.floor(sy);
    const fy = sy - top;
    const y0 = clamp(top, map.layerHeight - 1);
    const y1 = clamp(top + 1, map.layerHeight - 1);
    for (let x = 0; x < width; x++) {
      const sx = ((x + 0.5) * map.layerWidth) / width - 0.5;
      const left = Math.floor(sx);
      const fx = sx - left;
      const x0 = clamp(left, map.layerWidth - 1);
      const x1 = clamp(left + 1, map.layerWidth - 1);
      const upper = cell(y0, x0) * (1 - fx) + cell(y0, x1) * fx;
      const lower = cell(y1, x0) * (1 - fx) + cell(y1, x1) * fx;
      out[y * width + x] = upper * (1 - fy) + lower * fy;
    }
  }
  return out;
}

/** Draws a picture and a map over it: the picture greyed, the map the more opaque the stronger. */
export function overlay(canvas, image, map, most) {
  const context = canvas.getContext('2d', {willReadFrequently: true});
  const {width, height} = canvas;
  context.drawImage(image, 0, 0, width, height);
  if (!map || !(most > 0)) return;
  const pixels = context.getImageData(0, 0, width, height);
  const values = enlarged(map, width, height);
  const {data} = pixels;
  for (let i = 0; i < values.length; i++) {
    const position = Math.min(Math.max(values[i] / most, 0), 1);
    const colour = colours[Math.round(position * (colours.length - 1))];
    const opacity = 0.75 * Math.min(1, 2 * position);
    const at = 4 * i;
    const grey = 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
    for (let band = 0; band < 3; band++) {
      const dim = 0.72 * (grey + 0.25 * (data[at + band] - grey));
      data[at + band] = dim + opacity * (colour[band] - dim);
    }
  }
  context.putImageData(pixels, 0, 0);
}

/** A rectangle of the picture, white within black, so that it shows on anything. */
export function box(canvas, region, input, dashed = false) {
  const context = canvas.getContext('2d');
  const sx = canvas.width / input.width;
  const sy = canvas.height / input.height;
  const inset = 2;
  const at = [region.x * sx + inset, region.y * sy + inset, region.width * sx - 2 * inset, region.height * sy - 2 * inset];
  context.save();
  if (dashed) context.setLineDash([6, 4]);
  context.lineWidth = 4;
  context.strokeStyle = 'rgb(0 0 0 / 70%)';
  context.strokeRect(...at);
  context.lineWidth = 2;
  context.strokeStyle = 'white';
  context.strokeRect(...at);
  context.restore();
}

/** The palette from left to right. */
export function legend(canvas) {
  const context = canvas.getContext('2d');
  for (let x = 0; x < canvas.width; x++) {
    const [r, g, b] = colours[Math.round((x / (canvas.width - 1)) * (colours.length - 1))];
    context.fillStyle = `rgb(${r} ${g} ${b})`;
    context.fillRect(x, 0, 1, canvas.height);
  }
}
