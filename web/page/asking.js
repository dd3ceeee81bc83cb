// Questions of the page's own, shown as screens: the program does not know of them.
import { createScreens } from './screen.js';

/** @param {string} name @param {string} label @param {string} typed @param {Partial<Moa.Item>} [rest] @returns {Moa.Item} */
export const secret = (name, label, typed, rest) => ({ kind: 'secret', name, label, account: 'MoA keys', ...(typed && { filled: true }), ...rest });
/** @param {string} label @returns {Moa.Item} */
export const sentence = (label) => ({ kind: 'words', name: '', label });

/** @typedef {ReturnType<typeof createAsking>} Ask */
/** @param {import('./keys.js').Keys} keys */
export function createAsking(keys) {
  /** @type {((name: string, value: string) => void) | null} */
  let act = null;
  const screens = createScreens(/** @type {Moa.Invoke} */ ((_, told) => {
    const done = /** @type {Moa.ScreenAct} */ (told);
    if (done.do === 'act') act?.(done.name ?? '', done.value ?? '');
    if (done.do === 'close' || done.do === 'back') act?.('cancel', '');
    return {};
  }), keys);

  /** Shows a screen until an act has an answer, and gives that. While one is being worked out, only fields are listened to.
   *  @template T @param {() => Partial<Moa.Screen> & { buttons: Moa.Button[] }} describe
   *  @param {(name: string, value: string) => T | undefined | Promise<T | undefined>} decide @returns {Promise<T>} */
  return function ask(describe, decide) {
    return new Promise((resolve) => {
      let busy = false;
      function refresh() {
        const { buttons, ...rest } = describe();
        screens.update({
          name: 'saved-keys', title: '', width: 'narrow', sections: [], focus_turn: 0, ...rest,
          buttons: buttons.map((button) => (busy ? { ...button, impossible: true } : button)),
        });
      }
      function settle(/** @type {T | undefined} */ answer) {
        busy = false;
        if (answer === undefined) return refresh();
        act = null;
        screens.update(null);
        resolve(answer);
      }
      act = (name, value) => {
        if (busy && !value) return refresh();
        const answer = decide(name, value);
        if (!(answer instanceof Promise)) return settle(answer);
        busy = true;
        refresh();
        answer.then(settle);
      };
      refresh();
    });
  };
}
