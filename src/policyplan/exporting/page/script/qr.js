// QR codes (ISO/IEC 18004) of calendar addresses: their bytes, at error correction level M, in versions 1 to 25.
const CHECK_BYTES = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28];
const BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21];
// One mask for all codes: to try all eight takes eight times as long, and phones read every one.
const MASK = 4;

/** The modules of a text's code, row by row, each 0 or 1; null where the text is too long for one. */
function codeOf(text) {
  const bytes = [...new TextEncoder().encode(text)];
  const version = BLOCKS.findIndex((blocks, n) => blocks && bytes.length + (n < 10 ? 2 : 3) <= roomIn(n));
  if (version < 0) return null;
  const drawn = patterns(version);
  fill(drawn, interleaved(padded(bytes, version), version));
  return drawn;
}

/** How many modules of a version hold bytes: all but its patterns. */
function modulesIn(version) {
  const marks = Math.floor(version / 7) + 2;
  const all = (16 * version + 128) * version + 64;
  return all - (version > 1 ? (25 * marks - 10) * marks - 55 : 0) - (version > 6 ? 36 : 0);
}

/** How many bytes a version holds beside its check bytes. */
function roomIn(version) {
  return Math.floor(modulesIn(version) / 8) - CHECK_BYTES[version] * BLOCKS[version];
}

/** The bytes with their mode and their number before them, and what fills the version behind them. */
function padded(bytes, version) {
  const n = bytes.length;
  const digits = [4, ...(version < 10 ? [] : [n >> 12, (n >> 8) & 15]), (n >> 4) & 15, n & 15];
  for (const byte of bytes) digits.push(byte >> 4, byte & 15);
  digits.push(0);
  const whole = [];
  for (let at = 0; at < digits.length; at += 2) whole.push((digits[at] << 4) | digits[at + 1]);
  for (let fill = 0xec; whole.length < roomIn(version); fill ^= 0xec ^ 0x11) whole.push(fill);
  return whole;
}

/** The bytes in blocks with their check bytes, the blocks' bytes in turns. */
function interleaved(bytes, version) {
  const raw = Math.floor(modulesIn(version) / 8), count = BLOCKS[version], check = CHECK_BYTES[version];
  const by = divisor(check), blocks = [];
  for (let n = 0, start = 0; n < count; n++) {
    const end = start + Math.floor(raw / count) - check + (n < count - (raw % count) ? 0 : 1);
    blocks.push(bytes.slice(start, end));
    start = end;
  }
  const inTurns = (parts) => [...parts[parts.length - 1].keys()].flatMap((n) => parts.flatMap((part) => (n < part.length ? [part[n]] : [])));
  return [...inTurns(blocks), ...inTurns(blocks.map((block) => remainder(block, by)))];
}

/** A product in the field of 256 elements that the check bytes (Reed-Solomon) are reckoned in. */
function product(a, b) {
  let found = 0;
  for (let n = 7; n >= 0; n--) found = (found << 1) ^ ((found >> 7) * 0x11d) ^ (((b >> n) & 1) * a);
  return found;
}

function divisor(degree) {
  const made = [...Array(degree - 1).fill(0), 1];
  for (let n = 0, root = 1; n < degree; n++, root = product(root, 2))
    for (let at = 0; at < degree; at++) made[at] = product(made[at], root) ^ (at + 1 < degree ? made[at + 1] : 0);
  return made;
}

function remainder(bytes, by) {
  const rest = by.map(() => 0);
  for (const byte of bytes) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    by.forEach((part, n) => (rest[n] ^= product(part, factor)));
  }
  return rest;
}

/** A code with its patterns, and undefined where its bytes will stand. */
function patterns(version) {
  const side = version * 4 + 17, made = Array.from({ length: side }, () => Array(side).fill(undefined));
  const ringed = (row, column, rings) => {
    const reach = rings.length - 1;
    for (let y = -reach; y <= reach; y++)
      for (let x = -reach; x <= reach; x++)
        if (made[row + y] && column + x >= 0 && column + x < side)
          made[row + y][column + x] = rings[Math.max(Math.abs(x), Math.abs(y))];
  };
  for (const [row, column] of [[3, 3], [3, side - 4], [side - 4, 3]]) ringed(row, column, [1, 1, 0, 1, 0]);
  const places = marks(version, side);
  for (const row of places) for (const column of places) if (made[row][column] === undefined) ringed(row, column, [1, 0, 1]);
  for (let n = 8; n < side - 8; n++) made[6][n] = made[n][6] = Number(n % 2 === 0);
  writeFormat(made, side);
  if (version > 6) writeVersion(made, side, version);
  return made;
}

/** The rows, and columns, in which the small square marks have their middles. */
function marks(version, side) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2, step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, n) => side - 7 - step * (count - 2 - n))];
}

/** A number followed by the remainder of its division by `by`, of so many bits. */
function withCheck(number, by, bits) {
  let rest = number;
  for (let n = 0; n < bits; n++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * by);
  return (number << bits) | rest;
}

function writeFormat(made, side) {
  const bits = withCheck(MASK, 0x537, 10) ^ 0x5412;
  for (let n = 0; n < 15; n++) {
    const bit = (bits >> n) & 1;
    if (n < 8) {
      made[n < 6 ? n : n + 1][8] = bit;
      made[8][side - 1 - n] = bit;
    } else {
      made[8][n < 9 ? 7 : 14 - n] = bit;
      made[side - 15 + n][8] = bit;
    }
  }
  made[side - 8][8] = 1;
}

function writeVersion(made, side, version) {
  const bits = withCheck(version, 0x1f25, 12);
  for (let n = 0; n < 18; n++) {
    const far = side - 11 + (n % 3), near = Math.floor(n / 3);
    made[near][far] = made[far][near] = (bits >> n) & 1;
  }
}

/** Write the bytes into what the patterns leave, two columns at a time, up and down, masked. */
function fill(made, bytes) {
  const side = made.length;
  let n = 0;
  for (let right = side - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let step = 0; step < side; step++)
      for (const x of [right, right - 1]) {
        const y = up ? side - 1 - step : step;
        if (made[y][x] !== undefined) continue;
        const bit = n < bytes.length * 8 ? (bytes[n >> 3] >> (7 - (n & 7))) & 1 : 0;
        made[y][x] = bit ^ Number((Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0);
        n++;
      }
  }
}
