// After a fault the page calls this: Emscripten's timers, frames and requests look at ABORT before they call the program.
Module['halt'] = () => {
  ABORT = true;
};
