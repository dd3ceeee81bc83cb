// Pictures of the page after its host has gone: offline.mjs FOLDER THEMES. It has run the demo, and the history and its letters are there.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isActive, reload, withHost } from '../browser/offline.mjs';
import { statusBecomes } from '../browser/support.mjs';

const [folder, themes] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
for (const theme of themes.split(' ')) {
  await withHost(async (host, context, open) => {
    const page = await open();
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width: 1440, height: 900 });
    await isActive(page);
    host.isUp = false;
    await reload(page);
    await page.locator('#question').fill('Why is the sky blue?');
    await page.locator('#run').click();
    await statusBecomes(page, 'complete');
    await page.locator('#question').fill('And why is it red at dusk?');
    await page.screenshot({ path: path.join(folder, `offline-${theme}.png`) });
    // Without it a picture may miss what lies over the canvas's lower edge.
  }, ['--disable-gpu-compositing']);
}
