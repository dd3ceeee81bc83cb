# For the page. Header-only packages under /usr/include are invisible to emcc, and -I/usr/include would break
# its own C library: the headers are copied into a folder of the build tree that holds nothing else.

set(_moa_headers "${CMAKE_BINARY_DIR}/headers")

find_path(MOA_NLOHMANN_JSON_INCLUDE nlohmann/json.hpp PATHS /usr/include /usr/local/include /opt/homebrew/include
  NO_CMAKE_FIND_ROOT_PATH)
if(MOA_NLOHMANN_JSON_INCLUDE)
  file(COPY "${MOA_NLOHMANN_JSON_INCLUDE}/nlohmann" DESTINATION "${_moa_headers}")
else()
  moa_nlohmann_json_source(_moa_json)
  file(COPY "${_moa_json}/single_include/nlohmann" DESTINATION "${_moa_headers}")
endif()
add_library(nlohmann_json INTERFACE)
target_include_directories(nlohmann_json SYSTEM INTERFACE "${_moa_headers}")
add_library(nlohmann_json::nlohmann_json ALIAS nlohmann_json)

if(MOA_BUILD_TESTS)
  find_path(MOA_DOCTEST_INCLUDE doctest/doctest.h PATHS /usr/include /usr/local/include /opt/homebrew/include
    NO_CMAKE_FIND_ROOT_PATH)
  if(MOA_DOCTEST_INCLUDE)
    file(COPY "${MOA_DOCTEST_INCLUDE}/doctest" DESTINATION "${_moa_headers}")
  else()
    moa_doctest_source(_moa_doctest)
    file(COPY "${_moa_doctest}/doctest" DESTINATION "${_moa_headers}")
  endif()
  add_library(moa_doctest INTERFACE)
  target_include_directories(moa_doctest SYSTEM INTERFACE "${_moa_headers}")
endif()

moa_fribidi_from_source()
