// Runs in a page.
import { installInterfaces } from '../../../src/spec/interfaces/install-interfaces.ts';
import { compareShapes } from './shape.ts';

const shapes = compareShapes(globalThis, () => {
  installInterfaces(globalThis, () => {
    throw new Error('nobody connects');
  });
});
Object.assign(globalThis, { shapes });
