// In WebAssembly nothing interrupts a test case, so that another thread of Node watches it.
#include <emscripten.h>

#include "unit/watchdog.hpp"

// clang-format off
EM_JS(void, moa_watch_begins, (const char* name, unsigned seconds), {
    const bytes = 4096;
    if (!Module.watch) {
        const { Worker } = require('worker_threads');
        Module.watch = new SharedArrayBuffer(8 + bytes);
        // The first number counts beginnings and ends, the second one is the limit; the name follows.
        const watcher = `
            const { workerData } = require('worker_threads');
            const numbers = new Int32Array(workerData, 0, 2);
            for (;;) {
                const count = Atomics.load(numbers, 0);
                const limit = count % 2 ? Atomics.load(numbers, 1) * 1000 : Infinity;
                if (Atomics.wait(numbers, 0, count, limit) !== 'timed-out') continue;
                const name = Buffer.from(workerData, 8).toString().split(String.fromCharCode(0))[0];
                require('fs').writeSync(2, 'hung: ' + name + ' (not ended within ' + limit / 1000 + ' s)\\n');
                process.kill(process.pid, 'SIGKILL');
            }`;
        new Worker(watcher, { eval: true, workerData: Module.watch }).unref();
    }
    const numbers = new Int32Array(Module.watch, 0, 2);
    const text = new TextEncoder().encode(UTF8ToString(name)).slice(0, bytes - 1);
    const place = new Uint8Array(Module.watch, 8);
    place.fill(0);
    place.set(text);
    // The program itself does not see Node's environment.
    Atomics.store(numbers, 1, Number(process.env.MOA_TEST_LIMIT) || seconds);
    Atomics.add(numbers, 0, 1);
    Atomics.notify(numbers, 0);
});
EM_JS(void, moa_watch_ends, (), {
    const numbers = new Int32Array(Module.watch, 0, 2);
    Atomics.add(numbers, 0, 1);
    Atomics.notify(numbers, 0);
});
// clang-format on

namespace moa::test {

void watch_begins(const char* name, unsigned seconds) {
    moa_watch_begins(name, seconds);
}

void watch_ends() {
    moa_watch_ends();
}

}  // namespace moa::test
