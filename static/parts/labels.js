/** Labels beside points that do not collide with each other, with points, or with what stands there already. Pure. */

const hits = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const inside = (a, room) => a.x >= 0 && a.y >= 0 && a.x + a.width <= room.width && a.y + a.height <= room.height;

/** The places a label may take beside its point, best first: right, left, then further and further above and below. */
function* places({ x, y, size }, { width, height }) {
  const off = size * .85;
  for (let step = 0; step <= 8; step += 1) {
    for (const dy of step ? [step, -step] : [0]) {
      const top = y - height / 2 + dy * height * .55;
      yield { x: x + off, y: top, side: "right", step };
      yield { x: x - off - width, y: top, side: "left", step };
    }
  }
}

/**
 * For each point `{x, y, size, width, height}` (label size) where its label goes: `{x, y, side, far}`, or null when
 * nowhere is free; `far` says that a line to the point helps. Earlier points choose first.
 */
export function placeLabels(points, room, taken = []) {
  const marks = points.map(({ x, y, size }) => ({ x: x - size / 2, y: y - size / 2, width: size, height: size }));
  const placed = [];
  return points.map((point, n) => {
    for (const place of places(point, point)) {
      const box = { x: place.x, y: place.y, width: point.width, height: point.height };
      const free = inside(box, room) && ![...taken, ...placed, ...marks.filter((_, m) => m !== n)].some((other) => hits(box, other));
      if (free) {
        placed.push(box);
        return { ...place, far: place.step > 1 };
      }
    }
    return null;
  });
}

/** Points moved apart so that no two lie on one another; they stay as near their place as that allows. */
export function spreadPoints(points, least) {
  const moved = points.map((point) => ({ ...point }));
  for (let round = 0; round < 40; round += 1) {
    let still = true;
    for (let a = 0; a < moved.length; a += 1) {
      for (let b = a + 1; b < moved.length; b += 1) {
        const dx = moved[b].x - moved[a].x || .01 * (b - a);
        const dy = moved[b].y - moved[a].y;
        const apart = Math.hypot(dx, dy);
        if (apart >= least) continue;
        still = false;
        const push = (least - apart) / 2 / apart;
        moved[a].x -= dx * push; moved[a].y -= dy * push;
        moved[b].x += dx * push; moved[b].y += dy * push;
      }
    }
    if (still) break;
  }
  return moved;
}
