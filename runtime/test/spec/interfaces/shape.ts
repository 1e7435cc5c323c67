/** What a script can see of the interfaces, as JSON: a function as name, length and whether it is a constructor. */
export type Shape = Record<string, unknown>;

const NAMES = [
  'BackgroundFetchManager',
  'BackgroundFetchRegistration',
  'BackgroundFetchRecord',
  'BackgroundFetchEvent',
  'BackgroundFetchUpdateUIEvent',
];

/** The interfaces of a global before and after ours were installed. */
export interface Shapes {
  native: Shape;
  ours: Shape;
  /** Whether they are other objects now. */
  isReplaced: boolean;
}

/** Describes a global around what installs our interfaces. Runs in a browser. */
export function compareShapes(scope: object, install: () => void): Shapes {
  const global = scope as Record<string, unknown>;
  const before = NAMES.map((name) => global[name]);
  const native = shapeOf(scope);
  install();
  const isReplaced = NAMES.every((name, place) => !before[place] || global[name] !== before[place]);
  return { native, ours: shapeOf(scope), isReplaced };
}

/** Describes the interfaces that a global has now. */
function shapeOf(scope: object): Shape {
  const global = scope as Record<string, (new () => object) & { prototype: object }>;
  const shape: Shape = {};
  for (const name of NAMES) {
    const type = global[name];
    if (!type) continue;
    const parent = Object.getPrototypeOf(type.prototype);
    shape[name] = [property(global, name), Object.getPrototypeOf(type).name, `${parent}`];
    for (const key of ['prototype', 'length', 'name']) shape[`${name}.${key}`] = property(type, key);
    for (const key of Reflect.ownKeys(type.prototype)) {
      shape[`${name}.prototype.${String(key)}`] = property(type.prototype, key);
    }
    try {
      new type();
    } catch (error) {
      shape[`new ${name}`] = (error as Error).name;
    }
  }
  for (const name of ['success', 'fail', 'abort', 'click']) {
    shape[`on${name}`] = property(scope, `onbackgroundfetch${name}`);
  }
  shape.backgroundFetch = property(global.ServiceWorkerRegistration?.prototype ?? {}, 'backgroundFetch');
  return shape;
}

function property(object: object, key: PropertyKey): unknown {
  const found = Object.getOwnPropertyDescriptor(object, key);
  const show = (value: unknown): unknown =>
    typeof value === 'function'
      ? `${value.name}/${value.length}/${Object.hasOwn(value, 'prototype')}`
      : value;
  const isPlain = found && typeof found.value !== 'object';
  return isPlain
    ? { ...found, get: show(found.get), set: show(found.set), value: show(found.value) }
    : !!found;
}
