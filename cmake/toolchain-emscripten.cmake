# Finds Emscripten (emcc on PATH, or below $EMSDK), whichever version >= 3.1.6, and hands over to its own
# platform file.

set(_moa_em_root "")
if(DEFINED ENV{EMSDK} AND EXISTS "$ENV{EMSDK}/upstream/emscripten/emcc")
  set(_moa_em_root "$ENV{EMSDK}/upstream/emscripten")
else()
  find_program(MOA_EMCC emcc NO_CMAKE_FIND_ROOT_PATH)
  if(MOA_EMCC)
    file(REAL_PATH "${MOA_EMCC}" _moa_em_real)
    get_filename_component(_moa_em_root "${_moa_em_real}" DIRECTORY)
  endif()
endif()
set(_moa_em_platform "${_moa_em_root}/cmake/Modules/Platform/Emscripten.cmake")
if(NOT _moa_em_root OR NOT EXISTS "${_moa_em_platform}")
  message(FATAL_ERROR "Emscripten was not found: install the package 'emscripten', or activate an emsdk so that emcc is on PATH.")
endif()

# Debian's Emscripten keeps its JavaScript parser where a Node from elsewhere does not look; every
# optimised link then fails with "Cannot find module 'acorn'".
if(_moa_em_root MATCHES "^/usr/share/" AND EXISTS /usr/share/nodejs/acorn)
  set(ENV{NODE_PATH} /usr/share/nodejs)
  set(CMAKE_C_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;NODE_PATH=/usr/share/nodejs")
  set(CMAKE_CXX_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;NODE_PATH=/usr/share/nodejs")
endif()

include("${_moa_em_platform}")
