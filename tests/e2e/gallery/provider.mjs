// The scripted provider as a program: prints its address, then answers until it is ended. Arguments: words of model ids that
// refuse with a rate limit, or "all".
import { startScripted } from './scripted.mjs';

console.log((await startScripted({ refused: process.argv.slice(2) })).address);
