/** What a person does that a browser counts as one; each comes when what the app does with it has begun. */
const PRESSES = ['click', 'keyup'];

/** Milliseconds: what the press is for comes first. */
const CALM = 300;

/** Calls a function a moment after somebody has pressed something in this page. */
export function afterPress(then: () => void): void {
  const heard = (): void => {
    for (const type of PRESSES) globalThis.removeEventListener(type, heard);
    setTimeout(then, CALM);
  };
  for (const type of PRESSES) globalThis.addEventListener?.(type, heard);
}
