import { delivered } from '../commit/delivery.ts';
import { forget } from '../commit/forget.ts';
import { inTurn } from '../commit/in-turn.ts';
import { removing } from '../commit/removing.ts';
import { downloads } from '../ledger/downloads.ts';
import { fetchOf } from '../running.ts';

/** Milliseconds; the page waits for the answer. */
const PATIENCE = 5_000;

/** Deletes a download, and ends what runs for it. One that the browser has just finished is let come to its end first. */
export function removeDownload(id: string): Promise<boolean> {
  removing.add(id);
  return remove(id).finally(() => removing.delete(id));
}

async function remove(id: string): Promise<boolean> {
  await (await fetchOf(id))?.abort();
  const known = await delivered(id, PATIENCE);
  let mayWait = known?.state === 'waiting';
  for (let entry = known; entry; entry = await delivered(id, 0)) {
    const gone = await inTurn(id, async () => {
      const now = await downloads.get(id);
      // An event that comes meanwhile writes it anew; but who asks for it anew has it.
      if (!now || (now.state === 'waiting' && !mayWait)) return false;
      await forget(now);
      return true;
    });
    if (!gone) break;
    mayWait = false;
  }
  return known !== undefined;
}
