# Dear ImGui, the same version for the page and the window, built from source. Its own warnings are not ours.

moa_pinned_source(NAME imgui RESULT _moa_imgui
  GIT https://github.com/ocornut/imgui.git TAG v1.92.2b COMMIT 45acd5e0e82f4c954432533ae9985ff0e1aad6d5
  POOL pool/main/i/imgui/imgui_1.92.2b+ds.orig.tar.xz
  SHA256 e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48
  FILES imgui.h=3a9cc7043ce915a47735002f38388c364a697da80773426b3cdeded9dcadd9b6
        imgui.cpp=ed3957012d62a4e6444ccb0b02c163da8938734b2f735832ec4124fb41a8cc89
        backends/imgui_impl_opengl3.cpp backends/imgui_impl_glfw.cpp)

set(_moa_imgui_tables "${_moa_imgui}/imgui_tables.cpp")
if(EMSCRIPTEN)
  set(_moa_imgui_tables "${CMAKE_SOURCE_DIR}/web/src/no_tables.cpp")
endif()
add_library(imgui STATIC
  "${_moa_imgui}/imgui.cpp" "${_moa_imgui}/imgui_draw.cpp" "${_moa_imgui_tables}" "${_moa_imgui}/imgui_widgets.cpp")
target_include_directories(imgui SYSTEM PUBLIC "${_moa_imgui}" "${_moa_imgui}/backends")
target_compile_definitions(imgui PUBLIC
  "IMGUI_USER_CONFIG=\"${CMAKE_SOURCE_DIR}/core/view/imgui_config.h\"")
if(NOT MSVC)
  target_compile_options(imgui PRIVATE -fno-exceptions -fno-rtti)
endif()

add_library(imgui_backend_opengl3 STATIC "${_moa_imgui}/backends/imgui_impl_opengl3.cpp")
target_link_libraries(imgui_backend_opengl3 PUBLIC imgui)
if(EMSCRIPTEN)
  # State is not asked of the GPU in every frame: web/src/initial_gl_state.hpp.
  target_compile_definitions(imgui_backend_opengl3 PRIVATE IMGUI_IMPL_OPENGL_ES3
    glGetIntegerv=moa_initial_integer glIsEnabled=moa_initial_switch)
else()
  target_link_libraries(imgui_backend_opengl3 PUBLIC OpenGL::GL ${CMAKE_DL_LIBS})
endif()

if(EMSCRIPTEN OR MOA_BUILD_DESKTOP)
  add_library(imgui_backend_glfw STATIC EXCLUDE_FROM_ALL "${_moa_imgui}/backends/imgui_impl_glfw.cpp")
  target_link_libraries(imgui_backend_glfw PUBLIC imgui)
  if(NOT EMSCRIPTEN)
    target_link_libraries(imgui_backend_glfw PUBLIC glfw)
  endif()
endif()

if(EMSCRIPTEN)
  # The page's glyphs are the browser's. Dear ImGui leaves stb_truetype out only where FreeType's loader takes its
  # place; ours is handed over under that name (core/view/text/font_loader.cpp).
  target_compile_definitions(imgui PUBLIC IMGUI_ENABLE_FREETYPE)
  # Little of a frame is spent in libraries, and most of the download is them.
  foreach(library imgui imgui_backend_opengl3 md4c fribidi)
    target_compile_options(${library} PRIVATE $<$<CONFIG:Release>:-Oz>)
  endforeach()
endif()
