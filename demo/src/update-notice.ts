import { element } from './dom.ts';

/** Offers to show the version that has just been installed. */
export function showUpdateNotice(): void {
  if (document.querySelector('.notice')) return;
  const reload = element('button', { type: 'button', class: 'button' }, 'Reload');
  reload.addEventListener('click', () => location.reload());
  document.body.append(element('div', { class: 'notice', role: 'status' }, 'There is an update.', reload));
}
