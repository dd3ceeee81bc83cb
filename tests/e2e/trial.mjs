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
  const reason = (error) => String(error.stack || error).replace(/^/gm, '        ');
  return {
    /** Runs `body`, which opens all it needs anew each time; `after` closes what a run has left. */
    async run(name, body, { limit = 120000, after = async () => {} } = {}) {
      const begin = Date.now();
      const attempt = async () => {
        try {
          await withLimit(body(), limit, 'The test');
          return null;
        } catch (error) {
          return error;
        } finally {
          await after();
        }
      };
      const first = await attempt();
      const second = first && await attempt();
      if (second) {
        counts.failed += 1;
        say(`FAILED  ${name}\n${reason(first)}\n        and when it was run again:\n${reason(second)}`);
        return;
      }
      counts.passed += 1;
      if (first) say(`flaky: ${name}\n${reason(first)}`);
      say(`ok      ${name} (${Date.now() - begin} ms)`);
    },
    /** The last line of a stage, and the end of the program. */
    end() {
      say(`${counts.passed} passed, ${counts.failed} failed`);
      process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);
    },
    counts,
  };
}
