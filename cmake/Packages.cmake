# What `cmake --install` puts into a prefix beside the programs, and what cpack makes of it: a .deb for the release it is
# made on, and an archive that runs from any folder. scripts/package makes both, with the page.

set(_moa_programs moa)
if(MOA_BUILD_DESKTOP)
  list(APPEND _moa_programs moa-desktop)
endif()
# The archive's own libraries lie in lib/moa.
set_target_properties(${_moa_programs} PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/moa")
install(TARGETS ${_moa_programs} RUNTIME_DEPENDENCY_SET moa_libraries)
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" DESTINATION share/doc/moa)
# What the program tells of itself, made by it: manual pages, and completion where the shells look for it.
install(DIRECTORY "${CMAKE_BINARY_DIR}/manual/man1" DESTINATION share/man OPTIONAL)
install(FILES "${CMAKE_BINARY_DIR}/manual/moa.bash" DESTINATION share/bash-completion/completions RENAME moa OPTIONAL)
install(FILES "${CMAKE_BINARY_DIR}/manual/moa.fish" DESTINATION share/fish/vendor_completions.d OPTIONAL)
# Debian's zsh looks in the second of these folders under /usr, and every zsh in the first one under its own prefix.
foreach(_moa_folder site-functions vendor-completions)
  install(FILES "${CMAKE_BINARY_DIR}/manual/moa.zsh" DESTINATION "share/zsh/${_moa_folder}" RENAME _moa OPTIONAL)
endforeach()
# The page, for `moa serve`, where it is built beside these programs.
install(DIRECTORY "${CMAKE_BINARY_DIR}/../web/site/" DESTINATION share/moa/site OPTIONAL)

# The terms of what programs and page consist of, where the system keeps them.
install(FILES "${_moa_imgui}/LICENSE.txt" DESTINATION share/doc/moa/licences RENAME imgui.txt OPTIONAL)
install(FILES "${_moa_md4c}/LICENSE.md" DESTINATION share/doc/moa/licences RENAME md4c.txt OPTIONAL)
foreach(entry nlohmann-json=nlohmann-json3-dev cli11=libcli11-dev libedit=libedit-dev libbsd=libbsd0 libmd=libmd0
    fribidi=libfribidi-dev glfw=libglfw3-dev inter=fonts-inter jetbrains-mono=fonts-jetbrains-mono)
  string(REGEX MATCH "^(.+)=(.+)$" _ "${entry}")
  install(FILES "/usr/share/doc/${CMAKE_MATCH_2}/copyright" DESTINATION share/doc/moa/licences
    RENAME "${CMAKE_MATCH_1}.txt" OPTIONAL)
endforeach()

# Libraries that a machine seldom has, or has in another version, go into the archive: curl, OpenSSL, FreeType, OpenGL
# and their like are on every desktop.
install(RUNTIME_DEPENDENCY_SET moa_libraries
  PRE_INCLUDE_REGEXES "^lib(edit|bsd|md|fribidi|glfw)\\."
  PRE_EXCLUDE_REGEXES ".*"
  LIBRARY DESTINATION lib/moa COMPONENT libraries EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME moa)
set(CPACK_PACKAGE_VENDOR "The MoA authors")
set(CPACK_PACKAGE_CONTACT "The MoA authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Ask several language models and read one answer")
set(CPACK_PACKAGE_DESCRIPTION
  "Mixture-of-Agents: language models answer a question layer by layer, each\nseeing the answers of the layer before, and one writes the final answer.\nA window (moa-desktop), a command line (moa) and a page (moa serve).")
set(CPACK_RESOURCE_FILE_LICENSE "${CMAKE_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGE_DIRECTORY "${CMAKE_SOURCE_DIR}/build/packages")
set(CPACK_PACKAGE_FILE_NAME "moa-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
# Its libraries' versions are those of one release, which its own version names: 0.1.0-1~debian12.
cmake_host_system_information(RESULT _moa_system QUERY DISTRIB_INFO)
if(_moa_system_ID AND _moa_system_VERSION_ID)
  set(CPACK_DEBIAN_PACKAGE_RELEASE "1~${_moa_system_ID}${_moa_system_VERSION_ID}")
endif()
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What is looked for at run time and may be missing: a graphics driver, the secret store, a browser's opener, letters.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libgl1-mesa-dri, libsecret-1-0, xdg-utils, fonts-inter, fonts-jetbrains-mono")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "fonts-noto-core, fonts-noto-cjk, fonts-noto-color-emoji")
set(CPACK_PROJECT_CONFIG_FILE "${CMAKE_SOURCE_DIR}/cmake/PackageOptions.cmake")
include(CPack)
