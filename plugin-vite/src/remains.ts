import { rm } from 'node:fs/promises';

/** Does what makes a worker, and takes away what is there of it where that fails: half a worker is worse than none. */
export async function leavingNoRemains(worker: string, make: () => Promise<void>): Promise<void> {
  try {
    await make();
  } catch (error) {
    await Promise.all([worker, `${worker}.map`].map((file) => rm(file, { force: true })));
    throw error;
  }
}
