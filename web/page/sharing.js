// Links that hold a recipe or a run: made and copied here, and opened. No server takes part.
import { secret } from './asking.js';
import { canPack, fromFragment, isLinked, isReadable, isSealed, MOST_PACKED, packed, toFragment } from './link_text.js';
import { faultOf, randomPassphrase } from './passphrase.js';

const NAME = 'link';
/** @param {string} label @returns {Moa.Item} */
const status = (label) => ({ kind: 'status', name: 'result', label });
/** Browsers encrypt for pages that came safely. */
const canSeal = () => Boolean(globalThis.crypto?.subtle);
const kilobytes = (/** @type {number} */ bytes) => `${Math.ceil(bytes / 1024)} KB`;
const ownAddress = () => location.href.split(/[?#]/)[0];

/** @param {Moa.Invoke} invoke @param {import('./asking.js').Ask} ask @param {Moa.Words} words */
export function createSharing(invoke, ask, words) {
  const tell = (/** @type {string} */ title, /** @type {string} */ intro) => ask(() => ({
    name: NAME, title, intro, focus: 'cancel', buttons: [{ name: 'cancel', label: 'Close', role: 'primary' }],
  }), () => true);

  /** @param {string} text a recipe or a run log, without keys */
  async function shareLink(text) {
    if (!canPack()) return tell('No link', 'This browser cannot pack a link. Save a file instead.');
    const bytes = await packed(text);
    if (bytes.length > MOST_PACKED) {
      return tell('Too large for a link', `Packed, this takes ${kilobytes(bytes.length)}, and a link holds ${kilobytes(MOST_PACKED)}. Save it as a file instead.`);
    }
    let [typed, error, result, link, protect, suggested] = ['', '', '', '', false, false];
    /** @returns {Promise<undefined>} */
    async function copy() {
      link = `${ownAddress()}#${await toFragment(bytes, protect ? typed : '')}`;
      const copied = navigator.clipboard?.writeText(link) ?? Promise.reject(new Error('no clipboard'));
      result = await copied.then(() => `Copied: ${link.length.toLocaleString('en')} characters.`, () => 'Copy it from here.');
    }
    /** @returns {Moa.Item[]} */
    const passphrase = () => [suggested ? { kind: 'line', name: 'passphrase', label: 'Passphrase', value: typed }
      : secret('passphrase', 'Passphrase', typed, { fresh: true, help: faultOf(''), buttons: [{ name: 'suggest', label: words.suggest_passphrase, role: 'quiet' }] })];
    return ask(() => ({
      name: NAME,
      title: words.share_link,
      intro: words.link_holds,
      sections: [{ title: '', items: [
        ...(canSeal() ? [/** @type {Moa.Item} */ ({
          kind: 'toggle', name: 'protect', label: words.protect_link, value: protect ? 'true' : '', help: words.send_passphrase,
        })] : []),
        ...(protect ? passphrase() : []),
        ...(result ? [/** @type {Moa.Item} */ ({ kind: 'line', name: 'made', label: 'Link', value: link }), status(result)] : []),
      ] }],
      focus: 'copy',
      error,
      buttons: [{ name: 'cancel', label: 'Close', role: 'plain' }, { name: 'copy', label: words.copy_link, role: 'primary' }],
    }), (name, value) => {
      if (name !== 'made') [error, result] = ['', ''];
      if (name === 'protect') protect = value === 'true';
      if (name === 'passphrase') typed = value;
      if (name === 'suggest') [typed, suggested] = [randomPassphrase(), true];
      if (name === 'cancel') return true;
      if (name !== 'copy') return undefined;
      error = protect ? faultOf(typed) : '';
      return error ? undefined : copy();
    });
  }

  /** @param {string} fragment @returns {Promise<string>} empty where the user gives up */
  function unsealed(fragment) {
    let [typed, error] = ['', ''];
    return ask(() => ({
      name: NAME,
      title: 'A protected link',
      intro: words.ask_passphrase,
      sections: [{ title: '', items: [secret('passphrase', 'Passphrase', typed)] }],
      focus: 'passphrase',
      error,
      buttons: [{ name: 'cancel', label: 'Cancel', role: 'plain' }, { name: 'open', label: 'Open', role: 'primary' }],
    }), (name, value) => {
      error = '';
      if (name === 'passphrase') typed = value;
      if (name === 'cancel') return '';
      return name === 'open' ? fromFragment(fragment, typed).catch(() => {
        error = 'This passphrase does not open the link, or the link is incomplete.';
        return undefined;
      }) : undefined;
    });
  }

  /** "#model=qwen3:8b&model=groq/…&aggregator=…&n=3", or the same behind "?". @param {string} fragment */
  function openNamed(fragment) {
    const named = [fragment, location.search].map((text) => new URLSearchParams(text)).find((each) => each.has('model') || each.has('aggregator'));
    if (!named) return;
    history.replaceState(null, '', ownAddress());
    const count = named.get('n');
    invoke('show_named', { models: named.getAll('model'), aggregator: named.get('aggregator') ?? '', proposers: count ? Number(count) : undefined });
  }

  /** Shows what the page's address holds, if anything, and takes it out of the address. */
  async function openLinked() {
    const fragment = location.hash.slice(1);
    if (!isLinked(fragment)) return openNamed(fragment);
    history.replaceState(null, '', ownAddress());
    if (!isReadable(fragment)) {
      await tell('A link of a newer version', 'This version of the page cannot read it. Reload the page, or ask for a file.');
      return;
    }
    const text = isSealed(fragment) ? await unsealed(fragment) : await fromFragment(fragment).catch(() => undefined);
    if (text === '') return;
    const refused = text === undefined ? { message: 'It is incomplete or damaged: ask its sender for it again.' } : invoke('show_shared', text).error;
    if (refused) await tell('This link cannot be opened', refused.message);
  }

  addEventListener('hashchange', openLinked);
  return { shareLink, openLinked };
}
