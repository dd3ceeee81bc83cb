# The page's typefaces, from the machine's packages; without them or the tools the page uses the reader's own. Each face is two
# files: the letters of most texts, which are waited for, and the whole face, which browsers fetch for a text that needs more.
# Sets MOA_FONT_FILES, and writes MOA_FONT_STYLE, the part of the style sheet that names them.
find_program(MOA_WOFF2_COMPRESS woff2_compress NO_CMAKE_FIND_ROOT_PATH)
find_program(MOA_HB_SUBSET hb-subset NO_CMAKE_FIND_ROOT_PATH)
set(MOA_FONT_FILES "")
set(MOA_FONT_STYLE "${CMAKE_BINARY_DIR}/fonts/fonts.css")

# Latin of western Europe with its punctuation, currency and arrows; and what the faces have beside it.
set(common_letters "0000-00FF,0131,0152-0153,02BB-02BC,02C6,02DA,02DC,2000-206F,20AC,2122,2190-2193,2212,2215,FEFF,FFFD")
set(other_letters "0100-052F,1AB0-1FFF,2070-20AB,20AD-2121,2123-218F,2194-2211,2213-2214,2216-2BFF,2C60-2C7F,2DE0-2E7F,A640-A7FF")

# Adds one file of a face: moa_font_file(NAME LETTERS), the part of fonts/NAME.woff2 for LETTERS, from the function's caller.
function(moa_font_file name letters)
  string(REPLACE "," ", U+" range "U+${letters}")
  string(APPEND font_style "@font-face { font-family: \"${family}\"; font-weight: ${weight}; font-style: ${style}; "
    "font-display: swap; src: url(\"fonts/${name}.woff2\") format(\"woff2\"); unicode-range: ${range}; }\n")
  set(font_style "${font_style}" PARENT_SCOPE)
  get_filename_component(extension "${font}" LAST_EXT)
  set(copy "${CMAKE_BINARY_DIR}/fonts/${name}${extension}")
  set(output "${MOA_SITE}/fonts/${name}.woff2")
  add_custom_command(OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${CMAKE_BINARY_DIR}/fonts" "${MOA_SITE}/fonts"
    COMMAND "${MOA_HB_SUBSET}" "--unicodes=${letters}" --layout-features=kern,ccmp,locl,mark,mkmk,tnum
      "--output-file=${copy}" "${font}"
    COMMAND "${MOA_WOFF2_COMPRESS}" "${copy}"
    COMMAND "${CMAKE_COMMAND}" -E copy "${CMAKE_BINARY_DIR}/fonts/${name}.woff2" "${output}"
    DEPENDS "${font}" VERBATIM)
  set(MOA_FONT_FILES ${MOA_FONT_FILES} "${output}" PARENT_SCOPE)
endfunction()

set(font_style "")
foreach(face
    "Inter|400|normal|/usr/share/fonts/opentype/inter/Inter-Regular.otf"
    "Inter|600|normal|/usr/share/fonts/opentype/inter/Inter-SemiBold.otf"
    "Inter|700|normal|/usr/share/fonts/opentype/inter/Inter-Bold.otf"
    "Inter|400|italic|/usr/share/fonts/opentype/inter/Inter-Italic.otf"
    "JetBrains Mono|400|normal|/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf")
  string(REPLACE "|" ";" face "${face}")
  list(GET face 0 family)
  list(GET face 1 weight)
  list(GET face 2 style)
  list(GET face 3 font)
  if(NOT MOA_WOFF2_COMPRESS OR NOT MOA_HB_SUBSET OR NOT EXISTS "${font}")
    message(STATUS "Page font ${font}: not on this machine or no tool for it, the page will use the reader's own")
    continue()
  endif()
  get_filename_component(name "${font}" NAME_WE)
  moa_font_file("${name}-other" "${other_letters}")
  moa_font_file("${name}" "${common_letters}")
endforeach()
file(CONFIGURE OUTPUT "${MOA_FONT_STYLE}" CONTENT "${font_style}" @ONLY)
