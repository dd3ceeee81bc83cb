# Flags of our own code (moa_options), of core/ (moa_core_options) and of everything (sanitizers, size).
# Third-party sources link none of the first two: their warnings are not ours.

# Newer compilers know more warnings, which must not break the build of someone who only wants the programs: by default
# they are errors only with those that this project is checked with.
set(_moa_checked OFF)
if(EMSCRIPTEN)
  if(EMSCRIPTEN_VERSION VERSION_LESS_EQUAL 3.1.6)
    set(_moa_checked ON)
  endif()
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  if(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12 AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    set(_moa_checked ON)
  endif()
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  if(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 14 AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15)
    set(_moa_checked ON)
  endif()
endif()
option(MOA_WERROR "Treat warnings as errors" ${_moa_checked})

add_library(moa_options INTERFACE)
if(MSVC)
  target_compile_options(moa_options INTERFACE /W4 /permissive- /utf-8 $<$<BOOL:${MOA_WERROR}>:/WX>)
else()
  target_compile_options(moa_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
    $<$<BOOL:${MOA_WERROR}>:-Werror>)
  # GCC 12 sees overlapping copies inside std::string's own assign (GCC bug 105651, mended in 13).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(moa_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
  endif()
endif()

# Several files compiled as one (the presets' CMAKE_UNITY_BUILD) take a third of the time. What is private to one of them is
# then seen by the next; clang-tidy reads every file by itself, with these warnings.
if(CMAKE_UNITY_BUILD AND NOT MSVC)
  target_compile_options(moa_options INTERFACE -Wno-shadow)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(moa_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-subobject-linkage>)
  endif()
endif()

# The core is built without exceptions and run-time type information everywhere, so that what the page
# cannot afford is never relied on natively either.
add_library(moa_core_options INTERFACE)
target_link_libraries(moa_core_options INTERFACE moa_options)
if(NOT MSVC)
  target_compile_options(moa_core_options INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions> $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
endif()

if(MOA_SANITIZE AND NOT MSVC)
  # -fno-sanitize=vptr: it reads type information that core/ does not have.
  add_compile_options(-fsanitize=${MOA_SANITIZE} -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${MOA_SANITIZE} -fno-sanitize=vptr)
endif()

if(MOA_FUZZ)
  # Assertions of libraries stay on: they are findings, too.
  set(CMAKE_CXX_FLAGS_RELEASE "-O2 -gline-tables-only")
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()

if(EMSCRIPTEN)
  # Release means small here: the page is downloaded. 3.1.6 optimises again at link time, by the link
  # flags; at -Os it also forbids inlining, which makes even an eight-byte load a call: five times slower.
  set(CMAKE_CXX_FLAGS_RELEASE "-Os -finline-functions -DNDEBUG")
  set(CMAKE_C_FLAGS_RELEASE "-Os -finline-functions -DNDEBUG")
  set(CMAKE_EXE_LINKER_FLAGS_RELEASE "-Os")
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions> $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
  # Of the whole program at once: what nobody calls is found, and calls across files are inlined. Tests link faster without.
  option(MOA_LTO "Optimise at link time (WebAssembly)" OFF)
  if(MOA_LTO)
    add_compile_options($<$<CONFIG:Release>:-flto>)
    add_link_options($<$<CONFIG:Release>:-flto>)
  endif()
  # The stack's default size and its option's name changed between versions (TOTAL_STACK until 3.1.24).
  if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.25)
    set(MOA_EM_STACK_OPTION -sTOTAL_STACK=1048576)
  else()
    set(MOA_EM_STACK_OPTION -sSTACK_SIZE=1048576)
  endif()
  add_link_options(${MOA_EM_STACK_OPTION} -sALLOW_MEMORY_GROWTH=1)
else()
  # Functions nobody calls cost nothing in the programs.
  if(NOT MSVC AND NOT APPLE)
    add_compile_options($<$<CONFIG:Release>:-ffunction-sections> $<$<CONFIG:Release>:-fdata-sections>)
    add_link_options($<$<CONFIG:Release>:-Wl,--gc-sections>)
  endif()
endif()
