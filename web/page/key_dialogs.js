// What the page asks about saved keys. The passphrase stays in the page: the program never has it.
import { secret, sentence } from './asking.js';
import { hasPasskey, unlockWithPasskey } from './key_vault.js';
import { canMakePasskey } from './passkey.js';
import { faultOf, randomPassphrase } from './passphrase.js';

/** Other pages of a host share its storage. */
const SHARED = 'Other pages of this host share the storage. They cannot read the keys, but they can delete them, or look like this page '
  + 'and ask for the passphrase. A host name of its own is safer.';
const isShared = () => location.pathname !== '/';

/** Whether a passkey is to be made, where that can be. @param {boolean} wanted @returns {Moa.Item[]} */
const passkeyItem = (wanted) => (canMakePasskey() ? [{
  kind: 'toggle', name: 'passkey-too', label: hasPasskey() ? 'Replace the passkey' : 'Make a passkey to unlock with', value: wanted ? 'true' : '',
  help: 'Your device then asks for a finger, a face or a PIN. The passphrase works as well.',
}] : []);

/** @typedef {(passphrase: string, withPasskey: boolean) => Promise<string>} Open */
/** @param {import('./asking.js').Ask} ask @param {Moa.Words} words */
export function createKeyDialogs(ask, words) {
  return {
    /** A new passphrase, for `use`. @param {Open} use @returns {Promise<boolean>} whether one was chosen */
    choose(use) {
      let [typed, again, error, suggested, withPasskey] = ['', '', '', false, false];
      /** @type {Moa.Button[]} */
      const buttons = [{ name: 'cancel', label: 'Do not save', role: 'plain' }, { name: 'use', label: 'Encrypt and save', role: 'primary' }];
      /** @type {Moa.Button[]} */
      const ways = [{ name: 'suggest', label: words.suggest_passphrase, role: 'quiet' }];
      const fields = () => (suggested
        ? [/** @type {Moa.Item} */ ({ kind: 'line', name: 'passphrase', label: 'Passphrase', value: typed,
          help: 'Keep it in a password manager, or on paper.', buttons: ways })]
        : [secret('new-passphrase', 'Passphrase', typed, { fresh: true, help: 'At least 12 characters.', buttons: ways }),
          secret('again', 'Repeat it', again, { fresh: true })]);
      return ask(() => ({
        title: 'Choose a passphrase',
        intro: 'It encrypts the keys that this browser saves. It is stored nowhere: without it, the keys have to be entered again.',
        sections: [{ title: '', items: [...fields(), ...passkeyItem(withPasskey), ...(isShared() ? [sentence(SHARED)] : [])] }],
        focus: suggested ? 'passphrase' : 'new-passphrase', focus_turn: suggested ? 1 : 0,
        buttons, error,
      }), (name, value) => {
        error = '';
        if (name === 'new-passphrase' || name === 'passphrase') typed = value;
        if (name === 'again') again = value;
        if (name === 'passkey-too') withPasskey = value === 'true';
        if (name === 'suggest') [typed, suggested] = [randomPassphrase(), true];
        if (name === 'cancel') return false;
        if (name !== 'use') return undefined;
        error = faultOf(typed) || (suggested || typed === again ? '' : 'The two are not the same.');
        return error ? undefined : use(typed, withPasskey).then(() => true);
      });
    },

    /** Asks until `open` says that nothing is wrong. @param {Open} open @param {() => void} forget @returns {Promise<boolean>} whether it is open */
    unlock(open, forget) {
      let [typed, error, sure, withPasskey] = ['', '', false, false];
      return ask(() => ({
        title: words.unlock_keys,
        intro: 'They are encrypted in this browser.',
        sections: [{ title: '', items: [secret('passphrase', 'Passphrase', typed), ...passkeyItem(withPasskey)] }],
        focus: hasPasskey() ? 'passkey' : 'passphrase',
        error,
        buttons: [{ name: 'forget', label: sure ? words.forget_keys_now : words.forget_keys, role: 'quiet', ...(sure && { final: true }) },
          { name: 'cancel', label: 'Not now', role: 'plain' },
          ...(hasPasskey() ? [/** @type {Moa.Button} */ ({ name: 'passkey', label: 'Use the passkey', role: 'plain' })] : []),
          { name: 'open', label: 'Unlock', role: 'primary' }],
      }), (name, value) => {
        const wasSure = sure;
        sure = name === 'forget' && !wasSure;
        if (name === 'passphrase') typed = value;
        if (name === 'cancel') return false;
        if (name === 'forget' && wasSure) {
          forget();
          return false;
        }
        if (name === 'passkey-too') withPasskey = value === 'true';
        error = '';
        const done = (/** @type {string} */ fault) => {
          error = fault;
          return fault ? undefined : true;
        };
        if (name === 'passkey') return unlockWithPasskey().then((worked) => done(worked ? '' : 'The passkey did not unlock the keys.'));
        return name === 'open' ? open(typed, withPasskey).then(done) : undefined;
      });
    },

    /** What becomes of keys that lie there unencrypted. @param {{ provider: string, origin: string }[]} keys
     *  @returns {Promise<'encrypt' | 'forget' | 'later'>} */
    takeOver: (keys) => ask(() => ({
      title: 'Keys saved by an earlier version',
      intro: 'They lie in this browser’s storage unencrypted. Until you decide, they are not used.',
      sections: [{ title: '', items: keys.map(({ provider, origin }) => sentence(`${provider} · ${origin}`)) }],
      focus: 'encrypt',
      buttons: [{ name: 'forget', label: 'Forget them', role: 'plain' }, { name: 'encrypt', label: 'Encrypt them', role: 'primary' }],
    }), (name) => (name === 'encrypt' || name === 'forget' ? name : 'later')),

    /** @param {string} title */
    tellOld: (title) => ask(() => ({
      title,
      intro: 'A copy of the old entry may stay in the browser’s files for a while. To be safe, create new keys at the providers and '
        + 'delete the old ones there.',
      focus: 'done',
      buttons: [{ name: 'done', label: 'Close', role: 'primary' }],
    }), () => true),
  };
}
