// Kills of the window in the middle of a run, under Xvfb; what it has kept is resumed from the command line, whose history it shares.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../browser/support.mjs';
import { newHome, recovered, RUN_MS } from './terminal.mjs';

const program = path.join(process.env.MOA_BUILD, 'moa-desktop');

/** A display for all windows. */
export async function startDisplay() {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  let number = '';
  child.stdio[3].setEncoding('utf8').on('data', (text) => { number += text; });
  await until('a display', () => number.endsWith('\n'));
  return { name: `:${number.trim()}`, close: async () => { child.kill(); await once(child, 'close'); } };
}

export async function killedWindow({ scratch, provider, mark, random, display }) {
  const home = newHome(scratch, provider);
  const child = spawn(program, ['--provider', `together=${provider.url}`, home.recipe, '--question', `Explain ${mark.replace('-', ' ')}.`, '--run', '--size', '1000x700'],
    { env: { ...home.env, DISPLAY: display.name, LIBGL_ALWAYS_SOFTWARE: '1', LP_NUM_THREADS: '1' }, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => { errors += text; });
  const ended = once(child, 'close');
  // Its start takes longer than the run: the time counts from the first call.
  await until('a call', () => {
    if (child.exitCode !== null) throw new Error(`the window ended: ${errors}`);
    return provider.entry(mark, 'a').calls > 0;
  });
  await pause(random() * RUN_MS);
  const killedAt = performance.now();
  child.kill('SIGKILL');
  await ended;
  return recovered(home, provider, mark, killedAt);
}
