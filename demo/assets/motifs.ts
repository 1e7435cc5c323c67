import type { Weather } from '../src/episodes.ts';
import { between, type Random } from './random.ts';
import { gradient, ridge, SIDE, smooth, tag } from './svg.ts';

/** A cover's definitions and what is drawn with them, from back to front. */
export interface Motif {
  readonly defs: string;
  readonly shapes: string;
}

/** Draws the picture of each kind of weather. */
export const MOTIFS: Readonly<Record<Weather, (random: Random) => Motif>> = {
  fog(random) {
    let shapes = disc(between(random, 380, 460), 200, 74, '#fdfaf0', 0.85);
    for (let i = 0; i < 7; i++) {
      const path = ridge(250 + i * 58, 17 + i * 2, between(random, 0, 9), 0.9);
      shapes += tag('path', { d: path, fill: 'url(#bank)', opacity: 0.42 + i * 0.07 });
    }
    return {
      defs: sky('#b9cdd0', '#dfe4dc') + gradient('bank', 'linear', ['#6f949b', '#2f5661', '#17353f']),
      shapes,
    };
  },

  dawn(random) {
    const x = between(random, 260, 380);
    let shapes = tag('circle', { cx: x, cy: 388, r: 260, fill: 'url(#glow)' });
    shapes += disc(x, 388, 118, '#fff3d6', 1);
    shapes += tag('rect', { y: 388, width: SIDE, height: 252, fill: 'url(#flat)' });
    for (let i = 0; i < 11; i++) {
      const width = (236 - i * 13) * between(random, 0.65, 1.05);
      const left = x - width / 2 + between(random, -10, 10);
      shapes += tag('rect', {
        x: left,
        y: 398 + i * i * 1.75,
        width,
        height: 3 + i * 0.9,
        rx: 4,
        fill: '#fff3d6',
        opacity: 0.92 - i * 0.07,
      });
    }
    const glow = tag('radialGradient', { id: 'glow' }, stop(0, '#fff3d6', 0.7) + stop(100, '#fff3d6', 0));
    return {
      defs:
        sky('#5a6aa8', '#e58a8a', '#ffc48a') +
        gradient('flat', 'linear', ['#e9a184', '#8d6a8f', '#3e3f6c']) +
        glow,
      shapes,
    };
  },

  rain(random) {
    let shapes = '';
    const lines: string[] = [];
    for (let i = 1; i < 6; i++) {
      const x = (SIDE / 6) * i;
      const along = (x + 20) / (SIDE + 40);
      lines.push(`M${Math.round(x)} ${SIDE}V${Math.round(190 - 640 * along * (1 - along))}`);
    }
    for (let y = 260; y < SIDE; y += 130) lines.push(`M0 ${y}H${SIDE}`);
    lines.push(`M-20 ${SIDE}V190Q${SIDE / 2} -130 ${SIDE + 20} 190V${SIDE}`);
    for (let i = 0; i < 9; i++) {
      const y = between(random, 430, 560);
      const x = between(random, 0, SIDE);
      for (let leaf = 0; leaf < 5; leaf++) {
        const angle = between(random, -60, 60);
        shapes += tag('ellipse', {
          cx: x,
          cy: y,
          rx: 15,
          ry: between(random, 70, 150),
          fill: leaf % 2 ? '#1d5a4a' : '#3c8b66',
          opacity: 0.55,
          transform: `rotate(${Math.round(angle)} ${Math.round(x)} 660)`,
        });
      }
    }
    shapes += tag('path', {
      d: lines.join(''),
      fill: 'none',
      stroke: '#d9efe4',
      'stroke-width': 5,
      opacity: 0.55,
    });
    for (let i = 0; i < 110; i++) {
      const x = between(random, 0, SIDE);
      const y = between(random, 0, SIDE);
      const length = between(random, 14, 64);
      shapes += tag('path', {
        d: `M${Math.round(x)} ${Math.round(y)}l${Math.round(-length * 0.28)} ${Math.round(length)}`,
        stroke: '#effaf4',
        'stroke-width': between(random, 1, 3),
        'stroke-linecap': 'round',
        opacity: between(random, 0.2, 0.75),
      });
    }
    return { defs: sky('#7fb5a6', '#3f8077', '#123c3a'), shapes };
  },

  wind(random) {
    let shapes = disc(between(random, 130, 210), 170, 62, '#fbe6b4', 1);
    const phase = between(random, 0, 6);
    for (let row = 0; row < 46; row++) {
      let [x, y] = [between(random, -160, 260), row * 15 - 20];
      const points: [number, number][] = [];
      const steps = Math.round(between(random, 12, 34));
      for (let step = 0; step < steps; step++) {
        points.push([x, y]);
        const angle = 0.55 * Math.sin(x * 0.0075 + phase) * Math.cos(y * 0.0062 - phase) - 0.08;
        x += 20 * Math.cos(angle);
        y += 20 * Math.sin(angle);
      }
      const color = ['#fbe6b4', '#1c3d33', '#2f6650', '#f1b266'][row % 4] ?? '#1c3d33';
      shapes += tag('path', {
        d: smooth(points),
        fill: 'none',
        stroke: color,
        'stroke-width': between(random, 2, 9),
        'stroke-linecap': 'round',
        opacity: 0.82,
      });
    }
    return { defs: sky('#e9c183', '#c7803f', '#7a4a2a'), shapes };
  },

  snow(random) {
    let shapes = disc(between(random, 220, 420), 190, 54, '#ffffff', 0.9);
    for (let i = 0; i < 4; i++) {
      const fill = ['#c3d2e6', '#d5e0ee', '#e6edf6', '#f7fafd'][i] ?? '#fff';
      shapes += tag('path', { d: ridge(330 + i * 72, 30 - i * 4, between(random, 0, 9), 0.55), fill });
    }
    for (let i = 0; i < 7; i++) {
      const x = 90 + i * 74 + between(random, -26, 26);
      const y = between(random, 392, 520);
      const height = 26 + (y - 380) * 0.42;
      shapes += tag('path', {
        d: `M${Math.round(x)} ${Math.round(y - height)}l${Math.round(height * 0.24)} ${Math.round(height)}h${Math.round(-height * 0.48)}z`,
        fill: '#24405f',
        opacity: 0.92,
      });
    }
    for (let i = 0; i < 170; i++) {
      const depth = random();
      shapes += tag('circle', {
        cx: between(random, 0, SIDE),
        cy: between(random, 0, SIDE),
        r: 1.2 + depth * depth * 5.5,
        fill: '#fff',
        opacity: 0.45 + depth * 0.5,
      });
    }
    return { defs: sky('#6d8fb8', '#a9c0db', '#dfe8f2'), shapes };
  },

  storm(random) {
    const [cx, cy] = [between(random, 230, 300), between(random, 250, 320)];
    const phase = between(random, 0, 6);
    let shapes = '';
    for (let ring = 15; ring > 0; ring--) {
      const points: string[] = [];
      for (let step = 0; step < 72; step++) {
        const angle = (step / 72) * Math.PI * 2;
        const wobble =
          1 + 0.13 * Math.sin(angle * 2 + phase + ring * 0.16) + 0.07 * Math.sin(angle * 5 - phase);
        const radius = ring * 33 * wobble;
        points.push(
          `${Math.round(cx + radius * Math.cos(angle) * 1.15)} ${Math.round(cy + radius * Math.sin(angle))}`,
        );
      }
      const light = ring <= 2;
      const hue = Math.round(228 + ring * 4.2);
      const fill = light
        ? ring === 1
          ? '#fff1b8'
          : '#f6c453'
        : `hsl(${hue} 46% ${Math.max(9, 50 - ring * 2.9)}%)`;
      shapes += tag('path', {
        d: `M${points.join('L')}Z`,
        fill,
        stroke: light ? 'none' : '#ffffff',
        'stroke-opacity': 0.16,
        'stroke-width': 1.5,
      });
    }
    return { defs: sky('#15132b', '#241d45'), shapes };
  },
};

function sky(...stops: string[]): string {
  return gradient('sky', 'linear', stops);
}

function disc(cx: number, cy: number, r: number, fill: string, opacity: number): string {
  return tag('circle', { cx, cy, r, fill, opacity });
}

function stop(offset: number, color: string, opacity: number): string {
  return tag('stop', { offset: `${offset}%`, 'stop-color': color, 'stop-opacity': opacity });
}
