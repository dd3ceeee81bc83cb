// A line above the question about keeping: what is not kept and why, or that a conversation is open elsewhere, with what to do.
const box = document.getElementById('keeping');
const words = document.getElementById('keeping-words');
const buttons = document.getElementById('keeping-buttons');
let dismissed = '';
let shown = '';

function button([label, act]) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'quiet';
  made.textContent = label;
  made.addEventListener('click', act);
  return made;
}

/** Empty text takes it away. `actions`: [[label, act]]. What the user has put away does not come back by itself. */
export function showKeeping(text, actions = []) {
  if (text === shown || (text && text === dismissed)) return;
  shown = text;
  words.textContent = text;
  box.hidden = !text;
  buttons.replaceChildren(...actions.map(button), button(['Close', () => {
    dismissed = shown;
    showKeeping('');
  }]));
}
