# What the project needs and where it comes from: installed packages first, pinned sources otherwise.
# Targets made here: nlohmann_json::nlohmann_json, md4c, fribidi, imgui, imgui_backend_opengl3, imgui_backend_glfw,
# moa_doctest; natively also Threads::Threads, CURL::libcurl, OpenGL::GL, glfw and PkgConfig::*.

include(PinnedSource)

# Each function sets <result> to a folder with the sources.
function(moa_nlohmann_json_source result)
  moa_pinned_source(NAME nlohmann_json RESULT folder
    GIT https://github.com/nlohmann/json.git TAG v3.11.3 COMMIT 9cca280a4d0ccf0c08f47a99aa71d1b0e52f8d03
    FILES single_include/nlohmann/json.hpp)
  set(${result} "${folder}" PARENT_SCOPE)
endfunction()

function(moa_doctest_source result)
  moa_pinned_source(NAME doctest RESULT folder
    GIT https://github.com/doctest/doctest.git TAG v2.4.11 COMMIT ae7a13539fb71f270b87eb2e874fbac80bc8dda2
    FILES doctest/doctest.h)
  set(${result} "${folder}" PARENT_SCOPE)
endfunction()

# Makes the target md4c from its sources, in <result>. Never the system's: before 0.5.3, 120 KB of brackets take seconds, and
# before 0.5.1 mathematics beside an address can corrupt memory.
function(moa_md4c_from_source result)
  moa_pinned_source(NAME md4c RESULT folder
    GIT https://github.com/mity/md4c.git TAG release-0.5.3 COMMIT 472c417005c2c71b8617de4f7b8d6b30411d78f4
    POOL pool/main/m/md4c/md4c_0.5.3.orig.tar.gz
    SHA256 bc2e3bf85e5e6235ee5246778d608048e0a572d9d84538e5ef9e7d4b59a28ad6
    FILES src/md4c.c=f12907817a17ae7d0f6c8d18770df839f187cad5649dd36a475dba0675c5c1f8
          src/md4c.h=4efd19bf7ec270691d5b4189f496886e421768a814b5e817eb945aa85e859f18)
  add_library(md4c STATIC "${folder}/src/md4c.c")
  target_include_directories(md4c SYSTEM PUBLIC "${folder}/src")
  target_compile_definitions(md4c PRIVATE MD4C_USE_UTF8)
  set(${result} "${folder}" PARENT_SCOPE)
endfunction()

# Makes the target fribidi from its sources: the release, which has its tables of characters made already.
function(moa_fribidi_from_source)
  moa_pinned_source(NAME fribidi RESULT folder TAG 1.0.8
    ARCHIVE https://github.com/fribidi/fribidi/releases/download/v1.0.8/fribidi-1.0.8.tar.bz2
    POOL pool/main/f/fribidi/fribidi_1.0.8.orig.tar.bz2
    SHA256 94c7b68d86ad2a9613b4dcffe7bbeb03523d63b5b37918bdf2e4ef34195c1e6c
    FILES lib/fribidi-bidi.c lib/bidi-type.tab.i lib/brackets.tab.i lib/mirroring.tab.i)
  add_library(fribidi STATIC "${folder}/lib/fribidi.c" "${folder}/lib/fribidi-bidi.c"
    "${folder}/lib/fribidi-bidi-types.c" "${folder}/lib/fribidi-brackets.c" "${folder}/lib/fribidi-mirroring.c"
    "${folder}/lib/fribidi-run.c" "${folder}/lib/fribidi-joining.c" "${folder}/lib/fribidi-joining-types.c"
    "${folder}/lib/fribidi-arabic.c" "${folder}/lib/fribidi-shape.c")
  # What its configure script would write.
  set(made "${CMAKE_BINARY_DIR}/fribidi")
  file(CONFIGURE OUTPUT "${made}/config.h" CONTENT "#define HAVE_STDLIB_H 1\n#define HAVE_STRING_H 1\n#define STDC_HEADERS 1\n#define HAVE_STRINGIZE 1\n")
  set(PACKAGE fribidi)
  set(PACKAGE_NAME "GNU FriBidi")
  set(PACKAGE_BUGREPORT "")
  set(FRIBIDI_VERSION 1.0.8)
  set(FRIBIDI_MAJOR_VERSION 1)
  set(FRIBIDI_MINOR_VERSION 0)
  set(FRIBIDI_MICRO_VERSION 8)
  set(FRIBIDI_INTERFACE_VERSION 4)
  set(SIZEOF_INT 4)
  set(FRIBIDI_MSVC_BUILD_PLACEHOLDER "")
  configure_file("${folder}/lib/fribidi-config.h.in" "${made}/fribidi-config.h" @ONLY)
  target_include_directories(fribidi SYSTEM PUBLIC "${folder}/lib" "${made}")
  target_compile_definitions(fribidi PRIVATE HAVE_CONFIG_H)
  target_compile_options(fribidi PRIVATE -w)
endfunction()

if(EMSCRIPTEN)
  include(DependenciesWeb)
else()
  include(DependenciesNative)
endif()
moa_md4c_from_source(_moa_md4c)
include(DependencyImGui)
