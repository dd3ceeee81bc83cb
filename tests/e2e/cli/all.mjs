// All tests of the command line; an argument runs only those whose name holds it.
import './run.mjs';
import './control.mjs';
import './chat.mjs';
import './terminal.mjs';
import './servers.mjs';
import './models.mjs';
import './providers.mjs';
import './addresses.mjs';
import './errors.mjs';
import './own_servers.mjs';
import './server_kinds.mjs';
import './mock_llm.mjs';
import './keys.mjs';
import './history.mjs';
import './share.mjs';
import './compare.mjs';
import './hostile.mjs';
import './help.mjs';
import './input.mjs';
import './prove.mjs';
import './prove_judged.mjs';
import './eval.mjs';
import './eval_sharing.mjs';
import { runTests } from './support.mjs';

await runTests(process.argv[2]);
