# Splits moa.wasm into what a new visitor's first frame and question need and the rest, which arrives while the question is
# typed. Which functions that are is observed (observe.mjs), anew in each build. Run with -D PROGRAM (the folder of moa.js and
# moa.wasm), WASM_SPLIT (Binaryen's wasm-split), NODE; writes PROGRAM/parts/moa.wasm and PROGRAM/parts/moa.rest.wasm.
cmake_minimum_required(VERSION 3.25)

function(run what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE failed ERROR_VARIABLE why)
  if(failed)
    message(FATAL_ERROR "moa.wasm could not be ${what}:\n${why}")
  endif()
endfunction()

set(parts "${PROGRAM}/parts")
file(MAKE_DIRECTORY "${parts}")
# The program's stack pointer is a global that both parts share.
set(split "${WASM_SPLIT}" --enable-mutable-globals "${PROGRAM}/moa.wasm")
run("instrumented" ${split} --instrument -o "${parts}/observed.wasm")
run("run without a browser" "${NODE}" "${CMAKE_CURRENT_LIST_DIR}/observe.mjs" "${PROGRAM}/moa.js" "${parts}/observed.wasm" "${parts}/profile")
run("split" ${split} "--profile=${parts}/profile" --export-prefix=% -o1 "${parts}/moa.wasm" -o2 "${parts}/moa.rest.wasm")
