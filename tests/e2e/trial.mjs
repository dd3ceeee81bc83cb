// How every end-to-end test is run: with a limit, and once more when it fails. A test that passes only then is flaky, which
// scripts/test reads from the line `flaky: NAME`.

/** The promise, or an error when it takes longer. The limit is no expectation of speed. */
export function withLimit(promise, limit, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not end within ${limit / 1000} s`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Counts tests and tells of each; `say` takes the lines. */
export function tally(say = console.log) {
  const counts = { passed: 0, failed: 0 };
  const toRepeat = [];
  const reason = (error) => String(error.stack || error).replace(/^/gm, '        ');
  /** The error it ended with, or null. */
  const attempt = async (body, limit, after) => {
    try {
      await withLimit(body(), limit, 'The test');
      return null;
    } catch (error) {
      return error;
    } finally {
      await after();
    }
  };
  const pass = (name, begin) => {
    counts.passed += 1;
    say(`ok      ${name} (${Date.now() - begin} ms)`);
  };
  return {
    /** Runs `body`, which opens all it needs anew each time; `after` closes what a run has left. */
    async run(name, body, { limit = 120000, after = async () => {} } = {}) {
      const begin = Date.now();
      const first = await attempt(body, limit, after);
      if (first) {
        say(`again   ${name} (${Date.now() - begin} ms)\n${reason(first)}`);
        toRepeat.push({ name, body, limit, after, first });
      } else {
        pass(name, begin);
      }
    },
    /** Runs what has failed once more, one after the other: nothing else of this program is in the way. Then prints the sum. */
    async end() {
      for (const { name, body, limit, after, first } of toRepeat.splice(0)) {
        const begin = Date.now();
        const second = await attempt(body, limit, after);
        if (second) {
          counts.failed += 1;
          say(`FAILED  ${name}\n${reason(first)}\n        and when it was run again:\n${reason(second)}`);
        } else {
          say(`flaky: ${name}\n${reason(first)}`);
          pass(name, begin);
        }
      }
      say(`${counts.passed} passed, ${counts.failed} failed`);
      return counts.failed === 0 && counts.passed > 0;
    },
    counts,
  };
}
