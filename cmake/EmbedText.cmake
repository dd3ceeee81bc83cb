# moa_embed_text(TARGET HEADER path NAMESPACE ns FILES a.glsl b.glsl ...)
# Generates a header, included as <path>, with one `inline constexpr std::string_view` per file, named as the
# file with every other character than a letter or digit made an underscore (edge.vert.glsl: edge_vert_glsl).

function(moa_embed_text target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "HEADER;NAMESPACE" "FILES")
  set(root "${CMAKE_CURRENT_BINARY_DIR}/embedded")
  set(header "${root}/${arg_HEADER}")
  set(inputs "")
  foreach(file IN LISTS arg_FILES)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
    list(APPEND inputs "${file}")
  endforeach()
  string(REPLACE ";" "|" joined "${inputs}")
  add_custom_command(OUTPUT "${header}"
    COMMAND "${CMAKE_COMMAND}" "-DINPUTS=${joined}" "-DHEADER=${header}" "-DNAMESPACE=${arg_NAMESPACE}"
            -P "${CMAKE_SOURCE_DIR}/cmake/EmbedTextScript.cmake"
    DEPENDS ${inputs} "${CMAKE_SOURCE_DIR}/cmake/EmbedTextScript.cmake"
    COMMENT "Embedding ${arg_HEADER}" VERBATIM)
  add_custom_target(${target}_embedded DEPENDS "${header}")
  add_dependencies(${target} ${target}_embedded)
  target_include_directories(${target} PUBLIC "${root}")
endfunction()
