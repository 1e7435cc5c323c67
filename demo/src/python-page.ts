import { announce } from './announcer.ts';
import { element, icon, setAttribute, setText } from './dom.ts';
import { downloadControl } from './download-control.ts';
import { ICONS } from './icons.ts';
import { watchItem } from './item-store.ts';
import { PYTHON } from './items.ts';
import { runPython, tidyTraceback } from './python-runtime.ts';
import { linkTo, type Page } from './router.ts';
import { SAMPLE_PROGRAM } from './sample-program.ts';

/** An editor and a Python that needs no network once it is on the device. */
export const pythonPage: Page = (signal) => {
  const editor = element('textarea', {
    id: 'program',
    class: 'editor',
    rows: 22,
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
    'aria-describedby': 'editor-help',
  });
  editor.value = SAMPLE_PROGRAM;
  const output = element('pre', {
    id: 'output',
    class: 'output',
    tabindex: 0,
    'aria-labelledby': 'output-title',
  });
  const timing = element('span', { class: 'timing', 'data-run': 'idle' });
  const run = element(
    'button',
    { type: 'button', class: 'button button-primary', 'data-action': 'run' },
    icon(ICONS.run),
    'Run',
  );
  const hint = element('p', { id: 'editor-help', class: 'hint' });
  let ready = false;

  watchItem(PYTHON, signal, (state) => {
    ready = state.name === 'stored';
    setAttribute(run, 'aria-disabled', ready ? undefined : 'true');
    setText(
      hint,
      ready
        ? 'Ctrl + Enter runs the program. It all happens on this device.'
        : 'Download Python to run the program, now and whenever there is no network.',
    );
  });

  const execute = async (): Promise<void> => {
    if (!ready || timing.dataset.run === 'running') return;
    timing.dataset.run = 'running';
    setText(timing, 'Running…');
    setText(output, '');
    output.classList.remove('output-error');
    const start = performance.now();
    try {
      const value = await runPython(editor.value, (line) => output.append(`${line}\n`));
      if (value) output.append(value);
      timing.dataset.run = 'done';
    } catch (error) {
      output.append(error instanceof Error ? tidyTraceback(error.message) : String(error));
      output.classList.add('output-error');
      timing.dataset.run = 'failed';
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(2);
    setText(timing, `${timing.dataset.run === 'done' ? 'Done' : 'Stopped'} in ${seconds} s`);
    announce(`Program ${timing.dataset.run === 'done' ? 'finished' : 'failed'}`);
  };
  run.addEventListener('click', () => void execute());
  editor.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void execute();
  });

  const content = element(
    'article',
    { class: 'python' },
    element('a', { ...linkTo(''), class: 'back' }, icon(ICONS.back), 'All episodes'),
    element(
      'header',
      { class: 'python-head' },
      element(
        'div',
        {},
        element('p', { class: 'eyebrow' }, 'The workbench'),
        element('h1', { tabindex: -1 }, PYTHON.title),
        element(
          'p',
          { class: 'lead' },
          'CPython with its standard library, compiled for the browser. Thirteen megabytes, fetched once, in the background.',
        ),
      ),
      downloadControl(PYTHON, signal),
    ),
    element(
      'div',
      { class: 'bench' },
      element(
        'section',
        { class: 'bench-pane' },
        element('div', { class: 'pane-head' }, element('label', { for: 'program' }, 'Program'), run),
        editor,
        hint,
      ),
      element(
        'section',
        { class: 'bench-pane' },
        element('div', { class: 'pane-head' }, element('h2', { id: 'output-title' }, 'Output'), timing),
        output,
      ),
    ),
  );
  return { title: PYTHON.title, content };
};
