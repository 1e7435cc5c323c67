declare const self: ServiceWorkerGlobalScope;

/** What both workers do for the benchmark: they take over at once, say when they were started, and when a background fetch has ended. */
export function introduce(): void {
  self.addEventListener('install', () => void self.skipWaiting());
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener('message', ({ data, ports }) => {
    if (data === 'born') ports[0]?.postMessage(performance.timeOrigin);
  });
  self.addEventListener('backgroundfetchsuccess', (event) => {
    const { id } = (event as unknown as { registration: { id: string } }).registration;
    void tell({ ended: id });
  });
}

/** Tells all pages. */
export async function tell(message: object): Promise<void> {
  for (const page of await self.clients.matchAll({ includeUncontrolled: true })) page.postMessage(message);
}
