// How the tests of the history ask, and what it lists.
import { statusBecomes, type, until } from './support.mjs';

export const rows = (page) => page.locator('#history-screen .row-label').allTextContents();

export async function ask(page, question) {
  await type(page, question);
  await page.keyboard.press('Control+Enter');
  // It is shown as sent in the frame that shows the run; a quick one may be over before anybody looks.
  await until('the question to be sent', async () => (await page.locator('#question').inputValue()) === '');
  await statusBecomes(page, 'complete');
}

export async function reload(page) {
  await page.reload();
  await page.locator('#cover').waitFor({ state: 'hidden', timeout: 60000 });
}

export async function openHistory(page) {
  await page.getByRole('button', { name: 'History' }).click();
  await page.locator('#history-screen').waitFor();
}
