# Puts the site together: the program, the page's modules as one script, and its style, each address with a version made
# from all of their contents, so that hosts may let browsers keep files for as long as they like; and beside each file its
# packed copies, for hosts that send those (nginx with brotli_static and gzip_static, `moa serve`). Run with -D SITE, PROGRAM,
# PAGE, HOSTS, WORKER, ICON, FONTS (with commas between), FONT_STYLE, ESBUILD, NODE, BROTLI, GZIP; the last three may be empty.
cmake_minimum_required(VERSION 3.25)

set(versioned_files style.css main.js moa.js moa.wasm)

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
pack("${PAGE}/style.css" style.css --bundle)
configure_file("${PAGE}/app.webmanifest" "${SITE}/app.webmanifest" COPYONLY)
configure_file("${ICON}" "${SITE}/icon.svg" COPYONLY)

file(READ "${FONT_STYLE}" styles)
file(APPEND "${SITE}/style.css" "${styles}")

# Of what is sent and not of its sources: another packer makes other files of them.
foreach(file IN LISTS versioned_files)
  file(SHA256 "${SITE}/${file}" hash)
  string(APPEND contents "${hash}")
endforeach()
string(SHA256 version "${contents}")
string(SUBSTRING "${version}" 0 12 version)

# write_copy(NAME EXTENSION command...): the file NAME as the command prints it. A copy comes into its place as a whole, and
# with the time at which it was made: `moa serve` sends none that is older than its file.
function(write_copy name extension)
  execute_process(COMMAND ${ARGN} "${SITE}/${name}" OUTPUT_FILE "${PROGRAM}/packed" RESULT_VARIABLE failed ERROR_VARIABLE why)
  if(failed)
    message(FATAL_ERROR "${name} could not be packed:\n${why}")
  endif()
  file(RENAME "${PROGRAM}/packed" "${SITE}/${name}${extension}")
endfunction()

function(write_copies)
  foreach(name IN LISTS ARGN)
    if(BROTLI)
      write_copy("${name}" .br "${BROTLI}" --quality=11 --lgwin=22 --stdout)
    endif()
    if(GZIP)
      write_copy("${name}" .gz "${GZIP}" -9 --no-name --stdout)
    endif()
  endforeach()
endfunction()
write_copies(${versioned_files})

# The page comes last: what it names is whole when it does, and `moa serve` takes a younger file for another than it names.
file(READ "${PAGE}/index.html" text)
file(SIZE "${SITE}/moa.wasm" wasm_bytes)
string(REPLACE "@version@" "${version}" text "${text}")
string(REPLACE "@wasm_bytes@" "${wasm_bytes}" text "${text}")
file(WRITE "${SITE}/index.html" "${text}")
write_copies(index.html)

# The worker keeps all of this, and its version is that of all of it: another page with the same program is another one.
set(files "")
function(add_file address path)
  file(SHA256 "${SITE}/${path}" hash)
  set(files "${files}\"${address}\":\"${hash}\"," PARENT_SCOPE)
endfunction()
add_file("./" index.html)
foreach(file IN LISTS versioned_files)
  add_file("${file}?v=${version}" "${file}")
endforeach()
add_file(app.webmanifest app.webmanifest)
add_file(icon.svg icon.svg)
string(REPLACE "," ";" fonts "${FONTS}")
foreach(font IN LISTS fonts)
  file(RELATIVE_PATH font "${SITE}" "${font}")
  add_file("${font}" "${font}")
endforeach()
string(SHA256 files_version "${files}")
string(SUBSTRING "${files_version}" 0 12 files_version)
file(READ "${WORKER}" text)
string(REPLACE "/* files */ {}" "{${files}}" text "${text}")
string(REPLACE "@version@" "${files_version}" text "${text}")
file(WRITE "${PROGRAM}/worker.js" "${text}")
pack("${PROGRAM}/worker.js" worker.js)
write_copies(worker.js)

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

# The same for nginx. Semicolons, which separate a policy's parts, separate list items here.
string(REPLACE ";" "\\;" lines "${headers}")
string(REPLACE "\n" ";" lines "${lines}")
set(nginx_headers "")
foreach(line IN LISTS lines)
  if(line MATCHES "^  ([A-Za-z-]+): (.+)$")
    string(APPEND nginx_headers "    add_header ${CMAKE_MATCH_1} \"${CMAKE_MATCH_2}\" always;\n")
  endif()
endforeach()
string(STRIP "${nginx_headers}" nginx_headers)
file(READ "${HOSTS}/nginx.conf" text)
string(REPLACE "@version@" "${version}" text "${text}")
string(REPLACE "@headers@" "    ${nginx_headers}" text "${text}")
file(WRITE "${PROGRAM}/nginx.conf" "${text}")

if(BROTLI)
  set(total 0)
  foreach(file index.html ${versioned_files} worker.js)
    file(SIZE "${SITE}/${file}.br" size)
    math(EXPR total "${total} + ${size}")
    message(STATUS "${file}: ${size} bytes with brotli")
  endforeach()
  math(EXPR kilobytes "(${total} + 1023) / 1024")
  message(STATUS "Page without fonts: ${kilobytes} KB with brotli (budget 350 KB)")
endif()
