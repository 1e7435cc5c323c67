// A dedicated or a shared worker that uses Background Fetch by the standard interfaces, and answers with what it has seen.
importScripts('/fallback-window.iife.js');

self.onmessage = (event) => answer(self, event.data);
self.onconnect = ({ ports: [port] }) => {
  port.onmessage = (event) => answer(port, event.data);
};

async function answer(port, { id, url }) {
  port.postMessage(await use(id, url).catch((error) => ({ error: String(error) })));
}

async function use(id, url) {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration) return { interfaces: typeof BackgroundFetchManager };
  const { backgroundFetch } = registration;
  const started = await backgroundFetch.fetch(id, [url], { title: 'From a worker' });
  const ids = await backgroundFetch.getIds();
  const record = await started.match(url);
  const reader = (await record.responseReady).body.getReader();
  const { value } = await reader.read();
  const { downloaded } = started;
  reader.cancel();
  await new Promise((resolve) => {
    started.onprogress = () => started.result !== '' && resolve();
    started.onprogress();
  });
  return { ids, first: value.length, downloaded, result: started.result };
}
