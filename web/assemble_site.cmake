# Puts the site together: the program, the page's modules as one script, and its style, each address with a version made
# from all of their contents, so that hosts may let browsers keep files for as long as they like. Run with -D SITE, PROGRAM,
# PAGE, FILES, FONT_STYLE, ESBUILD, NODE, BROTLI.
cmake_minimum_required(VERSION 3.25)

file(SHA256 "${FONT_STYLE}" contents)
foreach(file IN LISTS FILES)
  file(SHA256 "${PAGE}/${file}" hash)
  string(APPEND contents "${hash}")
endforeach()
foreach(file moa.js moa.wasm)
  file(SHA256 "${PROGRAM}/${file}" hash)
  string(APPEND contents "${hash}")
endforeach()
string(SHA256 version "${contents}")
string(SUBSTRING "${version}" 0 12 version)
file(SIZE "${PROGRAM}/moa.wasm" wasm_bytes)

# Old Emscriptens have written JavaScript that no browser reads.
function(check_script path)
  if(NOT NODE)
    return()
  endif()
  execute_process(COMMAND "${NODE}" --check "${path}" RESULT_VARIABLE failed ERROR_VARIABLE why)
  if(failed)
    message(FATAL_ERROR "${path} is not valid JavaScript:\n${why}")
  endif()
endfunction()
check_script("${PROGRAM}/moa.js")

# Files of an earlier build would be hosted with the others.
file(GLOB earlier "${SITE}/*.*")
if(earlier)
  file(REMOVE ${earlier})
endif()
file(COPY_FILE "${PROGRAM}/moa.wasm" "${SITE}/moa.wasm")

# pack(SOURCE NAME option...): writes a script or a style without what only its readers need.
function(pack source name)
  execute_process(COMMAND "${ESBUILD}" "${source}" --minify --target=es2022 --charset=utf8 --log-level=warning ${ARGN}
    "--outfile=${SITE}/${name}" RESULT_VARIABLE failed ERROR_VARIABLE why)
  if(failed)
    message(FATAL_ERROR "esbuild could not read ${source}:\n${why}")
  endif()
endfunction()
pack("${PROGRAM}/moa.js" moa.js)
pack("${PAGE}/main.js" main.js --bundle --format=iife)
pack("${PAGE}/style.css" style.css)

file(READ "${PAGE}/index.html" text)
string(REPLACE "@version@" "${version}" text "${text}")
string(REPLACE "@wasm_bytes@" "${wasm_bytes}" text "${text}")
file(WRITE "${SITE}/index.html" "${text}")

# Static hosts take the headers from a file: the page's own policy, and what a page cannot say of itself.
file(READ "${PAGE}/index.html" index)
string(REGEX MATCH "http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)\"" policy "${index}")
if(NOT policy)
  message(FATAL_ERROR "${PAGE}/index.html has no policy for its headers")
endif()
set(policy "${CMAKE_MATCH_1}")
file(READ "${PAGE}/_headers" headers)
string(REPLACE "@policy@" "${policy}" headers "${headers}")
file(WRITE "${SITE}/_headers" "${headers}")

file(READ "${FONT_STYLE}" styles)
file(APPEND "${SITE}/style.css" "${styles}")

if(BROTLI)
  set(total 0)
  foreach(file index.html style.css main.js moa.js moa.wasm)
    execute_process(COMMAND "${BROTLI}" --quality=11 --stdout "${SITE}/${file}" OUTPUT_FILE "${PROGRAM}/compressed.br")
    file(SIZE "${PROGRAM}/compressed.br" size)
    math(EXPR total "${total} + ${size}")
    message(STATUS "${file}: ${size} bytes with brotli")
  endforeach()
  math(EXPR kilobytes "(${total} + 1023) / 1024")
  message(STATUS "Page without fonts: ${kilobytes} KB with brotli (budget 350 KB)")
endif()
