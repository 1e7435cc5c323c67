/** Side of a cover in user units. */
export const SIDE = 640;

/** One element as text; numbers keep one decimal, which no screen can tell from more. */
export function tag(name: string, attributes: Record<string, string | number>, content = ''): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${shown(value)}"`);
  return content === '' ? `<${name}${list.join('')}/>` : `<${name}${list.join('')}>${content}</${name}>`;
}

/** A gradient definition with evenly spaced stops. */
export function gradient(id: string, kind: 'linear' | 'radial', stops: readonly string[]): string {
  const content = stops.map((color, index) =>
    tag('stop', { offset: `${Math.round((index / (stops.length - 1)) * 100)}%`, 'stop-color': color }),
  );
  return tag(
    `${kind}Gradient`,
    kind === 'linear' ? { id, x1: 0, y1: 0, x2: 0, y2: 1 } : { id },
    content.join(''),
  );
}

/** A smooth path through points. */
export function smooth(points: readonly (readonly [number, number])[]): string {
  let path = '';
  for (const [index, [x, y]] of points.entries()) {
    const next = points[index + 1];
    if (index === 0) path += `M${one(x)} ${one(y)}`;
    // Each point is the handle of a curve that ends half-way to the next one.
    else if (next) path += `Q${one(x)} ${one(y)} ${one((x + next[0]) / 2)} ${one((y + next[1]) / 2)}`;
    else path += `L${one(x)} ${one(y)}`;
  }
  return path;
}

/** A line of hills across the whole cover around height `y`, closed at the bottom. */
export function ridge(y: number, height: number, phase: number, roughness: number): string {
  const points: [number, number][] = [];
  for (let x = -40; x <= SIDE + 40; x += 16) {
    const wave =
      Math.sin(x * 0.006 * roughness + phase) +
      0.5 * Math.sin(x * 0.014 * roughness + phase * 2.3) +
      0.22 * Math.sin(x * 0.037 * roughness + phase * 4.1);
    points.push([x, y + wave * height]);
  }
  return `${smooth(points)}V${SIDE}H-40Z`;
}

function one(value: number): number {
  return Math.round(value * 10) / 10;
}

function shown(value: string | number): string | number {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}
