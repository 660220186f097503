/**
 * Whether two pictures show the same, to somebody who does not look through a magnifying glass.
 *
 * What a renderer decides, where a tone of an edge lies, how heavy a letter is, which pixel a line begins
 * on, says nothing of the page. So both are looked at out of focus, and a place may look as any of its
 * neighbours looks in the other picture. What is left are parts that are missing, new, moved or in
 * another colour.
 *
 * A picture here is `{ width, height, data }`, with four bytes to a pixel.
 */

/** Pixels to each side that are one in the eye of the beholder. */
const blur = 3;
/** Pixels that a part may be off in any direction. */
const shift = 1;
/** Steps of 255 that a colour may be off, out of focus. */
const tone = 24;
/** Places that may be off for all that: fewer than the smallest part has. */
const most = 12;

const channels = 3;

/**
 * Where the two differ, as a picture of red places on black; undefined where they show the same. They are
 * of one size.
 */
export function difference(kept, found) {
  const { width, height } = kept;
  const [before, now] = [outOfFocus(kept), outOfFocus(found)];
  const marks = new Uint8Array(width * height * 4);
  let count = 0;
  const ranges = [rangesOf(before, width, height), rangesOf(now, width, height)];
  for (let at = 0; at < width * height; at += 1) {
    const isOff = leaves(now, ranges[0], at) || leaves(before, ranges[1], at);
    marks.set([isOff ? 255 : 0, 0, 0, 255], at * 4);
    if (isOff) count += 1;
  }
  return count > most ? { width, height, data: marks, count } : undefined;
}

/** Whether a place is darker or lighter than all around it in the other picture. */
function leaves(picture, [least, greatest], at) {
  for (let index = at * channels; index < (at + 1) * channels; index += 1) {
    if (picture[index] < least[index] - tone || picture[index] > greatest[index] + tone) return true;
  }
  return false;
}

/** Each pixel as the mean of those around it. */
function outOfFocus({ width, height, data }) {
  const picture = new Float32Array(width * height * channels);
  for (let at = 0; at < width * height; at += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      picture[at * channels + channel] = data[at * 4 + channel];
    }
  }
  return alongBoth(
    picture,
    width,
    height,
    (line, first, last, apart) => {
      let sum = 0;
      for (let at = first; at <= last; at += apart) sum += line[at];
      return sum / ((last - first) / apart + 1);
    },
    blur,
  );
}

/** The least and the greatest that each place and its neighbours have. */
function rangesOf(picture, width, height) {
  return [Math.min, Math.max].map((extreme) =>
    alongBoth(
      picture,
      width,
      height,
      (line, first, last, apart) => {
        let found = line[first];
        for (let at = first + apart; at <= last; at += apart) found = extreme(found, line[at]);
        return found;
      },
      shift,
    ),
  );
}

/** Puts together what is so near, along the rows and then along the columns. */
function alongBoth(picture, width, height, together, reach) {
  const [column, row] = [channels, width * channels];
  const rows = along(
    picture,
    { apart: row, count: height },
    { apart: column, count: width },
    together,
    reach,
  );
  return along(rows, { apart: column, count: width }, { apart: row, count: height }, together, reach);
}

/** `together` is given the first and the last index of values that are so far apart. */
function along(picture, lines, places, together, reach) {
  const made = new Float32Array(picture.length);
  for (let line = 0; line < lines.count; line += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      const start = line * lines.apart + channel;
      for (let place = 0; place < places.count; place += 1) {
        const first = start + Math.max(0, place - reach) * places.apart;
        const last = start + Math.min(places.count - 1, place + reach) * places.apart;
        made[start + place * places.apart] = together(picture, first, last, places.apart);
      }
    }
  }
  return made;
}
