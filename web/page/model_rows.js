// The rows of the dialog's models: a field to choose in, what the model can hold and costs, and what a check said of it.
let number = 0;

function element(name, className, text = '') {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** One row. `label` names its field; `onChange` after every change, `onRemove` where it can be removed. */
export function createRow({ label, placeholder, attach, onChange, onRemove, onPaste }) {
  const row = element('div', 'model-row');
  const input = document.createElement('input');
  const facts = element('p', 'model-facts');
  const what = element('span', 'model-what');
  const verdict = element('span', 'model-verdict');
  const reason = element('p', 'model-reason');
  input.type = 'text';
  input.className = 'model-id';
  input.placeholder = placeholder;
  input.setAttribute('aria-label', label);
  attach(input);
  facts.id = `model-facts-${++number}`;
  reason.id = `model-reason-${number}`;
  input.setAttribute('aria-describedby', `${facts.id} ${reason.id}`);
  facts.append(what, verdict);
  row.append(input);
  if (onRemove) {
    const remove = element('button', 'quiet model-remove', '×');
    remove.type = 'button';
    remove.setAttribute('aria-label', `Remove ${label.toLowerCase()}`);
    remove.addEventListener('click', onRemove);
    row.append(remove);
  }
  row.append(facts, reason);
  input.addEventListener('input', onChange);
  input.addEventListener('change', onChange);
  input.addEventListener('blur', onChange);
  input.addEventListener('paste', (event) => {
    const lines = event.clipboardData.getData('text').split('\n').map((line) => line.trim()).filter(Boolean);
    if (lines.length < 2 || !onPaste) return;
    event.preventDefault();
    onPaste(lines);
  });

  return {
    element: row,
    input,
    get value() {
      return input.value.trim();
    },
    rename(name) {
      input.setAttribute('aria-label', name);
      row.querySelector('.model-remove')?.setAttribute('aria-label', `Remove ${name.toLowerCase()}`);
    },
    /** `model`: what is known of the id; `check`: what a probe said of it; either may be missing. */
    show(model, check) {
      const known = model && input.value.trim();
      what.textContent = known ? [model.context, model.price, model.notes].filter(Boolean).join(' · ') : '';
      const nearest = known && check && document.activeElement !== input ? check.nearest : [];
      const state = known && check ? check.state : 'unknown';
      verdict.textContent = state === 'unknown' ? '' : `${check.sign} ${check.words}`;
      verdict.title = state === 'unknown' || !check.at ? '' : `Asked ${check.at}`;
      row.dataset.check = state;
      facts.hidden = !what.textContent && !verdict.textContent;
      reason.replaceChildren();
      reason.hidden = !known || !(check?.reason || nearest.length > 0);
      if (reason.hidden) return;
      reason.append(check.reason);
      for (const id of nearest) {
        const use = element('button', 'quiet model-nearest', `Use ${id}`);
        use.type = 'button';
        use.addEventListener('click', () => {
          input.value = id;
          onChange();
          input.focus();
        });
        reason.append(' ', use);
      }
    },
  };
}
